const BLOCK = 1 << 20;

/**
 * Append-only bytes in blocks of 1 MiB. Small network chunks cost their bytes and not an object each,
 * and nothing that was appended is ever moved or changed.
 */
export class ByteArena {
  private readonly blocks: Uint8Array[] = [];
  private size = 0;

  get length(): number {
    return this.size;
  }

  append(bytes: Uint8Array): void {
    let from = 0;
    while (from < bytes.length) {
      const used = this.size % BLOCK;
      if (used === 0) this.blocks.push(new Uint8Array(BLOCK));
      const block = this.blocks[this.blocks.length - 1] as Uint8Array;
      const count = Math.min(BLOCK - used, bytes.length - from);
      block.set(bytes.subarray(from, from + count), used);
      from += count;
      this.size += count;
    }
  }

  /** The bytes from `start` to `end` (exclusive): a view where they lie in one block, else a copy. Do not write to it. */
  slice(start: number, end: number): Uint8Array {
    const first = Math.floor(start / BLOCK);
    if (end <= (first + 1) * BLOCK) {
      const block = this.blocks[first];
      return block ? block.subarray(start - first * BLOCK, end - first * BLOCK) : new Uint8Array(0);
    }
    const joined = new Uint8Array(end - start);
    for (let at = start; at < end;) {
      const index = Math.floor(at / BLOCK);
      const stop = Math.min(end, (index + 1) * BLOCK);
      joined.set((this.blocks[index] as Uint8Array).subarray(at - index * BLOCK, stop - index * BLOCK), at - start);
      at = stop;
    }
    return joined;
  }
}
