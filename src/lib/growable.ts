type Numbers = Uint8Array | Uint32Array | Float64Array;

/**
 * An append-only column of numbers in one typed array that doubles when full.
 * A million events must cost bytes, not objects, so whatever is kept for each of them is a column.
 */
export class Column<T extends Numbers> {
  protected data: T;
  protected count = 0;

  constructor(private readonly allocate: (capacity: number) => T) {
    this.data = allocate(256);
  }

  get length(): number {
    return this.count;
  }

  push(value: number): void {
    if (this.count === this.data.length) {
      const larger = this.allocate(this.data.length * 2);
      larger.set(this.data);
      this.data = larger;
    }
    this.data[this.count++] = value;
  }

  /** The value at `index`, which must be below `length`. */
  at(index: number): number {
    return this.data[index] as number;
  }

  /** Replaces the value at `index`, which must be below `length`. */
  set(index: number, value: number): void {
    this.data[index] = value;
  }

  /** The first index whose value is greater than `value`, in a column that never decreases. */
  upperBound(value: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.data[middle] as number) <= value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** A column of bytes: kinds, codes and flags. */
export const byteColumn = (): Column<Uint8Array> => new Column((n) => new Uint8Array(n));

/** A column of unsigned 32-bit integers: offsets and event numbers. */
export const uint32Column = (): Column<Uint32Array> => new Column((n) => new Uint32Array(n));

/** A column of doubles: times in milliseconds. */
export const float64Column = (): Column<Float64Array> => new Column((n) => new Float64Array(n));
