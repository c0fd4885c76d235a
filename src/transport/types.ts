/**
 * What a frame is on the wire, before anyone asks what it means:
 * - `event`: an SSE block that carries `data`
 * - `comment`: an SSE block of comment lines only
 * - `field`: an SSE block of `event`, `id`, `retry` or unknown lines without `data` (the WHATWG rules dispatch nothing)
 * - `protobuf`: one length-prefixed message of `application/vnd.ag-ui.event+proto`
 * - `json`: one line of NDJSON or one element of a JSON array
 * - `body`: a whole body that is no event stream: an error document, an HTML page, plain text
 * - `text-message`: one text message of a WebSocket, as UTF-8
 * - `binary-message`: one binary message of a WebSocket: a protobuf message without length prefix
 */
export type FrameKind = (typeof FRAME_KINDS)[number];

/** Every kind. The place of a kind is its code in a log, so new ones go to the end. */
export const FRAME_KINDS = [
  "event",
  "comment",
  "field",
  "protobuf",
  "json",
  "body",
  "text-message",
  "binary-message",
] as const;

/** True for kinds whose frames are bytes and no text. */
export const isBinary = (kind: FrameKind): boolean => kind === "protobuf" || kind === "binary-message";

/** One frame cut from a response body. Frames of one body are contiguous: each starts where the last one ended. */
export interface WireFrame {
  readonly kind: FrameKind;
  /** Offset of the first byte in the response body. Blank lines before the frame belong to it. */
  readonly start: number;
  /** Offset after the last byte, its terminating blank line included. */
  readonly end: number;
  /** The payload as text: SSE `data` lines joined with LF, the JSON text, or the body. Empty for `comment`, `field` and `protobuf`. */
  readonly data: string;
  /** True when the body ended inside the frame. */
  readonly unterminated: boolean;
}

/** A fact about the bytes that is no frame. `protocol/lint/rules/transport.ts` says what each one means. */
export type WireNoteCode =
  | "crlf" // CR or CRLF line ends: `detail` is "crlf" or "cr" at the first of its kind, "mixed" where LF line ends were found to occur as well
  | "bom-start"
  | "bom-midstream"
  | "invalid-utf8" // the first ill-formed sequence of a frame: `detail` holds up to four bytes from there in hex
  | "leading-space" // a line " data:…", which is no field
  | "stray-text" // a line beside the data of an event that is no field: `detail` holds its beginning
  | "oversized-frame" // a frame over the limit: `detail` holds its bytes, what is beyond the limit is not interpreted
  | "recording-full" // bytes beyond the limit of a recording, counted in `detail`
  | "format" // what the bytes turned out to be: "sse", "protobuf", "ndjson", "json-array", "json", "html", "text", "empty"
  | "injected" // AG-UI Scope changed the stream here, by a fault rule or by the user's hand: `detail` is an `Injection` as JSON
  | "posted" // AG-UI Scope answered beside the stream here, or had its answer answered: `detail` says it in a sentence
  | "trailing-bytes"; // a body that ended inside a protobuf message or inside a JSON array: `detail` holds how many bytes came after the last whole one

/** A fact noticed while framing. */
export interface WireNote {
  readonly code: WireNoteCode;
  /** Offset in the response body where it was first noticed. */
  readonly offset: number;
  /** The format's name, a byte count, or the offending text; meaning by code. */
  readonly detail: string;
}

/** What was sent. Header values live in memory only: no file, link or log ever holds them. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly WireHeader[];
  /** The body as sent, byte for byte. */
  readonly body: string;
  /** When the request was sent: milliseconds since the Unix epoch. */
  readonly startedAt: number;
  /** How it travels: "direct", "relay", "recorder" (the user's own app through ours) or "tap" (mirrored by the user's own app). */
  readonly via: string;
}

/** One header. `value` is absent where it was left out on purpose (recordings). */
export interface WireHeader {
  readonly name: string;
  readonly value?: string;
}

/** Status line and headers of the answer. */
export interface WireResponse {
  readonly status: number;
  readonly statusText: string;
  /** "1.1", "2", "3" where whoever received it can tell. */
  readonly httpVersion?: string;
  readonly headers: readonly WireHeader[];
  /** Where it came from after redirects. */
  readonly url: string;
  readonly redirected: boolean;
}

/** True for a status that promises a stream: 2xx, or 101 for a WebSocket. */
export const isAccepted = (status: number): boolean => status === 101 || (status >= 200 && status <= 299);

/**
 * Why the exchange ended:
 * - `complete`: the body ended
 * - `aborted`: the user pressed Stop
 * - `unreachable`: no answer at all (refused, DNS, CORS, mixed content: a browser does not say which)
 * - `reset`: the connection broke while the body was being read
 */
export type EndReason = "complete" | "aborted" | "unreachable" | "reset";

/**
 * What a transport tells, in order: request, response, chunks, end. A live agent, a file and a replay emit the same signals.
 * `time` is milliseconds since the request was sent, with microseconds as decimals.
 */
export type TransportSignal =
  | { readonly type: "request"; readonly request: WireRequest }
  | { readonly type: "response"; readonly time: number; readonly response: WireResponse }
  | {
      readonly type: "chunk";
      readonly time: number;
      /** The bytes as they came; they may hold the start of a frame that a later chunk ends. */
      readonly bytes: Uint8Array;
      /** The frames that these bytes completed. */
      readonly frames: readonly WireFrame[];
      readonly notes: readonly WireNote[];
      /** These bytes arrived together with those of the chunk signal before: a chunk that is handed on in parts is still one chunk. */
      readonly continues?: true;
    }
  | {
      readonly type: "end";
      readonly time: number;
      readonly reason: EndReason;
      /** The error's text for `unreachable` and `reset`, else empty. */
      readonly message: string;
      /** Why there was no answer, where that is known: a Node error code such as ECONNREFUSED, or one of the relay's own. A browser says none. */
      readonly code?: string;
      /** A last frame that only the end of the body closed, if any. */
      readonly frames: readonly WireFrame[];
      readonly notes: readonly WireNote[];
    };
