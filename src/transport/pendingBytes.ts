const SMALL = 4096;
const RELEASE = 1 << 20;

/**
 * The bytes of a frame that is still incomplete. It doubles when full, so that a frame of many small pieces costs linear time,
 * and beyond `limit` it only counts.
 */
export class PendingBytes {
  private buffer = new Uint8Array(SMALL);
  private kept = 0;
  private counted = 0;

  constructor(private readonly limit: number) {}

  /** How many bytes were appended, those beyond the limit included. */
  get total(): number {
    return this.counted;
  }

  append(bytes: Uint8Array): void {
    this.counted += bytes.length;
    const room = this.limit - this.kept;
    const more = bytes.length <= room ? bytes : bytes.subarray(0, room);
    if (more.length === 0) return;
    const needed = this.kept + more.length;
    if (needed > this.buffer.length) {
      const larger = new Uint8Array(Math.max(needed, this.buffer.length * 2));
      larger.set(this.buffer.subarray(0, this.kept));
      this.buffer = larger;
    }
    this.buffer.set(more, this.kept);
    this.kept = needed;
  }

  /** The bytes up to the limit: a view that is good until the next call. */
  view(): Uint8Array {
    return this.buffer.subarray(0, this.kept);
  }

  clear(): void {
    this.kept = 0;
    this.counted = 0;
    if (this.buffer.length > RELEASE) this.buffer = new Uint8Array(SMALL);
  }
}
