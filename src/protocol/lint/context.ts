import type { RuleId } from "./severities.ts";
import { finding } from "./finding.ts";
import type { Finding, FindingSource } from "./types.ts";

/** What a rule says; `seq` is the current frame unless it names another. */
export interface Said {
  readonly message: string;
  readonly seq?: number;
  readonly source?: FindingSource;
  readonly pointer?: string;
  readonly expected?: string;
  readonly found?: string;
  readonly relatedSeq?: number | undefined;
}

/** What the rules of all families share: where they are in the stream, and where findings go. */
export class LintContext {
  /** The frame being looked at. */
  seq = 0;

  constructor(private readonly report: (finding: Finding) => void) {}

  say(rule: RuleId, said: Said): void {
    this.report(finding(rule, { source: "lint", seq: this.seq, ...said }));
  }
}

/** Ids for a sentence: the first few, then how many more. */
export function someOf(items: readonly string[]): string {
  const shown = items.slice(0, 3).join(", ");
  return items.length > 3 ? `${shown} and ${items.length - 3} more` : shown;
}

/** "subagent s1", or "the agent itself" for no tag. */
export const ownerName = (owner: string | undefined): string =>
  owner === undefined ? "the agent itself" : `subagent "${owner}"`;
