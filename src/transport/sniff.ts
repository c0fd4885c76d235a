import { isObject } from "#src/lib/json.ts";
import { FRAME_LIMIT } from "./framer.ts";
import { decodeUtf8, isBom } from "./frameText.ts";
import { isJsonSpace, JsonValueScanner } from "./jsonValueScanner.ts";
import { PendingBytes } from "./pendingBytes.ts";

/**
 * What a body turned out to be, as far as framing goes: `json-events` are JSON values that follow each other over several lines each,
 * `document` is JSON that is no event stream, or was none so far.
 */
export type BodyShape =
  "sse" | "protobuf" | "ndjson" | "json-array" | "json-events" | "html" | "text" | "document" | "empty";

/** What the answer says about its body. It only breaks ties: agents mislabel their streams. */
export interface BodyHints {
  /** The HTTP status; 200 for a file. */
  readonly status: number;
  /** The Content-Type header as it came, or empty. */
  readonly contentType: string;
}

const LF = 10;
const CR = 13;
const LESS_THAN = 0x3c;
const OPEN_OBJECT = 0x7b;
const OPEN_ARRAY = 0x5b;
const FIELD = /^(?:data|event|id|retry)?:/;
const FIELD_LINE = /^(?:data|event|id|retry)[\r\n]/;
const LONGEST_FIELD = "event:".length;
const EVENT_NAME = /^[A-Z][A-Z0-9_]*$/;

/** Looks at the first bytes of a body until it can tell what they are. The answer depends on the bytes and not on how they were cut. */
export class Sniffer {
  private readonly seen = new PendingBytes(Infinity);
  private readonly succeeded: boolean;
  private readonly saysProtobuf: boolean;
  private readonly saysSse: boolean;
  /** Where the first byte that is neither white space nor a byte order mark lies, once it is known. */
  private first = -1;
  /** Where the line begins that is looked at next. */
  private line = 0;
  /** Where looking goes on: nothing is looked at twice, however small the pieces are. */
  private next = 0;
  private readonly value = new JsonValueScanner();
  private valueStart = 0;
  private valueEnd = -1;

  /** `limit`: a body that has shown no event within so many bytes is a document. */
  constructor(
    hints: BodyHints,
    private readonly limit = FRAME_LIMIT,
  ) {
    this.succeeded = hints.status >= 200 && hints.status < 300;
    const mediaType = (hints.contentType.split(";")[0] ?? "").trim().toLowerCase();
    this.saysProtobuf = mediaType === "application/vnd.ag-ui.event+proto";
    this.saysSse = mediaType === "text/event-stream";
  }

  /** All bytes so far, to hand to the framer: a view that is good until the next call. */
  get bytes(): Uint8Array {
    return this.seen.view();
  }

  /** Lets go of the bytes. */
  release(): void {
    this.seen.clear();
  }

  /** Takes the next bytes; undefined while they leave it open. */
  push(bytes: Uint8Array): BodyShape | undefined {
    this.seen.append(bytes);
    const shape = this.decide(this.seen.view().subarray(0, this.limit), false);
    return shape ?? (this.seen.total > this.limit ? "document" : undefined);
  }

  /** Decides at the end of the body. */
  end(): BodyShape {
    return this.decide(this.seen.view(), true) ?? (this.first < 0 ? "empty" : "document");
  }

  private decide(all: Uint8Array, ended: boolean): BodyShape | undefined {
    if (this.first < 0) {
      this.first = firstVisible(all, ended);
      if (this.first < 0) return undefined;
      this.line = this.first;
      this.next = all[this.first] === OPEN_ARRAY ? this.first + 1 : this.first;
    }
    const byte = all[this.first] as number;
    if (this.first === 0 && this.saysProtobuf && this.succeeded && byte <= 8) return "protobuf";
    if (this.first === 0 && byte === 0) {
      if (all.length < FIRST_MESSAGE && !ended) return undefined;
      return startsWithMessage(all) ? "protobuf" : "text";
    }
    if (byte === LESS_THAN) return "html";
    if (byte !== OPEN_OBJECT && byte !== OPEN_ARRAY) return this.fieldLine(all, ended);
    const isArray = byte === OPEN_ARRAY;
    const shape = this.valueEnd < 0 ? this.firstValue(all, isArray) : undefined;
    return shape ?? (isArray ? undefined : this.eventLine(all, ended));
  }

