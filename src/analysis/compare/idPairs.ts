import type { IdUse } from "./meaning.ts";

/** Which id of one run is which id of another: the first place where both are used decides, as long as neither is taken. */
export class IdPairs {
  private readonly there = new Map<string, string>();
  private readonly back = new Map<string, string>();

  /** True where each id of the one could be the id in the same place of the other. */
  fit(ids: readonly IdUse[], others: readonly IdUse[]): boolean {
    if (ids.length !== others.length) return false;
    return ids.every((use, place) => {
      const [key, other] = [keyOf(use), keyOf(others[place] as IdUse)];
      const [known, knownBack] = [this.there.get(key), this.back.get(other)];
      return known === undefined && knownBack === undefined ? true : known === other && knownBack === key;
    });
  }

  /** Takes the ids of two rows for the same ones, except those that are taken already. */
  bind(ids: readonly IdUse[], others: readonly IdUse[]): void {
    for (const [place, use] of ids.entries()) {
      const other = others[place];
      if (!other || other.kind !== use.kind) continue;
      const [key, otherKey] = [keyOf(use), keyOf(other)];
      if (this.there.has(key) || this.back.has(otherKey)) continue;
      this.there.set(key, otherKey);
      this.back.set(otherKey, key);
    }
  }
}

const keyOf = ({ kind, id }: IdUse): string => `${kind} ${id}`;
