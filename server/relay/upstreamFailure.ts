import type { UpstreamFailure } from "./types.ts";

/** Whoever asked has gone. */
export const ABORTED: UpstreamFailure = { code: "ABORTED", message: "The request was aborted." };

/** An upstream that did not begin its answer within `ms` milliseconds. */
export const headersTimeout = ({ host }: URL, ms: number): UpstreamFailure => ({
  code: "HEADERS_TIMEOUT",
  message: `${host} took the request and sent no answer for ${Math.round(ms / 1000)} seconds.`,
});

/** An error of Node's http, tls or net as one sentence about `url`, with its code. */
export function describeFailure(error: unknown, url: URL): UpstreamFailure {
  const code = codeOf(error);
  const place = url.host;
  const sentence =
    SENTENCES[code]?.(place, url) ?? byFamily(code, place) ?? `${place} could not be reached: ${wordsOf(error)}`;
  return { code, message: `${sentence.replace(/\.$/, "")} (${code}).` };
}

const SENTENCES: Readonly<Record<string, (place: string, url: URL) => string>> = {
  ECONNREFUSED: (place) => `Nothing listens on ${place}: start the agent, or check the port`,
  ECONNRESET: (place) =>
    `${place} closed the connection before it answered; an https server does so when it is asked over http`,
  EPIPE: (place) => `${place} closed the connection while it was being sent the request`,
  ENOTFOUND: (_, { hostname }) => `There is no host called ${hostname}: check its spelling, or whether it needs a VPN`,
  EAI_AGAIN: (_, { hostname }) => `The name ${hostname} could not be looked up just now: is this machine online`,
  EHOSTUNREACH: (place) => `No route leads to ${place}: is that machine up, and on this network`,
  ENETUNREACH: (place) => `No network leads to ${place}: is this machine online`,
  ETIMEDOUT: (place) => `${place} does not take connections: a firewall may drop them, or the machine is off`,
  EPROTO: (place) => `${place} does not speak TLS as it should; it may be an http server that is asked over https`,
  ERR_SSL_WRONG_VERSION_NUMBER: (place) => `${place} does not speak TLS: use http:// instead of https://`,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: (place) => `${place} does not speak TLS: use http:// instead of https://`,
  CERT_HAS_EXPIRED: (place) => `The certificate of ${place} has expired`,
  ERR_TLS_CERT_ALTNAME_INVALID: (place) => `The certificate of ${place} is for other names`,
  HPE_HEADER_OVERFLOW: (place) => `The headers that ${place} answers with are too large`,
};

/** Certificates that nobody known has signed; Node takes further authorities from a file. */
const UNTRUSTED = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
]);

function byFamily(code: string, place: string): string | undefined {
  if (UNTRUSTED.has(code)) {
    return `The certificate of ${place} is signed by nobody this machine knows: start AG-UI Scope with NODE_EXTRA_CA_CERTS=FILE`;
  }
  if (code.startsWith("HPE_")) return `What ${place} answers is not HTTP/1.1`;
  if (code === "ERR_INVALID_CHAR" || code === "ERR_INVALID_HTTP_TOKEN")
    return "A header of the request has characters that HTTP does not allow";
  return undefined;
}

function codeOf(error: unknown): string {
  if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
  // Several addresses were tried in turn: the first one's reason is as good as any.
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return "UNKNOWN";
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
