import type { FindingDifference } from "#src/analysis/whatIf/findingDifferences.ts";

/** How many of the differences, which are in the order of their events, are about event `seq` or one before it. */
export function countUpTo(findings: readonly FindingDifference[], seq: number): number {
  let low = 0;
  let high = findings.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((findings[middle] as FindingDifference).finding.seq <= seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
