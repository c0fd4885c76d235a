import type { EndReason, FrameKind, WireNote, WireRequest, WireResponse } from "#src/transport/types.ts";

/** One request and its answer. A recording holds one or more: each run of a continued thread is an exchange. */
export interface Exchange {
  /** 0 for the first. */
  readonly index: number;
  readonly request: WireRequest;
  readonly response: (WireResponse & { readonly time: number }) | undefined;
  readonly end: ExchangeEnd | undefined;
  /** What only the end of its body brought; undefined until then. */
  readonly closing: ClosingPart | undefined;
  /** The number of the first frame that belongs to it, or would. */
  readonly firstSeq: number;
}

/** The frames and the notes that the end of a body brought: from this frame of the log on, and from this place in its list of notes. */
export interface ClosingPart {
  readonly firstSeq: number;
  readonly firstNote: number;
}

/** How and when an exchange ended. */
export interface ExchangeEnd {
  readonly reason: EndReason;
  readonly message: string;
  /** A Node error code or one of the relay's own, where there was no answer and that is known. */
  readonly code?: string;
  /** Milliseconds since the request. */
  readonly time: number;
}

/** One kept frame: where it lies and when it came. Its bytes stay in the log's arena. */
export interface LogEntry {
  /** Starts at 1, counts every frame, never changes. */
  readonly seq: number;
  readonly kind: FrameKind;
  readonly unterminated: boolean;
  /** Which exchange it belongs to. */
  readonly exchange: number;
  /** Offset of its first byte in the body of its exchange. */
  readonly offset: number;
  readonly byteLength: number;
  /** The network chunk, counted from 1 within the exchange, whose arrival completed it. Frames of one chunk share an arrival time. */
  readonly chunk: number;
  /** Arrival, in milliseconds since the request of its exchange. */
  readonly time: number;
}

/** A fact about the bytes, with its place in the recording. */
export interface LogNote extends WireNote {
  readonly exchange: number;
  /** The last frame that was complete when it was noticed; 0 before the first. */
  readonly seq: number;
}
