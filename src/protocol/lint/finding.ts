import { SEVERITIES, type RuleId } from "./severities.ts";
import type { Finding, FindingSource } from "./types.ts";

/** What a finding says beside its rule. */
export interface FindingDetails {
  readonly source: FindingSource;
  readonly seq: number;
  readonly message: string;
  readonly pointer?: string | undefined;
  readonly expected?: string | undefined;
  readonly found?: string | undefined;
  readonly relatedSeq?: number | undefined;
}

/** A finding of the rule `rule`, with the severity that the catalogue gives it. */
export function finding(rule: RuleId, details: FindingDetails): Finding {
  const { source, seq, message, pointer, expected, found, relatedSeq } = details;
  return {
    rule,
    severity: SEVERITIES[rule],
    source,
    seq,
    message,
    ...(pointer !== undefined && { pointer }),
    ...(expected !== undefined && { expected }),
    ...(found !== undefined && { found }),
    ...(relatedSeq !== undefined && { relatedSeq }),
  };
}
