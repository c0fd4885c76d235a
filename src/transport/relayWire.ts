import { concatBytes } from "#src/lib/concatBytes.ts";
import { isObject } from "#src/lib/json.ts";
import { err, ok, type Result } from "#src/lib/result.ts";
import type { Injection } from "./faults/types.ts";
import type { EndReason, WireRequest, WireResponse } from "./types.ts";

/**
 * What a relay tells about one exchange, in order: request, response, chunks and injections, end. `exchange` tells exchanges that share
 * one connection apart. `time` is milliseconds since the request, measured where the bytes arrived.
 */
export type RelayRecord =
  | {
      readonly type: "request";
      readonly exchange: string;
      /** Header values that may be secret are left out. */
      readonly request: WireRequest;
      readonly source: ExchangeSource;
    }
  | { readonly type: "response"; readonly exchange: string; readonly time: number; readonly response: WireResponse }
  | {
      readonly type: "chunk";
      readonly exchange: string;
      readonly time: number;
      readonly bytes: Uint8Array;
      /** Set where the bytes are one whole WebSocket message. */
      readonly message?: "text" | "binary";
    }
  | { readonly type: "injected"; readonly exchange: string; readonly time: number; readonly injection: Injection }
  | {
      readonly type: "end";
      readonly exchange: string;
      readonly time: number;
      readonly reason: EndReason;
      readonly message: string;
      /** Why there was no answer, where that is known: a Node error code such as ECONNREFUSED, or one of the relay's own. */
      readonly code?: string;
    };

/** Where an exchange was seen. */
export interface ExchangeSource {
  /** The id of a recorder, "tap", or "page" for the page's own runs through the relay. */
  readonly from: string;
  /** What kind of call it is: a run, or CopilotKit's other calls. */
  readonly kind: "run" | "connect" | "info" | "other";
  /** Who sent it: User-Agent or the tap's own words. */
  readonly client: string;
}

/** The media type of a sequence of records. */
export const RELAY_MEDIA_TYPE = "application/vnd.agui-scope.relay";

/** The request header that carries the token of a launch. */
export const TOKEN_HEADER = "x-agui-scope-token";

/** No head is larger: it holds a request body at most. */
const MAX_HEAD = 128 * 1024 * 1024;
const MAX_PAYLOAD = 64 * 1024 * 1024;
const PREFIX = 8;
const NO_BYTES = new Uint8Array(0);

/** A record on the wire: two big-endian lengths, the record as JSON without its bytes, then its bytes as they are. */
export function encodeRelayRecord<T extends { readonly type: string; readonly bytes?: Uint8Array }>(
  record: T,
): Uint8Array {
  const { bytes = NO_BYTES, ...head } = record;
  const json = new TextEncoder().encode(JSON.stringify(head));
  const out = new Uint8Array(PREFIX + json.length + bytes.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, json.length);
  view.setUint32(4, bytes.length);
  out.set(json, PREFIX);
  out.set(bytes, PREFIX + json.length);
  return out;
}

/**
 * Cuts a body into records, wherever the body itself was cut. `Extra` are further records that share the connection.
 * An error means that the body is none of ours; nothing more can be read then.
 */
export class RelayRecordReader<Extra extends { readonly type: string } = never> {
  /** What came after the last whole record, as it came: put together only once, however large a record is. */
  private pending: Uint8Array[] = [];
  private pendingBytes = 0;
  /** How many bytes from the start of `pending` must be there before anything more can be read. */
  private needed = PREFIX;

  push(bytes: Uint8Array): Result<readonly (RelayRecord | Extra)[]> {
    this.pending.push(bytes);
    this.pendingBytes += bytes.length;
    if (this.pendingBytes < this.needed) return ok([]);
    const all = concatBytes(this.pending);
    this.needed = PREFIX;
    const records: (RelayRecord | Extra)[] = [];
    let at = 0;
    while (all.length - at >= PREFIX) {
      const view = new DataView(all.buffer, all.byteOffset + at, PREFIX);
      const head = view.getUint32(0);
      const payload = view.getUint32(4);
      if (head > MAX_HEAD || payload > MAX_PAYLOAD) return err("The relay's answer is not a sequence of records.");
      const end = at + PREFIX + head + payload;
      if (all.length < end) {
        this.needed = end - at;
        break;
      }
      const record = readHead(all.subarray(at + PREFIX, at + PREFIX + head));
      if (record === undefined) return err("The relay's answer holds a record that is not JSON.");
      const body = all.slice(at + PREFIX + head, end);
      records.push(
        (record["type"] === "chunk" ? { ...record, bytes: body } : record) as unknown as RelayRecord | Extra,
      );
      at = end;
    }
    this.pendingBytes = all.length - at;
    this.pending = this.pendingBytes > 0 ? [all.subarray(at)] : [];
    return ok(records);
  }

  /** True when the body ended inside a record. */
  get isInside(): boolean {
    return this.pendingBytes > 0;
  }
}

function readHead(bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
