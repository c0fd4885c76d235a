import type { Readable } from "node:stream";
import type { WireResponse } from "#src/transport/types.ts";

/** A request to pass on. */
export interface UpstreamRequest {
  readonly method: string;
  readonly url: URL;
  /** In order; names as they shall be written. Hop-by-hop headers and cookies are left out by `openUpstream`. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
  /** Aborts the request, before and after the answer. */
  readonly signal: AbortSignal;
}

/** The answer of an upstream; its body has not been read. */
export interface UpstreamAnswer {
  readonly response: WireResponse;
  /** The bytes as sent, still encoded where the upstream compresses unasked. Destroying it ends the connection. */
  readonly body: Readable;
}

/** Why there is no answer. */
export interface UpstreamFailure {
  /** A Node error code, or one of our own: TARGET_REFUSED, ADDRESS_REFUSED, HEADERS_TIMEOUT, ABORTED. */
  readonly code: string;
  /** One sentence: what happened, and what to do. */
  readonly message: string;
}