  /** JSON: events if the first object, or the first element of the array, is one. */
  private firstValue(all: Uint8Array, isArray: boolean): BodyShape | undefined {
    if (!this.value.isInside) {
      while (this.next < all.length && isJsonSpace(all[this.next] as number)) this.next++;
      this.valueStart = this.next;
      if (this.next === all.length) return undefined;
    }
    this.valueEnd = this.value.scan(all, this.next);
    this.next = this.valueEnd < 0 ? all.length : this.valueEnd;
    if (this.valueEnd < 0) return undefined;
    const text = decodeUtf8(all.subarray(this.valueStart, this.valueEnd));
    if (!this.isEvent(text)) return undefined;
    if (isArray) return "json-array";
    return /[\r\n]/.test(text) ? "json-events" : "ndjson";
  }

  /** A first value that is no event, for example of a logger, does not hide the lines of events after it. */
  private eventLine(all: Uint8Array, ended: boolean): BodyShape | undefined {
    if (this.valueEnd < 0) {
      // A first value without an end hides nothing either, but only the end of the body says that it has none.
      if (!ended) return undefined;
      this.next = this.first;
    }
    for (;;) {
      const end = all.indexOf(LF, this.next);
      this.next = end < 0 ? all.length : end + 1;
      if (end < 0 && !ended) return undefined;
      const line = all.subarray(this.line, end < 0 ? all.length : end);
      if (line[0] === OPEN_OBJECT && this.isEvent(decodeUtf8(line))) return "ndjson";
      if (end < 0) return undefined;
      this.line = end + 1;
    }
  }

  /** Text: an event stream if its first line is a field or a comment of one, or a later one is `data`. */
  private fieldLine(all: Uint8Array, ended: boolean): BodyShape | undefined {
    for (;;) {
      const start = decodeUtf8(all.subarray(this.line, this.line + LONGEST_FIELD));
      const isFirst = this.line === this.first;
      if (isFirst ? FIELD.test(start) : start.startsWith("data:") && (this.succeeded || this.saysSse)) return "sse";
      if (isFirst && FIELD_LINE.test(start)) return "sse";
      while (this.next < all.length && all[this.next] !== LF && all[this.next] !== CR) this.next++;
      if (this.next === all.length) return ended ? "text" : undefined;
      this.next++;
      this.line = this.next;
    }
  }

  private isEvent(text: string): boolean {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return false;
    }
    if (!isObject(value) || typeof value["type"] !== "string") return false;
    // Error documents have a `type` too (RFC 9457, and most model providers), but no name in capitals.
    return this.succeeded || EVENT_NAME.test(value["type"]);
  }
}

/** Bytes that show a protobuf body: the length of its first message, and the tag that begins it. */
const FIRST_MESSAGE = 5;

/** Whether the bytes are a length above zero and the tag of a length-delimited field, as every event is one field of its envelope. */
function startsWithMessage(all: Uint8Array): boolean {
  const hasLength = all[1] !== 0 || all[2] !== 0 || all[3] !== 0;
  return all.length >= FIRST_MESSAGE && hasLength && ((all[4] as number) & 7) === 2 && all[4] !== 2;
}

/** The first byte after white space and a byte order mark, or -1 while there is none, or it may still be the start of a mark. */
function firstVisible(all: Uint8Array, ended: boolean): number {
  let at = 0;
  if (all[0] === 0xef && all.length < 3 && !ended) return -1;
  if (isBom(all, 0)) at = 3;
  while (at < all.length && isJsonSpace(all[at] as number)) at++;
  return at < all.length ? at : -1;
}
