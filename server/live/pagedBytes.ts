const FIRST_PAGE = 4 * 1024;
const FULL_PAGE = 256 * 1024;

/**
 * Bytes that only grow at the end and can be let go of from the front, a page at a time. Places are counted from the very first byte,
 * so they stay valid when the front is gone. Costs what its pages cost, however many appends there were.
 */
export class PagedBytes {
  private readonly pages: { readonly start: number; readonly bytes: Uint8Array }[] = [];
  private written = 0;
  private dropped = 0;
  private held = 0;

  /** The place after the last byte. */
  get end(): number {
    return this.written;
  }

  /** The place of the first byte that is still here. */
  get start(): number {
    return this.dropped;
  }

  /** Memory in use, in bytes. */
  get capacity(): number {
    return this.held;
  }

  append(bytes: Uint8Array): void {
    let from = 0;
    while (from < bytes.length) {
      const page = this.pageToFill(bytes.length - from);
      const at = this.written - page.start;
      const count = Math.min(bytes.length - from, page.bytes.length - at);
      page.bytes.set(bytes.subarray(from, from + count), at);
      this.written += count;
      from += count;
    }
  }

  /** Up to one page of bytes from `place`, which must still be here; empty at the end. Not copied: they never change. */
  read(place: number): Uint8Array {
    // Readers are near the end or at the front; a page holds enough for the walk not to matter.
    const page = this.pages.findLast(({ start }) => start <= place);
    if (page === undefined) return new Uint8Array(0);
    return page.bytes.subarray(place - page.start, Math.min(page.bytes.length, this.written - page.start));
  }

  /** Where the first page ends; undefined while it is still being filled. */
  get firstPageEnd(): number | undefined {
    const [first] = this.pages;
    const end = first === undefined ? Infinity : first.start + first.bytes.length;
    return end <= this.written ? end : undefined;
  }

  /** Lets go of the first page, unless it is still being filled; returns how many bytes that freed. */
  dropFirstPage(): number {
    const end = this.firstPageEnd;
    if (end === undefined) return 0;
    this.pages.shift();
    const freed = end - this.dropped;
    this.dropped = end;
    this.held -= freed;
    return freed;
  }

  private pageToFill(wanted: number): { readonly start: number; readonly bytes: Uint8Array } {
    const last = this.pages.at(-1);
    if (last !== undefined && this.written < last.start + last.bytes.length) return last;
    // Small exchanges are many: they shall not cost a full page each, nor much more than what they hold.
    const size = Math.min(FULL_PAGE, Math.max(FIRST_PAGE, Math.floor(this.written / 4), wanted));
    const page = { start: this.written, bytes: new Uint8Array(size) };
    this.pages.push(page);
    this.held += size;
    return page;
  }
}
