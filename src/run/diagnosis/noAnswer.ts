import { corsHeaderNames } from "./corsHeaderNames.ts";
import { parsedUrl } from "./statusLine.ts";
import type { Diagnosis, DiagnosisCode, ExchangeFacts, Offer } from "./types.ts";

type Found = Pick<Diagnosis, "code" | "short" | "sentence"> & { readonly offers?: readonly Offer[] };

/** Why no answer came at all. A browser hides the cause from a page; the relay and Node know it. */
export function noAnswer({ exchange, pageUrl }: ExchangeFacts): Diagnosis {
  const { request, end } = exchange;
  const message = end?.message ?? "";
  const code = end?.code ?? codeIn(message);
  if (code !== undefined) return made(knownCause(code, message, request.url), code, message);
  const target = parsedUrl(request.url);
  const page = parsedUrl(pageUrl);
  const from = target?.origin ?? request.url;
  if (!page || request.via !== "direct") {
    const why = message === "" ? "check that the server is running." : message;
    return made({ code: "unreachable", short: `No answer from ${from}`, sentence: `No answer from ${from}: ${why}` });
  }
  if (
    page.protocol === "https:" &&
    /^(?:http|ws):$/.test(target?.protocol ?? "") &&
    target &&
    !isLoopback(target.hostname)
  ) {
    return made({
      code: "mixed-content",
      short: "Mixed content",
      sentence:
        `No answer from ${from}: this page came over https, and browsers block its requests to ${target.protocol}// addresses (mixed content). ` +
        `Use an ${target.protocol === "ws:" ? "wss" : "https"} address, open this page over http, or send through the relay.`,
      offers: [{ type: "use-relay" }],
    });
  }
  if (target?.origin === page.origin) {
    return made({
      code: "page-server-gone",
      short: "The page's server is gone",
      sentence: `No answer from ${from}: the server that this page came from is not running any more. Start it again.`,
    });
  }
  if (target?.protocol.startsWith("ws") === true) {
    return made({
      code: "unreachable",
      short: `No answer from ${from}`,
      sentence:
        `No answer from ${from}: the server is not running, has no WebSocket at this path, or refuses this page's origin ${page.origin}; ` +
        `a browser does not say which. Send through the relay to see.`,
      offers: [{ type: "use-relay" }],
    });
  }
  return {
    ...made({
      code: "unreachable",
      short: `No answer from ${from}`,
      sentence:
        `No answer from ${from}: the server is not running, or it does not allow this page's origin ${page.origin} (CORS); ` +
        `a browser does not say which. Look behind it, send through the relay, or let the server allow this page.`,
      offers: [{ type: "look-behind" }, { type: "use-relay" }],
    }),
    mend: { origin: page.origin, headers: corsHeaderNames(request.headers) },
  };
}

/** What an error code of Node, of OpenSSL or of the relay means for the user. The relay's own sentence says what to do. */
export function knownCause(code: string, message: string, url: string): Found {
  const target = parsedUrl(url);
  const from = target?.origin ?? url;
  const [kind, short] = kindOf(code, target?.hostname ?? url, from);
  const isSentence = kind === "not-allowed" || code === "HEADERS_TIMEOUT" || message.endsWith(`(${code}).`);
  const sentence =
    message !== "" && isSentence
      ? message
      : `No answer from ${from} (${code || "no reason given"})${message && `: ${message}`}`;
  // Each of two errors is what one gets who asks with the other's scheme.
  const other = kind === "tls" && /EPROTO|ERR_SSL_/.test(code) ? "http" : code === "ECONNRESET" ? "https" : undefined;
  const swapped = other === undefined ? url : url.replace(/^https?:/i, `${other}:`);
  return { code: kind, short, sentence, offers: swapped === url ? [] : [{ type: "use-url", url: swapped }] };
}

function kindOf(code: string, host: string, from: string): readonly [DiagnosisCode, string] {
  if (code === "ECONNREFUSED") return ["refused", "Connection refused"];
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return ["dns", `Unknown host ${host}`];
  if (code === "HEADERS_TIMEOUT") return ["timeout", "No answer in time"];
  if (code === "ECONNRESET" || code === "EPIPE") return ["network", "Closed without an answer"];
  if (/^E(?:TIMEDOUT|HOSTUNREACH|NETUNREACH|HOSTDOWN)$/.test(code)) return ["network", `${host} cannot be reached`];
  if (/CERT|^ERR_TLS_|^ERR_SSL_|^EPROTO$|^UNABLE_TO_/.test(code)) return ["tls", "No secure connection (TLS)"];
  if (code.startsWith("HPE_")) return ["not-http", "No HTTP at this port"];
  if (/_REFUSED$|^RELAY_|^HTTP_/.test(code)) return ["not-allowed", "The relay did not send it"];
  return ["unreachable", `No answer from ${from}`];
}

function made({ offers = [], ...found }: Found, code?: string, message = ""): Diagnosis {
  const evidence =
    code === undefined ? [] : [message.includes(code) ? message : `${code}${message ? `: ${message}` : ""}`];
  return { ...found, severity: "error", offers, evidence, issues: [] };
}

/** Node's `fetch` hides the code in the words of what caused it: "fetch failed: connect ECONNREFUSED 127.0.0.1:1". */
const codeIn = (message: string): string | undefined => /\b(E[A-Z]{4,}(?:_[A-Z]+)*)\b/.exec(message)?.[1];

/** Browsers treat these as safe, so an https page may ask them over http. */
const isLoopback = (host: string): boolean => host === "localhost" || host === "[::1]" || host.startsWith("127.");
