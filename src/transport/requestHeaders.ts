import { err, ok, type Result } from "#src/lib/result.ts";
import type { FaultPlan } from "./faults/types.ts";
import type { OutgoingRequest } from "./runTransport.ts";

/** One header with its value. */
export type Header = OutgoingRequest["headers"][number];

/** The media types that an agent can be asked for. */
const ACCEPT = { sse: "text/event-stream", protobuf: "application/vnd.ag-ui.event+proto" } as const;

/** True for an address that is reached over a WebSocket. */
export const isWebSocketUrl = (url: string): boolean => /^wss?:/i.test(url);

/**
 * The headers that are sent: ours, unless the user gives one of the same name in any case, and then the user's.
 * The handshake of a WebSocket has no body and chooses no format, so ours are left out but for the wish for protobuf.
 */
export function headersToSend(request: Pick<OutgoingRequest, "url" | "headers" | "format">): Header[] {
  const given = new Set(request.headers.map(({ name }) => name.toLowerCase()));
  const accept = { name: "Accept", value: ACCEPT[request.format ?? "sse"] };
  const type = { name: "Content-Type", value: "application/json" };
  const own = isWebSocketUrl(request.url) ? (request.format === "protobuf" ? [accept] : []) : [type, accept];
  return [...own.filter(({ name }) => !given.has(name.toLowerCase())), ...request.headers];
}

/** True when a plan has a rule that is switched on. */
export const wantsFaults = (plan: FaultPlan | undefined): boolean =>
  plan?.rules.some(({ enabled }) => enabled) ?? false;

/** Why a transport without a relay does not send a request that asks for faults. */
export const NO_FAULTS_HERE =
  "Faults can only be injected on the way through the relay; nothing was sent. Switch to the relay, or switch the faults off.";

/**
 * The headers as `fetch` takes them, or why one of them cannot be sent. A page silently drops the headers that it may not set
 * (https://fetch.spec.whatwg.org/#forbidden-request-header), so a request is made to see whether it keeps them all.
 * The message never quotes a value: it goes into the recording.
 */
export function checkHeaders(url: string, headers: readonly Header[]): Result<Headers> {
  const made = new Headers();
  for (const { name, value } of headers) {
    if (!isAllowed(name, "x")) return err(`"${name}" is no valid header name; nothing was sent.`);
    if (!isAllowed(name, value)) {
      return err(`The value of the header "${name}" has characters that HTTP does not allow; nothing was sent.`);
    }
    made.append(name, value);
  }
  const kept = new Request(url, { method: "POST", headers: made }).headers;
  const dropped = headers.find(({ name }) => !kept.has(name));
  if (dropped) return err(`A web page may not set the header "${dropped.name}"; nothing was sent. Remove it.`);
  return ok(made);
}

function isAllowed(name: string, value: string): boolean {
  try {
    new Headers().append(name, value);
    return true;
  } catch {
    return false;
  }
}
