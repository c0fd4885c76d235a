import { isObject } from "#src/lib/json.ts";
import { parseInjection } from "#src/transport/faults/injection.ts";
import type { ExchangeSource, RelayRecord } from "#src/transport/relayWire.ts";
import type { EndReason, WireHeader, WireResponse } from "#src/transport/types.ts";
import { recordedRequestHeaders, recordedResponseHeaders } from "./recordedHeaders.ts";

const KINDS = ["run", "connect", "info", "other"] as const satisfies readonly ExchangeSource["kind"][];
const REASONS = ["complete", "aborted", "unreachable", "reset"] as const satisfies readonly EndReason[];
const MAX_NAME = 200;
const MAX_HEADERS = 500;

/**
 * One record of a tap as a record of ours, made anew from what is known; undefined where it is none. Its exchange gets a name that no
 * recorder's has, and whatever it says of its source, it is a tap.
 */
export function tapRecord(given: object): RelayRecord | undefined {
  const value: Record<string, unknown> = { ...given };
  const { exchange: id, type } = value;
  if (typeof id !== "string" || id === "" || id.length > MAX_NAME) return undefined;
  const exchange = `tap:${id}`;
  if (type === "request") return requestOf(exchange, value);
  const { time } = value;
  if (typeof time !== "number" || !Number.isFinite(time) || time < 0) return undefined;
  switch (type) {
    case "response": {
      const response = responseOf(value["response"]);
      return response && { type, exchange, time, response };
    }
    case "chunk": {
      const { bytes, message } = value;
      if (!(bytes instanceof Uint8Array)) return undefined;
      return { type, exchange, time, bytes, ...((message === "text" || message === "binary") && { message }) };
    }
    case "injected": {
      const injection = parseInjection(JSON.stringify(value["injection"] ?? null));
      return injection && { type, exchange, time, injection };
    }
    case "end": {
      const reason = REASONS.find((each) => each === value["reason"]);
      const { message, code } = value;
      if (reason === undefined) return undefined;
      const why = typeof code === "string" ? { code: code.slice(0, MAX_NAME) } : {};
      return { type, exchange, time, reason, message: text(message), ...why };
    }
    default:
      return undefined;
  }
}

function requestOf(exchange: string, { request, source }: Record<string, unknown>): RelayRecord | undefined {
  if (!isObject(request) || !isObject(source)) return undefined;
  const { method, url, body, startedAt } = request;
  if (typeof method !== "string" || typeof url !== "string" || typeof body !== "string") return undefined;
  if (typeof startedAt !== "number" || !Number.isFinite(startedAt)) return undefined;
  const kind = KINDS.find((each) => each === source["kind"]) ?? "other";
  const headers = recordedRequestHeaders(headersOf(request["headers"]));
  return {
    type: "request",
    exchange,
    request: { method: method.slice(0, MAX_NAME), url, headers, body, startedAt, via: "tap" },
    source: { from: "tap", kind, client: text(source["client"]).slice(0, MAX_NAME) },
  };
}

function responseOf(value: unknown): WireResponse | undefined {
  if (!isObject(value)) return undefined;
  const { status, statusText, httpVersion, url, redirected } = value;
  if (typeof status !== "number" || !Number.isInteger(status) || status < 0 || status > 999) return undefined;
  return {
    status,
    statusText: text(statusText),
    ...(typeof httpVersion === "string" ? { httpVersion } : {}),
    headers: recordedResponseHeaders(headersOf(value["headers"])),
    url: text(url),
    redirected: redirected === true,
  };
}

function headersOf(value: unknown): readonly WireHeader[] {
  if (!Array.isArray(value)) return [];
  return value
    .slice(0, MAX_HEADERS)
    .filter(isObject)
    .map(({ name, value: content }) => ({
      name: text(name),
      ...(typeof content === "string" ? { value: content } : {}),
    }));
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");
