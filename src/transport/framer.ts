import type { WireFrame, WireNote } from "./types.ts";

/** Frames and notes in the order of the body. */
export interface Framed {
  readonly frames: WireFrame[];
  readonly notes: WireNote[];
}

/**
 * Cuts one response body into frames, incrementally. What comes out in all is the same wherever the body is cut into pieces.
 * A framer keeps no reference to the bytes it is given, and never throws on content.
 */
export interface Framer {
  /** Takes the next bytes of the body and gives the frames that they completed. */
  push(bytes: Uint8Array): Framed;
  /** Says that the body has ended, for whatever reason; call it once. */
  end(): Framed;
}

/** A frame longer than this many bytes (64 MiB) is kept, but what is beyond is not interpreted. */
export const FRAME_LIMIT = 64 * 1024 * 1024;

/** No frames and no notes yet. */
export const nothingFramed = (): Framed => ({ frames: [], notes: [] });
