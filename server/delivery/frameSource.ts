import { BodyReader } from "#src/transport/bodyReader.ts";
import { FRAME_LIMIT, type Framed } from "#src/transport/framer.ts";
import { headerOf } from "#src/transport/headerOf.ts";
import { PendingBytes } from "#src/transport/pendingBytes.ts";
import type { WireFrame, WireResponse } from "#src/transport/types.ts";
import type { ChunkReader, ChunkRead } from "./chunkReader.ts";

/** A piece of a body: a frame with its bytes, or bytes that belong to no frame or cannot be told apart. */
export type SourceItem =
  | { readonly type: "frame"; readonly frame: WireFrame; readonly bytes: Uint8Array; readonly format: string }
  | { readonly type: "rest"; readonly bytes: Uint8Array };

/** A body as frames, read only as far as is asked for. The items' bytes in order are the body's. */
export class FrameSource {
  private readonly body: BodyReader | undefined;
  private readonly pending = new PendingBytes(Infinity);
  /** What was read and not taken, from `taken` on: shifting a long list would move all of it each time. */
  private queue: SourceItem[] = [];
  private taken = 0;
  private queuedBytes = 0;
  private queuedFrames = 0;
  private reading: Promise<void> | undefined;
  /** Where `pending` begins in the body. */
  private base = 0;
  private format = "";
  private over: Exclude<ChunkRead, { type: "chunk" }> | undefined;

  constructor(
    private readonly chunks: ChunkReader,
    response: WireResponse,
  ) {
    const encoding = headerOf(response.headers, "content-encoding")?.trim().toLowerCase() ?? "";
    this.encoding = encoding === "identity" ? "" : encoding;
    const hints = { status: response.status, contentType: headerOf(response.headers, "content-type") ?? "" };
    if (this.encoding === "") this.body = new BodyReader(hints);
  }

  /** The content encoding that hides the frames, or empty. */
  readonly encoding: string;

  /** How the body ended, once it was read to its end. */
  get end(): Exclude<ChunkRead, { type: "chunk" }> | undefined {
    return this.over;
  }

  /** Frames that were read and not taken. */
  get waiting(): number {
    return this.queuedFrames;
  }

  /** Bytes that were read and not taken. */
  get waitingBytes(): number {
    return this.queuedBytes + this.pending.total;
  }

  /** The next item; undefined at the end, see `end`. */
  async next(): Promise<SourceItem | undefined> {
    while (this.taken === this.queue.length && this.over === undefined) await this.readMore();
    const item = this.queue[this.taken];
    if (item === undefined) return undefined;
    this.taken++;
    if (this.taken === this.queue.length) {
      this.queue = [];
      this.taken = 0;
    }
    this.queuedBytes -= item.bytes.length;
    if (item.type === "frame") this.queuedFrames--;
    return item;
  }

  /** All that was read and not taken, what is there of an unfinished frame included: that frame passes as it comes then. */
  takeAll(): Uint8Array {
    this.passPending();
    const items = this.queue.slice(this.taken);
    this.queue = [];
    this.taken = 0;
    this.queuedBytes = 0;
    this.queuedFrames = 0;
    const [only] = items;
    if (only !== undefined && items.length === 1) return only.bytes;
    return Buffer.concat(items.map(({ bytes }) => bytes));
  }

  /** Reads one more chunk into memory. Calls while a read is under way share it. */
  readMore(): Promise<void> {
    this.reading ??= this.readChunk().finally(() => (this.reading = undefined));
    return this.reading;
  }

  private async readChunk(): Promise<void> {
    if (this.over !== undefined) return;
    const read = await this.chunks.read();
    if (read.type !== "chunk") {
      if (this.body !== undefined) this.cut(this.body.end());
      this.passPending();
      this.over = read;
    } else if (this.body === undefined) {
      this.put({ type: "rest", bytes: read.bytes });
    } else {
      this.pending.append(read.bytes);
      this.cut(this.body.push(read.bytes));
      // A frame too long to wait for passes as it comes.
      if (this.pending.total > FRAME_LIMIT) this.passPending();
    }
  }

  private cut({ frames, notes }: Framed): void {
    for (const { code, detail } of notes) if (code === "format") this.format = detail;
    if (frames.length === 0) return;
    const view = this.pending.view();
    let used = 0;
    for (const frame of frames) {
      const end = frame.end - this.base;
      const bytes = view.slice(used, end);
      // False for a frame whose start has passed already.
      const isWhole = frame.start === this.base + used;
      used = end;
      this.put(isWhole ? { type: "frame", frame, bytes, format: this.format } : { type: "rest", bytes });
    }
    const rest = view.slice(used);
    this.base += used;
    this.pending.clear();
    this.pending.append(rest);
  }

  private passPending(): void {
    if (this.pending.total === 0) return;
    this.put({ type: "rest", bytes: this.pending.view().slice() });
    this.base += this.pending.total;
    this.pending.clear();
  }

  private put(item: SourceItem): void {
    if (item.bytes.length === 0) return;
    this.queue.push(item);
    this.queuedBytes += item.bytes.length;
    if (item.type === "frame") this.queuedFrames++;
  }
}
