import { Column } from "./growable.ts";

const allocate = (capacity: number): Uint32Array => new Uint32Array(capacity);

/** Unsigned 32-bit integers in ascending order, each once. They mostly come in order; one that does not moves what is after it. */
export class SortedNumbers extends Column<Uint32Array> {
  constructor() {
    super(allocate);
  }

  /** Puts a number where it belongs, unless it is there. What is greater than all may as well be pushed. */
  add(value: number): void {
    const index = this.upperBound(value);
    if (index > 0 && this.at(index - 1) === value) return;
    this.push(value);
    this.data.copyWithin(index + 1, index, this.count - 1);
    this.data[index] = value;
  }

  /** Takes a number out, if it is there. */
  delete(value: number): void {
    const index = this.upperBound(value) - 1;
    if (index < 0 || this.at(index) !== value) return;
    this.data.copyWithin(index, index + 1, this.count);
    this.count--;
  }
}
