import { headerPairs } from "#server/nodeHttp.ts";
import { TOKEN_HEADER } from "#src/transport/relayWire.ts";
import type { WireHeader } from "#src/transport/types.ts";

/** Of one connection and no further (RFC 9110, 7.6.1), and what proxies have made of them. */
const HOP_BY_HOP = [
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authentication-info",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];
/** Written anew for each request, or never passed on. */
const NOT_SENT = new Set([...HOP_BY_HOP, "host", "content-length", "expect", TOKEN_HEADER]);
const NOT_RETURNED = new Set(HOP_BY_HOP);
/** Left out unless asked for. */
const COOKIES = new Set(["cookie", "cookie2", "set-cookie", "set-cookie2"]);

/** The headers of a request as they are written: those given but for the ones of a connection and cookies, then what a request needs. */
export function headersTo(
  given: readonly (readonly [name: string, value: string])[],
  request: { readonly url: URL; readonly method: string; readonly bodyLength: number; readonly cookies: boolean },
): [name: string, value: string][] {
  const dropped = namedByConnection(given);
  const kept = given.filter(([written]) => {
    const name = written.toLowerCase();
    return !NOT_SENT.has(name) && !dropped.has(name) && (request.cookies || !COOKIES.has(name));
  });
  const headers: [string, string][] = [
    ["Host", request.url.host],
    ...kept.map(([name, value]): [string, string] => [name, value]),
  ];
  // Bytes are shown as they were sent, so they had better be readable.
  if (!kept.some(([name]) => name.toLowerCase() === "accept-encoding")) headers.push(["Accept-Encoding", "identity"]);
  if (request.bodyLength > 0 || request.method === "POST") headers.push(["Content-Length", String(request.bodyLength)]);
  return headers;
}

/** The headers of an answer in order, duplicates and all, from Node's flat list; without those of the connection and cookies. */
export function headersFrom(rawHeaders: readonly string[], cookies: boolean): readonly WireHeader[] {
  const pairs = headerPairs(rawHeaders);
  const dropped = namedByConnection(pairs);
  return pairs
    .filter(([written]) => {
      const name = written.toLowerCase();
      return !NOT_RETURNED.has(name) && !dropped.has(name) && (cookies || !COOKIES.has(name));
    })
    .map(([name, value]) => ({ name, value }));
}

/** What the Connection header declares to be of this connection only. */
function namedByConnection(headers: readonly (readonly [name: string, value: string])[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [name, value] of headers) {
    if (name.toLowerCase() !== "connection") continue;
    for (const option of value.split(",")) names.add(option.trim().toLowerCase());
  }
  return names;
}
