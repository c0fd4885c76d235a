import type { Finding } from "#src/protocol/lint/types.ts";
import type { Reading } from "#src/reconstruction/reading.ts";

/** A finding that only one of two readings has. */
export interface FindingDifference {
  readonly kind: "vanished" | "appeared";
  readonly finding: Finding;
}

/** Findings looked at in one step. */
const STRIDE = 200;

interface Balance {
  readonly finding: Finding;
  /** How often the recording has it, less how often the hypothesis has it. */
  count: number;
}

/** Which findings a hypothesis lost and which it got. Both lists of findings only grow, so each finding is looked at once. */
export class FindingDifferences {
  private readonly unequal = new Map<string, Balance>();
  private ofTruth = 0;
  private ofOther = 0;
  private steps = 0;
  private made: { readonly steps: number; readonly list: readonly FindingDifference[] } = { steps: 0, list: [] };

  constructor(
    private readonly truth: Reading,
    private readonly other: Reading,
  ) {}

  /** Looks at the next findings, those of the recording up to event `upTo`. False when there are none left. */
  step(upTo: number): boolean {
    const { findings } = this.truth;
    const { findings: others } = this.other;
    const truthBefore = this.ofTruth;
    const otherBefore = this.ofOther;
    for (let most = STRIDE; most > 0 && this.ofTruth < findings.length; most--) {
      const finding = findings[this.ofTruth] as Finding;
      if (finding.seq > upTo) break;
      this.ofTruth++;
      this.weigh(finding, 1);
    }
    for (let most = STRIDE; most > 0 && this.ofOther < others.length; most--) {
      this.weigh(others[this.ofOther++] as Finding, -1);
    }
    const moved = this.ofTruth > truthBefore || this.ofOther > otherBefore;
    if (moved) this.steps++;
    return moved;
  }

  /** What differs, in the order of the events. The same list as long as nothing new was found. */
  list(): readonly FindingDifference[] {
    if (this.made.steps === this.steps) return this.made.list;
    const list: FindingDifference[] = [];
    for (const { finding, count } of this.unequal.values()) {
      const kind = count > 0 ? "vanished" : "appeared";
      for (let times = Math.abs(count); times > 0; times--) list.push({ kind, finding });
    }
    list.sort((a, b) => a.finding.seq - b.finding.seq);
    this.made = { steps: this.steps, list };
    return list;
  }

  private weigh(finding: Finding, by: 1 | -1): void {
    const key = keyOf(finding);
    const known = this.unequal.get(key);
    if (known === undefined) this.unequal.set(key, { finding, count: by });
    else {
      known.count += by;
      if (known.count === 0) this.unequal.delete(key);
    }
  }
}

/** What makes two findings the same. A message about bytes names places that another length of an earlier frame moves. */
function keyOf({ rule, source, seq, pointer = "", message }: Finding): string {
  return source === "transport" ? `${rule} ${seq}` : `${rule} ${seq} ${pointer} ${message}`;
}
