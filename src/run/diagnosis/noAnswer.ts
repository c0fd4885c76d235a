import { withoutVariables } from "../addressTemplate/withoutVariables.ts";
import { corsHeaderNames } from "./corsHeaderNames.ts";
import { codeOf, kindOfCode, noAnswerKind } from "./failureWords.ts";
import { parsedUrl } from "./statusLine.ts";
import type { Diagnosis, ExchangeFacts, Offer } from "./types.ts";

type Found = Pick<Diagnosis, "code" | "short" | "sentence"> & { readonly offers?: readonly Offer[] };

/** Why no answer came at all. A browser hides the cause from a page; the relay and Node know it. */
export function noAnswer(facts: ExchangeFacts): Diagnosis {
  const { exchange, pageUrl } = facts;
  const { request, end } = exchange;
  const message = end?.message ?? "";
  const code = codeOf(exchange);
  // What an address in a file names is none of this page's.
  const url = pageUrl === undefined ? withoutVariables(request.url) : request.url;
  if (code !== undefined) return made(knownCause(code, message, url), code, message);
  const target = parsedUrl(request.url);
  const page = parsedUrl(pageUrl);
  const from = target?.origin ?? request.url;
  if (!page || request.via !== "direct") {
    const why = message === "" ? "check that the server is running." : message;
    const isOfRelay = request.via === "relay" && message !== "";
    return made({
      code: "unreachable",
      short: `No answer from ${from}`,
      sentence: isOfRelay ? message : `No answer from ${from}: ${why}`,
      offers: isOfRelay ? [{ type: "use-direct" }] : [],
    });
  }
  const [kind, short] = noAnswerKind(facts);
  if (kind === "mixed-content") {
    return made({
      code: kind,
      short,
      sentence:
        `No answer from ${from}: this page came over https, and browsers block its requests to ${target?.protocol}// addresses (mixed content). ` +
        `Use an ${target?.protocol === "ws:" ? "wss" : "https"} address, open this page over http, or send through the relay.`,
      offers: [{ type: "use-relay" }],
    });
  }
  if (kind === "page-server-gone") {
    return made({
      code: kind,
      short,
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
  const [kind, short] = kindOfCode(code, url);
  const isSentence =
    kind === "not-allowed" || code === "HEADERS_TIMEOUT" || (code !== "" && message.includes(`(${code})`));
  const sentence =
    message !== "" && isSentence
      ? message
      : `No answer from ${from} (${code || "no reason given"})${message && `: ${message}`}`;
  // Each of two errors is what one gets who asks with the other's scheme.
  const other = kind === "tls" && /EPROTO|ERR_SSL_/.test(code) ? "http" : code === "ECONNRESET" ? "https" : undefined;
  const swapped = other === undefined ? url : url.replace(/^https?:/i, `${other}:`);
  const offers: Offer[] = swapped === url ? [] : [{ type: "use-url", url: swapped }];
  if (code.startsWith("RELAY_")) offers.push({ type: "use-direct" });
  return { code: kind, short, sentence, offers };
}

function made({ offers = [], ...found }: Found, code?: string, message = ""): Diagnosis {
  const evidence =
    code === undefined ? [] : [message.includes(code) ? message : `${code}${message ? `: ${message}` : ""}`];
  return { ...found, severity: "error", offers, evidence, issues: [] };
}
