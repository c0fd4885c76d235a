/** Why a page cannot send a header, and what to do instead. */
export interface ForbiddenHeader {
  readonly why: string;
  readonly instead: string;
}

const BY_CONNECTION: ForbiddenHeader = {
  why: "It belongs to one connection or follows from the body, so whoever opens the connection writes it: the browser, or the relay.",
  instead: "Nothing is lost without it.",
};
const BY_PREFLIGHT: ForbiddenHeader = {
  why: "The browser writes it when it asks another server for permission (CORS).",
  instead: "Send through the relay, and nobody is asked.",
};

/**
 * The names that the Fetch standard keeps from pages ("forbidden request-header", https://fetch.spec.whatwg.org/#forbidden-request-header), with the
 * reason. The relay takes none of them from the page either, so that a request means the same by both routes.
 */
const KNOWN: Readonly<Record<string, ForbiddenHeader>> = {
  cookie: {
    why: "No page may write cookies. A browser adds its own, and is asked here to add none: no login of yours reaches an agent unasked.",
    instead:
      "Use Authorization where the agent takes a token, else curl from “Code for this request”, or agui-scope record, which passes the cookies of your app on.",
  },
  host: {
    why: "It is made from the address.",
    instead: "Put the host name into the address; if it leads nowhere on this machine, name it in the hosts file.",
  },
  origin: {
    why: "It says which page sends, so no page may choose it.",
    instead: "Send through the relay: then the agent gets none, as from curl.",
  },
  "accept-encoding": {
    why: "Whoever reads the answer says what it can unpack. The relay asks for no compression, so that the bytes are shown as they were sent.",
    instead: "Nothing is lost without it.",
  },
  date: { why: "The browser writes none into requests.", instead: "Send the time in a header of your own." },
  via: { why: "Proxies write it on the way.", instead: "Nothing is lost without it." },
  expect: {
    why: "It would have the browser wait for an answer before it sends the body.",
    instead: "Nothing is lost without it.",
  },
  "access-control-request-headers": BY_PREFLIGHT,
  "access-control-request-method": BY_PREFLIGHT,
};
const ALIASES: Readonly<Record<string, string>> = { cookie2: "cookie", "set-cookie": "cookie", referer: "origin" };
const OF_CONNECTION = /^(?:connection|content-length|keep-alive|te|trailer|transfer-encoding|upgrade)$/;

/** Why this header cannot be sent from here; undefined for one that can. */
export function forbiddenHeader(name: string): ForbiddenHeader | undefined {
  const lower = name.toLowerCase();
  const known = KNOWN[ALIASES[lower] ?? lower];
  if (known) return known;
  if (OF_CONNECTION.test(lower)) return BY_CONNECTION;
  if (lower.startsWith("sec-")) {
    const why = "Names with Sec- are the browser's own: servers trust that no page wrote them.";
    return { why, instead: "Send what the agent needs in a header of another name." };
  }
  if (lower.startsWith("proxy-"))
    return { why: "It is for the next proxy and not for the agent.", instead: "Set the proxy up in the system." };
  if (lower === "accept-charset" || lower === "dnt")
    return { why: "The browser sends it by its own settings, or not at all.", instead: "Nothing is lost without it." };
  return undefined;
}
