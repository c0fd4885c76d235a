import { err, ok, type Result } from "#src/lib/result.ts";
import type { OutgoingRequest } from "./runTransport.ts";

/** One header with its value. */
export type Header = OutgoingRequest["headers"][number];

const DEFAULTS: readonly Header[] = [
  { name: "Content-Type", value: "application/json" },
  { name: "Accept", value: "text/event-stream" },
];

/** The headers that are sent: ours, unless the user gives one of the same name in any case, and then the user's. */
export function headersToSend(own: readonly Header[]): Header[] {
  const given = new Set(own.map(({ name }) => name.toLowerCase()));
  return [...DEFAULTS.filter(({ name }) => !given.has(name.toLowerCase())), ...own];
}

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
