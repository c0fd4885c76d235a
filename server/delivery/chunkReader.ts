/** What came of reading on. */
export type ChunkRead =
  | { readonly type: "chunk"; readonly bytes: Uint8Array }
  | { readonly type: "end" }
  /** The upstream broke; the message is its error's. */
  | { readonly type: "failed"; readonly message: string }
  | { readonly type: "aborted" };

/** Reads a body piece by piece, gives up at once when `signal` aborts, and never rejects. One read at a time. */
export class ChunkReader {
  private readonly iterator: AsyncIterator<Uint8Array>;
  private settle: ((read: ChunkRead) => void) | undefined;
  private readonly onAbort = (): void => {
    this.close();
    this.settle?.({ type: "aborted" });
  };

  constructor(
    private readonly body: AsyncIterable<Uint8Array>,
    private readonly signal: AbortSignal,
  ) {
    this.iterator = body[Symbol.asyncIterator]();
    signal.addEventListener("abort", this.onAbort, { once: true });
  }

  read(): Promise<ChunkRead> {
    // Not Promise.race: racing each piece against one long-lived promise would keep every piece in memory.
    return new Promise((resolve) => {
      this.settle = resolve;
      if (this.signal.aborted) return resolve({ type: "aborted" });
      this.iterator.next().then(
        ({ done, value }) => resolve(done === true ? { type: "end" } : { type: "chunk", bytes: value }),
        (error: unknown) => resolve({ type: "failed", message: wordsOf(error) }),
      );
    });
  }

  /** Lets go of the upstream, whether it is at its end or not. */
  close(): void {
    this.signal.removeEventListener("abort", this.onAbort);
    // The iterator of a Node stream takes no `return` while a read is under way, so the stream itself is ended.
    if ("destroy" in this.body && typeof this.body.destroy === "function") this.body.destroy();
    else void this.iterator.return?.().catch(() => undefined);
  }
}

/** Node says only "aborted" of a peer that leaves in the middle of a body, which reads as if somebody had pressed Stop. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message === "aborted" ? "closed in the middle of the answer" : error.message;
}
