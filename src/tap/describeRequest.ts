import type { ExchangeSource } from "#src/transport/relayWire.ts";
import type { WireHeader, WireRequest } from "#src/transport/types.ts";

/** What `fetch` was called with, as far as it can be told without touching it. */
export interface OutgoingCall {
  readonly method: string;
  /** Absolute, without user name and password. */
  readonly url: string;
  readonly headers: Headers;
  /** The body as text; a promise where it has to be read from a copy; undefined where it cannot be read without taking it. */
  readonly body: string | Promise<string> | undefined;
  /** Milliseconds since the Unix epoch. */
  readonly startedAt: number;
}

/** Headers whose values say how bytes travel and never who someone is. */
const HARMLESS_IN_REQUEST = new Set(["accept", "content-length", "content-type", "user-agent"]);
const HARMLESS_IN_RESPONSE = new Set([
  ...HARMLESS_IN_REQUEST,
  "age",
  "cache-control",
  "connection",
  "content-encoding",
  "date",
  "retry-after",
  "server",
  "transfer-encoding",
  "vary",
  "x-accel-buffering",
]);

/** Reads the arguments of a call. It must run before the call, which uses the body of a `Request` up. */
export function readCall(input: RequestInfo | URL, init: RequestInit | undefined): OutgoingCall {
  const request = isRequest(input) ? input : undefined;
  const base = (globalThis as { location?: { href?: string } }).location?.href;
  const url = new URL(isRequest(input) ? input.url : input, base);
  url.username = "";
  url.password = "";
  const method = (init?.method ?? request?.method ?? "GET").toUpperCase();
  const headers = new Headers(init?.headers ?? request?.headers);
  const given = init?.body ?? undefined;
  const own = given === undefined && request?.body != null && !request.bodyUsed;
  // The copy is read at once, so that nothing gathers in it.
  const body = own ? (isJson(headers) ? request.clone().text() : undefined) : bodyText(given);
  return { method, url: url.href, headers, body, startedAt: Date.now() };
}

/** True when a call looks like a run of an AG-UI agent. */
export function looksLikeRun({ method, headers }: OutgoingCall, body: string): boolean {
  if (/\btext\/event-stream\b/i.test(headers.get("accept") ?? "")) return true;
  // Looked for and not parsed: a body can be large, and the app is waiting.
  return method === "POST" && /^\s*\{/.test(body) && body.includes('"threadId"') && body.includes('"messages"');
}

/** The call as Scope is told of it. */
export function describeCall(
  { method, url, headers, startedAt }: OutgoingCall,
  body: string | undefined,
  name: string | undefined,
): { readonly request: WireRequest; readonly source: ExchangeSource } {
  const client = `${name === undefined ? "" : `${name}, `}tapFetch${body === undefined ? "; its body could not be read" : ""}`;
  return {
    request: {
      method,
      url,
      headers: withHarmlessValues(headers, HARMLESS_IN_REQUEST),
      body: body ?? "",
      startedAt,
      via: "tap",
    },
    source: { from: "tap", kind: kindOf(url, body ?? ""), client },
  };
}

/** The headers of an answer as Scope is told of them. */
export const describeAnswered = (headers: Headers): WireHeader[] => withHarmlessValues(headers, HARMLESS_IN_RESPONSE);

/** All names, and the values that cannot be secret. */
function withHarmlessValues(headers: Headers, harmless: ReadonlySet<string>): WireHeader[] {
  return [...headers].map(([name, value]) => (harmless.has(name.toLowerCase()) ? { name, value } : { name }));
}

/** What kind of call it is, by the routes of CopilotKit's runtime and its envelope for a single route. */
function kindOf(url: string, body: string): ExchangeSource["kind"] {
  const { pathname } = new URL(url);
  const method = /^\s*\{\s*"method"\s*:\s*"([\w/]+)"/.exec(body)?.[1] ?? "";
  if (pathname.endsWith("/connect") || method === "agent/connect") return "connect";
  if (pathname.endsWith("/info") || method === "info") return "info";
  return body.includes('"threadId"') && body.includes('"messages"') ? "run" : "other";
}

const isRequest = (input: RequestInfo | URL): input is Request => typeof input === "object" && "headers" in input;

const isJson = (headers: Headers): boolean => /\bjson\b/i.test(headers.get("content-type") ?? "");

function bodyText(body: BodyInit | undefined): string | undefined {
  if (body === undefined) return "";
  if (typeof body === "string") return body;
  if (body instanceof URLSearchParams) return body.toString();
  if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) return new TextDecoder().decode(body);
  return undefined;
}
