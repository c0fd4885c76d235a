import { corsHeaderNames } from "./corsHeaderNames.ts";
import { parsedUrl } from "./statusLine.ts";
import type { Diagnosis, ExchangeFacts, Offer } from "./types.ts";

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

/** What an error code of Node, of OpenSSL or of the relay means for the user. */
export function knownCause(code: string, message: string, url: string): Found {
  const target = parsedUrl(url);
  const from = target?.origin ?? url;
  const host = target?.hostname ?? url;
  switch (code) {
    case "ECONNREFUSED":
      return {
        code: "refused",
        short: "Connection refused",
        sentence: `Nothing listens at ${from} (connection refused): start the agent, or check the port.`,
      };
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return {
        code: "dns",
        short: `Unknown host ${host}`,
        sentence: `No address is known for the name ${host} (DNS ${code}): check its spelling, or join the network that knows it.`,
      };
    case "ETIMEDOUT":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
    case "EHOSTDOWN":
      return {
        code: "network",
        short: `${host} cannot be reached`,
        sentence: `The machine of ${from} cannot be reached (${code}): check the address, the network and its firewall.`,
      };
    case "HEADERS_TIMEOUT":
      return {
        code: "timeout",
        short: "No answer in time",
        sentence: `${from} took the request and sent no answer in time: ${message || "its agent may wait for something, or send headers only when it is done."}`,
      };
    case "ECONNRESET":
    case "EPIPE":
      return {
        code: "network",
        short: "Closed without an answer",
        sentence: `${from} closed the connection without an answer: it crashed on the request, or this port speaks ${
          target?.protocol === "http:" ? "https" : "another protocol"
        }. Look into its log.`,
        offers: target?.protocol === "http:" ? [{ type: "use-url", url: url.replace(/^http:/i, "https:") }] : [],
      };
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
    case "SELF_SIGNED_CERT_IN_CHAIN":
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
    case "UNABLE_TO_GET_ISSUER_CERT":
    case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
      return tls(
        `The certificate of ${from} is self-signed or from an authority that this machine does not know (TLS ${code}): ` +
          `start agui-scope with NODE_EXTRA_CA_CERTS naming that certificate, or use http for a local agent.`,
      );
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return tls(
        `The certificate of ${from} is for another name than ${host} (TLS ${code}): use the name that the certificate has, or get one for ${host}.`,
      );
    case "CERT_HAS_EXPIRED":
    case "CERT_NOT_YET_VALID":
      return tls(
        `The certificate of ${from} is not valid at this time (TLS ${code}): renew it, or set this machine's clock.`,
      );
    default:
  }
  if (code === "EPROTO" || code.startsWith("ERR_SSL_")) {
    return {
      ...tls(
        `${from} speaks no TLS at this port, or none that fits (${code}): try the address with http:// instead of https://.`,
      ),
      offers: target?.protocol === "https:" ? [{ type: "use-url", url: url.replace(/^https:/i, "http:") }] : [],
    };
  }
  if (code.startsWith("ERR_TLS_") || code.startsWith("CERT_"))
    return tls(`No secure connection to ${from} (${code}): ${message}`);
  if (code.startsWith("HPE_")) {
    return {
      code: "not-http",
      short: "No HTTP at this port",
      sentence: `What answers at ${from} is not HTTP (${code}): check the port.`,
    };
  }
  if (code === "TARGET_REFUSED" || code === "ADDRESS_REFUSED" || code.startsWith("RELAY_"))
    return {
      code: "not-allowed",
      short: "The relay did not send it",
      sentence: message || `The relay did not send it (${code}).`,
    };
  return {
    code: "unreachable",
    short: `No answer from ${from}`,
    sentence: `No answer from ${from} (${code})${message ? `: ${message}` : "."}`,
  };
}

const tls = (sentence: string): Found => ({ code: "tls", short: "No secure connection (TLS)", sentence });

function made({ offers = [], ...found }: Found, code?: string, message = ""): Diagnosis {
  const evidence =
    code === undefined ? [] : [message.includes(code) ? message : `${code}${message ? `: ${message}` : ""}`];
  return { ...found, severity: "error", offers, evidence, issues: [] };
}

/** Node's `fetch` hides the code in the words of what caused it: "fetch failed: connect ECONNREFUSED 127.0.0.1:1". */
const codeIn = (message: string): string | undefined => /\b(E[A-Z]{4,}(?:_[A-Z]+)*)\b/.exec(message)?.[1];

/** Browsers treat these as safe, so an https page may ask them over http. */
const isLoopback = (host: string): boolean => host === "localhost" || host === "[::1]" || host.startsWith("127.");
