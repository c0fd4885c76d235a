import type { TransportSignal } from "#src/transport/types.ts";
import { chunkParts } from "./chunkParts.ts";

/** Signals in the order in which they came, taken frame by frame or as they are. */
export class WaitingSignals {
  private queue: TransportSignal[] = [];
  private head = 0;
  /** The signal whose turn it is, in parts, and the next of them. */
  private parts: Iterator<TransportSignal, void> | undefined;
  private part: TransportSignal | undefined;
  private frameCount = 0;
  private byteCount = 0;

  get isEmpty(): boolean {
    return this.part === undefined && this.head === this.queue.length;
  }

  /** Complete frames that wait. */
  get frames(): number {
    return this.frameCount;
  }

  /** Bytes that wait, those of a frame that is not complete yet included. */
  get bytes(): number {
    return this.byteCount;
  }

  /** The end of the body waits too. */
  get hasEnd(): boolean {
    return this.queue.length > this.head && this.queue[this.queue.length - 1]?.type === "end";
  }

  push(signal: TransportSignal): void {
    // The buffer is the transport's, and may hold more than is shown of it.
    this.queue.push(signal.type === "chunk" ? { ...signal, bytes: signal.bytes.slice() } : signal);
    this.count(signal, 1);
  }

  /** Takes what is next. A chunk comes in parts of one frame each where `startOf` says where in the body it lies; else as it came. */
  take(startOf: ((bytes: number) => number | undefined) | undefined): TransportSignal | undefined {
    const taken = this.part ?? this.begin(startOf);
    if (this.part !== undefined) this.advance();
    if (taken) this.count(taken, -1);
    return taken;
  }

  private begin(startOf: ((bytes: number) => number | undefined) | undefined): TransportSignal | undefined {
    const signal = this.queue[this.head];
    if (!signal) return undefined;
    this.head++;
    // Taken from the front one by one: moving the rest each time would be quadratic.
    if (this.head > 1024 || this.head === this.queue.length) {
      this.queue = this.queue.slice(this.head);
      this.head = 0;
    }
    const start = signal.type === "chunk" ? startOf?.(signal.bytes.length) : undefined;
    if (signal.type !== "chunk" || start === undefined) return signal;
    this.parts = chunkParts(signal, start);
    this.advance();
    return this.part;
  }

  private advance(): void {
    const next = this.parts?.next();
    this.part = next?.done === false ? next.value : undefined;
  }

  private count(signal: TransportSignal, sign: 1 | -1): void {
    if (signal.type === "chunk" || signal.type === "end") this.frameCount += sign * signal.frames.length;
    if (signal.type === "chunk") this.byteCount += sign * signal.bytes.length;
  }
}
