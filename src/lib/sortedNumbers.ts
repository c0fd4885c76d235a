import { Column } from "./growable.ts";

const allocate = (capacity: number): Uint32Array => new Uint32Array(capacity);

/** Unsigned 32-bit integers in ascending order, each once. They mostly come in order; one that does not moves what is after it. */
export class SortedNumbers extends Column<Uint32Array> {
  constructor() {
    super(allocate);
  }

  /** Puts a number where it belongs, unless it is there. What is greater than all may as well be pushed. */
  add(value: number): void {
    if (this.count === 0 || this.at(this.count - 1) < value) return this.push(value);
    const index = this.upperBound(value);
    if (index > 0 && this.at(index - 1) === value) return;
    this.push(value);
    this.data.copyWithin(index + 1, index, this.count - 1);
    this.data[index] = value;
  }

  /** Puts many numbers where they belong, in any order. What is after the least of them moves once, however many they are. */
  addAll(values: readonly number[]): void {
    const fresh = values.filter((value) => !this.has(value)).sort((a, b) => a - b);
    const added = fresh.filter((value, index) => value !== fresh[index - 1]);
    let from = this.count - 1;
    for (const value of added) this.push(value);
    // From the end: the greatest that is left goes to the last place that is free.
    for (let at = this.count - 1, next = added.length - 1; next >= 0; at--) {
      const value = added[next] as number;
      if (from >= 0 && this.at(from) > value) this.set(at, this.at(from--));
      else {
        this.set(at, value);
        next--;
      }
    }
  }

  has(value: number): boolean {
    const index = this.upperBound(value) - 1;
    return index >= 0 && this.at(index) === value;
  }

  /** Takes a number out, if it is there. */
  delete(value: number): void {
    const index = this.upperBound(value) - 1;
    if (index < 0 || this.at(index) !== value) return;
    this.data.copyWithin(index, index + 1, this.count);
    this.count--;
  }
}
