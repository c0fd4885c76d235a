import { seededRandom } from "./seededRandom.ts";
import type { FaultRule } from "./types.ts";

/** The fraction of 2^32 that the golden ratio is: seeds that far apart begin with values that have nothing in common. */
const SEED_STEP = 0x9e3779b9;

/** Which frames of one stream a rule strikes. Every rule draws numbers of its own, so that a further rule changes nothing for the others. */
export class Strikes {
  /** Random numbers for what the fault does. */
  readonly random: () => number;
  private readonly chance: () => number;
  private left = 0;
  private struck = 0;

  /** `index` is the rule's place in its plan. */
  constructor(
    readonly rule: FaultRule,
    seed: number,
    index: number,
  ) {
    this.chance = seededRandom(seed + Math.imul(2 * index, SEED_STEP));
    this.random = seededRandom(seed + Math.imul(2 * index + 1, SEED_STEP));
  }

  /** Asks once for each frame, in order. `number` counts the frames of the answer from 1. */
  strike(number: number, eventType: string | undefined): boolean {
    const { where, enabled } = this.rule;
    if (!enabled || number < (where.from ?? 1)) return false;
    if (where.eventType !== undefined && where.eventType !== eventType) return false;
    if (where.probability !== undefined && this.chance() >= where.probability) return false;
    this.left++;
    if (this.left % (where.every ?? 1) !== 0 || this.struck >= (where.times ?? Infinity)) return false;
    this.struck++;
    return true;
  }
}
