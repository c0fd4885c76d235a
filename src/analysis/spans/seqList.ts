/** Event numbers in ascending order, each once. They mostly come in order; one that does not is put in its place. */
export class SeqList {
  private data = new Uint32Array(64);
  private count = 0;

  get length(): number {
    return this.count;
  }

  /** The number at `index`, which must be below `length`. */
  at(index: number): number {
    return this.data[index] as number;
  }

  /** Adds an event number unless it is there. */
  add(seq: number): void {
    const last = this.count === 0 ? -1 : this.at(this.count - 1);
    if (seq === last) return;
    const index = seq > last ? this.count : this.countUpTo(seq);
    if (index > 0 && this.at(index - 1) === seq) return;
    if (this.count === this.data.length) {
      const larger = new Uint32Array(this.data.length * 2);
      larger.set(this.data);
      this.data = larger;
    }
    this.data.copyWithin(index + 1, index, this.count);
    this.data[index] = seq;
    this.count++;
  }

  /** How many of them are at most `seq`. */
  countUpTo(seq: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.at(middle) <= seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
