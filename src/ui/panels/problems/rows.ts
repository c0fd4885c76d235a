import { partitionPoint } from "#src/lib/partitionPoint.ts";
import type { Finding, Severity } from "#src/protocol/lint/types.ts";

/** The severities, worst first. */
export const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** The findings of the wanted severities, or those of one rule, in the order of their events; within one event the worst first. */
export function problemRows(
  findings: readonly Finding[],
  wanted: ReadonlySet<Severity>,
  rule?: string,
): readonly Finding[] {
  return findings
    .filter((finding) => (rule === undefined ? wanted.has(finding.severity) : finding.rule === rule))
    .sort((a, b) => a.seq - b.seq || RANK[a.severity] - RANK[b.severity]);
}

/** The index of the first row after event `seq`. */
export function firstAfter(rows: readonly Finding[], seq: number): number {
  return partitionPoint(rows.length, (index) => (rows[index] as Finding).seq <= seq);
}

/** A part of a long list. */
export interface RowWindow {
  readonly from: number;
  readonly to: number;
}

/** At most `size` rows around row `around`, as many before it as after. */
export function windowAround(length: number, around: number, size: number): RowWindow {
  const from = Math.max(0, Math.min(around - Math.floor(size / 2), length - size));
  return { from, to: Math.min(length, from + size) };
}
