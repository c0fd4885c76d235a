/**
 * Where each id of a recording was introduced, in ascending order. It only grows and is shared by the live fold and every refold:
 * a reader at an earlier event ignores the places that lie beyond its own list.
 */
export class IdIndex {
  private readonly places = new Map<string, number | number[]>();
  // Deltas name the same id again and again, and comparing two texts beats hashing one.
  private lastId: string | undefined;
  private lastPlaces: number | number[] | undefined;

  /** Notes that `id` is at `place`. Noting the same again changes nothing, so a refold may repeat what the live fold did. */
  add(id: string, place: number): void {
    this.lastId = undefined;
    const known = this.places.get(id);
    if (known === undefined) this.places.set(id, place);
    else if (typeof known === "number") {
      if (known !== place) this.places.set(id, known < place ? [known, place] : [place, known]);
    } else if ((known[known.length - 1] as number) < place) known.push(place);
  }

  /** The only place of `id` (the common case), all of them, or undefined. */
  get(id: string): number | readonly number[] | undefined {
    return this.known(id);
  }

  /** The last place of `id` below `limit`, or -1. */
  last(id: string, limit: number): number {
    const known = this.known(id);
    if (known === undefined) return -1;
    if (typeof known === "number") return known < limit ? known : -1;
    let low = 0;
    let high = known.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((known[middle] as number) < limit) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? -1 : (known[low - 1] as number);
  }

  /** The first place of `id` below `limit`, or -1. */
  first(id: string, limit: number): number {
    const known = this.known(id);
    const place = typeof known === "number" ? known : known?.[0];
    return place !== undefined && place < limit ? place : -1;
  }

  private known(id: string): number | number[] | undefined {
    if (id !== this.lastId) {
      this.lastId = id;
      this.lastPlaces = this.places.get(id);
    }
    return this.lastPlaces;
  }
}
