import { IdPairs } from "./idPairs.ts";
import type { IdUse } from "./meaning.ts";

/** How far ahead rows are looked for that both runs share again. */
const AHEAD = 128;

/** What is put beside something else. */
export interface AlignedRow {
  /** Rows of one type stand beside each other even where they differ. */
  readonly type: string;
  /** What it means, as a number: equal for equal meanings. */
  readonly meaning: number;
  readonly ids: readonly IdUse[];
}

/** A list of them, which may grow. */
export interface AlignedRows {
  readonly length: number;
  /** How many of them, from the first on, change no more. */
  readonly settled: number;
  /** True when none will come any more. */
  readonly isOver: boolean;
  at(place: number): AlignedRow;
}

/** Which rows of two lists stand beside each other. -1: none. */
export interface Pairing {
  readonly left: number;
  readonly right: number;
  /** True where both are there and mean the same. */
  readonly same: boolean;
}

/**
 * Puts the rows of one list beside those of another, from the first on. Equal rows meet; where they stop being equal, it looks ahead for the
 * nearest rows that are equal again, and of what lies between, rows of one type meet as different ones. It waits where a run that goes on has
 * not sent enough yet to decide.
 */
export class Alignment {
  readonly pairings: Pairing[] = [];
  private readonly ids = new IdPairs();
  private atLeft = 0;
  private atRight = 0;

  constructor(
    private readonly left: AlignedRows,
    private readonly right: AlignedRows,
  ) {}

  /** True when all rows of both have their place. */
  get isOver(): boolean {
    const { left, right } = this;
    return left.isOver && right.isOver && this.atLeft === left.length && this.atRight === right.length;
  }

  /** Decides about the next rows. False where that has to wait. */
  step(): boolean {
    const { left, right, atLeft, atRight } = this;
    const hasLeft = atLeft < left.settled;
    const hasRight = atRight < right.settled;
    if (hasLeft && hasRight && this.areEqual(atLeft, atRight)) {
      this.pair(atLeft, atRight, true);
      return true;
    }
    const knows = (rows: AlignedRows, at: number): boolean => rows.isOver || rows.settled - at >= AHEAD;
    if ((!hasLeft && !hasRight) || !knows(left, atLeft) || !knows(right, atRight)) return false;
    const [lefts, rights] = this.nearestMeeting();
    this.pairBetween(atLeft + lefts, atRight + rights);
    return true;
  }

  /** How many rows of each side lie before the nearest ones that are equal; all that were looked at where there are none. */
  private nearestMeeting(): readonly [number, number] {
    const { left, right, atLeft, atRight } = this;
    const lefts = Math.min(AHEAD, left.settled - atLeft);
    const rights = Math.min(AHEAD, right.settled - atRight);
    const seenLeft = new Map<number, number[]>();
    const seenRight = new Map<number, number[]>();
    let best = [lefts, rights] as readonly [number, number];
    let bestSum = Infinity;
    const look = (seen: ReadonlyMap<number, readonly number[]>, meaning: number, meets: (place: number) => boolean) =>
      seen.get(meaning)?.find(meets);
    for (let far = 0; far < Math.max(lefts, rights) && far < bestSum; far++) {
      if (far < rights) {
        const { meaning } = right.at(atRight + far);
        add(seenRight, meaning, far);
        const met = look(seenLeft, meaning, (place) => this.areEqual(atLeft + place, atRight + far));
        if (met !== undefined && met + far < bestSum) [best, bestSum] = [[met, far], met + far];
      }
      if (far < lefts) {
        const { meaning } = left.at(atLeft + far);
        add(seenLeft, meaning, far);
        const met = look(seenRight, meaning, (place) => this.areEqual(atLeft + far, atRight + place));
        if (met !== undefined && met + far < bestSum) [best, bestSum] = [[far, met], met + far];
      }
    }
    return best;
  }

  private areEqual(left: number, right: number): boolean {
    const [a, b] = [this.left.at(left), this.right.at(right)];
    return a.meaning === b.meaning && this.ids.fit(a.ids, b.ids);
  }

  private pairBetween(toLeft: number, toRight: number): void {
    while (this.atLeft < toLeft) {
      const { type } = this.left.at(this.atLeft);
      let meets = this.atRight;
      while (meets < toRight && this.right.at(meets).type !== type) meets++;
      if (meets === toRight) this.pair(this.atLeft, -1, false);
      else {
        while (this.atRight < meets) this.pair(-1, this.atRight, false);
        this.pair(this.atLeft, meets, false);
      }
    }
    while (this.atRight < toRight) this.pair(-1, this.atRight, false);
  }

  private pair(left: number, right: number, same: boolean): void {
    this.pairings.push({ left, right, same });
    if (left >= 0) this.atLeft = left + 1;
    if (right >= 0) this.atRight = right + 1;
    if (left >= 0 && right >= 0) {
      const [a, b]: readonly AlignedRow[] = [this.left.at(left), this.right.at(right)];
      if (a && b) this.ids.bind(a.ids, b.ids);
    }
  }
}

function add(seen: Map<number, number[]>, meaning: number, place: number): void {
  const places = seen.get(meaning);
  if (places) places.push(place);
  else seen.set(meaning, [place]);
}
