const LARGEST_BLOCK = 1 << 16;
/** Networks deliver a few bytes between large pieces, so that a block starts small and grows while small pieces go on coming. */
const SMALLEST_BLOCK = 1 << 10;
/** From this size on, an array of its own is kept as it is. */
const ADOPTED = LARGEST_BLOCK / 2;

/**
 * Append-only bytes. Small pieces are copied together into blocks, so that they cost their bytes and not an object each;
 * a large one is kept without copying, and its owner must not write to it any more. Nothing that was appended is moved or changed.
 */
export class ByteArena {
  private readonly blocks: Uint8Array[] = [];
  /** Where each block starts among all bytes. */
  private readonly starts: number[] = [];
  /** Bytes still free at the end of the last block. */
  private room = 0;
  private nextBlock = SMALLEST_BLOCK;
  private size = 0;

  get length(): number {
    return this.size;
  }

  append(bytes: Uint8Array): void {
    // A view of a larger buffer is copied: whoever made it may use the rest again, or keep more memory alive than it shows.
    if (bytes.length >= ADOPTED && bytes.length === bytes.buffer.byteLength) {
      this.open(bytes);
      this.room = 0;
      this.nextBlock = SMALLEST_BLOCK;
      this.size += bytes.length;
      return;
    }
    for (let from = 0; from < bytes.length;) {
      if (this.room === 0) {
        this.room = this.nextBlock;
        this.open(new Uint8Array(this.room));
        this.nextBlock = Math.min(LARGEST_BLOCK, 4 * this.nextBlock);
      }
      const block = this.blocks[this.blocks.length - 1] as Uint8Array;
      const count = Math.min(this.room, bytes.length - from);
      block.set(bytes.subarray(from, from + count), block.length - this.room);
      from += count;
      this.room -= count;
      this.size += count;
    }
  }

  /** The bytes from `start` to `end` (exclusive): a view where they lie in one block, else a copy. Do not write to it. */
  slice(start: number, end: number): Uint8Array {
    if (start >= end) return new Uint8Array(0);
    let index = this.blockHolding(start);
    const first = this.starts[index] as number;
    if (end <= this.endOf(index)) return (this.blocks[index] as Uint8Array).subarray(start - first, end - first);
    const joined = new Uint8Array(end - start);
    for (let at = start; at < end; index++) {
      const blockStart = this.starts[index] as number;
      const stop = Math.min(end, this.endOf(index));
      joined.set((this.blocks[index] as Uint8Array).subarray(at - blockStart, stop - blockStart), at - start);
      at = stop;
    }
    return joined;
  }

  private open(block: Uint8Array): void {
    this.blocks.push(block);
    this.starts.push(this.size);
  }

  private endOf(index: number): number {
    return this.starts[index + 1] ?? this.size;
  }

  private blockHolding(offset: number): number {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.starts[middle] as number) <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
