import type { WireHeader } from "#src/transport/types.ts";

/** Request headers whose values tell something about a call and nothing about its user. */
const HARMLESS = new Set([
  "accept",
  "accept-language",
  "content-length",
  "content-type",
  "host",
  "origin",
  "user-agent",
]);

/** Response headers that hold, or may hold, what grants access. */
const SECRET = /cookie|token|secret|session|api-?key|^authori[sz]ation$|^proxy-/i;

/** Request headers as they are kept: all names, and the values of the harmless ones. */
export function recordedRequestHeaders(headers: readonly WireHeader[]): readonly WireHeader[] {
  return headers.map(({ name, value }) =>
    value !== undefined && HARMLESS.has(name.toLowerCase()) ? { name, value } : { name },
  );
}

/** Response headers as they are kept: without the values of those that may grant access. */
export function recordedResponseHeaders(headers: readonly WireHeader[]): readonly WireHeader[] {
  return headers.map((header) => (SECRET.test(header.name) ? { name: header.name } : header));
}
