/** Event numbers in order, in one typed array that doubles when full. Most come at the end; one in the middle moves what is after it. */
export class SortedSeqs {
  private data = new Uint32Array(256);
  private count = 0;

  get length(): number {
    return this.count;
  }

  /** The number at `index`, which must be below `length`. */
  at(index: number): number {
    return this.data[index] as number;
  }

  /** Appends a number that is greater than all. */
  push(seq: number): void {
    this.makeRoom();
    this.data[this.count++] = seq;
  }

  /** Puts a number where it belongs, unless it is there. */
  add(seq: number): void {
    const index = this.upperBound(seq);
    if (index > 0 && this.data[index - 1] === seq) return;
    this.makeRoom();
    this.data.copyWithin(index + 1, index, this.count);
    this.data[index] = seq;
    this.count++;
  }

  /** Takes a number out, if it is there. */
  delete(seq: number): void {
    const index = this.upperBound(seq) - 1;
    if (index < 0 || this.data[index] !== seq) return;
    this.data.copyWithin(index, index + 1, this.count);
    this.count--;
  }

  /** How many numbers are not greater than `seq`: the place of the first that is. */
  upperBound(seq: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.data[middle] as number) <= seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private makeRoom(): void {
    if (this.count < this.data.length) return;
    const larger = new Uint32Array(this.data.length * 2);
    larger.set(this.data);
    this.data = larger;
  }
}
