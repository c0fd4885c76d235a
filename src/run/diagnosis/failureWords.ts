import { counted } from "#src/lib/counted.ts";
import { firstWords, looksLikeHtml } from "#src/protocol/errorBody.ts";
import { headerOf } from "#src/transport/headerOf.ts";
import { parsedUrl, statusLine } from "./statusLine.ts";
import type { DiagnosisCode, ExchangeFacts } from "./types.ts";

/** What kind of failure it is, and the few words that the status bar has for it. */
export type Kind = readonly [code: DiagnosisCode, short: string];

const ENCODED = /\b(?:gzip|br|deflate|zstd|compress)\b/i;

/**
 * Why an exchange failed, in a few words; undefined when it did not. The status needs them at once, so this is small and loaded with
 * the page; `diagnose` says the same at length and comes later.
 */
export function failureWords(facts: ExchangeFacts): string | undefined {
  const { exchange, run, frames } = facts;
  const { response, end } = exchange;
  if (!end || end.reason === "aborted") return undefined;
  if (end.reason === "unreachable") return noAnswerKind(facts)[1];
  if (isBadStatus(facts) && response) return statusLine(response);
  if (end.reason === "reset") {
    return `The connection broke after ${counted(frames, "event")}${end.message ? `: ${firstWords(end.message)}` : ""}`;
  }
  if (!run) return oddBodyKind(facts)[1];
  if (run.status === "error") return `RUN_ERROR: ${saidByRunError(run)}`;
  const isOpen = run.status === "running" || run.status === "truncated";
  return isOpen ? "No RUN_FINISHED or RUN_ERROR" : undefined;
}

/** True for an answer outside 2xx, but for the one that opens a WebSocket. */
export function isBadStatus({ exchange: { response } }: ExchangeFacts): boolean {
  return response !== undefined && response.status !== 101 && (response.status < 200 || response.status > 299);
}

/** The message of a RUN_ERROR, with its code. */
export function saidByRunError({
  message,
  code,
}: {
  readonly message: string;
  readonly code: string | undefined;
}): string {
  return `${firstWords(message) || "no message"}${code === undefined ? "" : ` (code ${code})`}`;
}

/** What is known of why no answer came. */
export function noAnswerKind({ exchange, pageUrl }: ExchangeFacts): Kind {
  const { request } = exchange;
  const code = codeOf(exchange);
  if (code !== undefined) return kindOfCode(code, request.url);
  const target = parsedUrl(request.url);
  const page = parsedUrl(pageUrl);
  if (page && target && request.via === "direct") {
    const isPlain = target.protocol === "http:" || target.protocol === "ws:";
    if (page.protocol === "https:" && isPlain && !isLoopback(target.hostname))
      return ["mixed-content", "Mixed content"];
    if (target.origin === page.origin) return ["page-server-gone", "The page's server is gone"];
  }
  return ["unreachable", `No answer from ${target?.origin ?? request.url}`];
}

/** What an error code of Node, of OpenSSL or of the relay means. */
export function kindOfCode(code: string, url: string): Kind {
  const target = parsedUrl(url);
  const host = target?.hostname ?? url;
  if (code === "ECONNREFUSED") return ["refused", "Connection refused"];
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return ["dns", `Unknown host ${host}`];
  if (code === "HEADERS_TIMEOUT") return ["timeout", "No answer in time"];
  if (code === "ECONNRESET" || code === "EPIPE") return ["network", "Closed without an answer"];
  if (/^E(?:TIMEDOUT|HOSTUNREACH|NETUNREACH|HOSTDOWN)$/.test(code)) return ["network", `${host} cannot be reached`];
  if (/CERT|^ERR_TLS_|^ERR_SSL_|^EPROTO$|^UNABLE_TO_/.test(code)) return ["tls", "No secure connection (TLS)"];
  if (code.startsWith("HPE_")) return ["not-http", "No HTTP at this port"];
  if (/_REFUSED$|^RELAY_|^HTTP_/.test(code)) return ["not-allowed", "The relay did not send it"];
  return ["unreachable", `No answer from ${target?.origin ?? url}`];
}

/**
 * The code of an exchange without an answer. Node's `fetch` hides it in the words of what caused it: "fetch failed: connect ECONNREFUSED
 * 127.0.0.1:1"; words of the relay may be about the relay.
 */
export function codeOf({ request, end }: ExchangeFacts["exchange"]): string | undefined {
  const words = request.via === "direct" ? (end?.message ?? "") : "";
  return end?.code ?? /\b(E[A-Z]{4,}(?:_[A-Z]+)*)\b/.exec(words)?.[1];
}

/** What a body is that arrived whole, with a good status, and held no run. */
export function oddBodyKind({ exchange, bodyStart, frames, comments, isDocument }: ExchangeFacts): Kind {
  if (bodyStart.trim() === "") return ["empty-body", "The body is empty"];
  if (!isDocument) return ["no-events", comments === frames && frames > 0 ? "No event came" : "No usable event came"];
  const encoding = headerOf(exchange.response?.headers ?? [], "content-encoding");
  // What is compressed is no UTF-8.
  if (encoding !== undefined && ENCODED.test(encoding) && bodyStart.includes("\uFFFD")) {
    return ["compressed", `The body is compressed (${encoding})`];
  }
  if (looksLikeHtml(bodyStart)) return ["html", "An HTML page instead of a stream"];
  return ["not-a-stream", `${/^\s*[[{]/.test(bodyStart) ? "JSON" : "Text"} instead of a stream`];
}

/** Browsers treat these as safe, so an https page may ask them over http. */
const isLoopback = (host: string): boolean => host === "localhost" || host === "[::1]" || host.startsWith("127.");
