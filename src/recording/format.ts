import type { FrameKind, WireNote, WireRequest, WireResponse } from "#src/transport/types.ts";
import type { Annotation } from "./annotations.ts";
import type { ExchangeEnd } from "./types.ts";

/** The name in the header line that tells a recording from other JSON lines. */
export const RECORDING_FORMAT = "agui-scope/recording";

/** The version that is written. Readers refuse a newer one. */
export const RECORDING_VERSION = 1;

/** The AG-UI version whose words the file uses. */
export const RECORDING_PROTOCOL_VERSION = "1.0";

/** One line of a recording, read. */
export type RecordingLine =
  | { readonly type: "request"; readonly request: WireRequest }
  | { readonly type: "response"; readonly time: number; readonly response: WireResponse }
  | { readonly type: "frame"; readonly frame: RecordedFrame }
  | { readonly type: "note"; readonly note: WireNote }
  | { readonly type: "annotation"; readonly annotation: Annotation }
  | { readonly type: "end"; readonly end: ExchangeEnd; readonly rest: Uint8Array };

/** A frame as a file holds it. */
export interface RecordedFrame {
  readonly seq: number;
  readonly kind: FrameKind;
  /** Milliseconds since the request of its exchange. */
  readonly time: number;
  /** The network chunk that completed it, from 1 within its exchange. */
  readonly chunk: number;
  /** Its bytes, or the text whose UTF-8 they are. */
  readonly content: Uint8Array | string;
  readonly unterminated: boolean;
}

/** A line that could not be read. The lines around it still are. */
export interface LineProblem {
  /** Starts at 1. */
  readonly line: number;
  readonly message: string;
}
