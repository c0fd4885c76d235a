import type { IncomingMessage } from "node:http";
import { HostCheck, isLoopback } from "#server/hostCheck.ts";
import type { Refusal } from "#server/nodeHttp.ts";
import { classifyAddress, depthOf } from "#server/relay/addresses.ts";

/** As `depthOf` counts. */
const THIS_MACHINE = depthOf("loopback");

/**
 * Who may call an address of ours that has no token: programs on this machine, and pages that are served from it or were named by
 * the user. Any other web page could reach it as well, and would drive the user's agent.
 */
export class Callers {
  private readonly hosts = new HostCheck(undefined);

  /** `origins` may call besides pages from this machine, e.g. `https://app.example`. */
  constructor(private readonly origins: readonly string[] = []) {}

  /** Why a request is refused; undefined when it may pass. */
  refuse(req: IncomingMessage): Refusal | undefined {
    const { host = "", origin } = req.headers;
    // A server that other machines reach gives the page a token; the tap has none, and any program can write a Host of its liking.
    if (depthOf(classifyAddress(req.socket.remoteAddress ?? "")) !== THIS_MACHINE) {
      return forbidden("ADDRESS_REFUSED", "Only programs on the machine of AG-UI Scope may call this.");
    }
    if (!this.hosts.allows(host)) return forbidden("HOST_REFUSED", this.hosts.explain(host).trim());
    if (origin !== undefined) {
      return this.allowsOrigin(origin) ? undefined : forbidden("ORIGIN_REFUSED", refusedOrigin(origin));
    }
    // A page's request without Origin, such as for an image, still says whether it comes from elsewhere.
    const site = req.headers["sec-fetch-site"];
    if (site === undefined || site === "none" || site === "same-origin") return undefined;
    return forbidden("SITE_REFUSED", `A ${site} request of a web page without Origin is refused.`);
  }

  private allowsOrigin(origin: string): boolean {
    if (this.origins.includes(origin)) return true;
    if (!URL.canParse(origin)) return false;
    const { protocol, hostname } = new URL(origin);
    return (protocol === "http:" || protocol === "https:") && isOnThisMachine(hostname);
  }
}

/** Browsers take `localhost` and every name below it for this machine. */
const isOnThisMachine = (hostname: string): boolean =>
  hostname.endsWith(".localhost") ||
  hostname === "localhost" ||
  hostname === "[::1]" ||
  (/^127\.\d+\.\d+\.\d+$/.test(hostname) && isLoopback(hostname));

const refusedOrigin = (origin: string): string =>
  `Requests from the origin ${origin} are refused; start AG-UI Scope with --allow-origin ${origin} to let that page in.`;

const forbidden = (code: string, message: string): Refusal => ({ status: 403, code, message });

/** The answer's headers to a preflight from a caller that may pass; undefined where the request is none. */
export function preflightHeaders(req: IncomingMessage): Record<string, string> | undefined {
  const method = req.headers["access-control-request-method"];
  const { origin } = req.headers;
  if (req.method !== "OPTIONS" || method === undefined || origin === undefined) return undefined;
  const headers = req.headers["access-control-request-headers"];
  return {
    ...corsHeaders(origin),
    "access-control-allow-methods": method,
    ...(headers === undefined ? {} : { "access-control-allow-headers": headers }),
    // A page on a public address asks before it may reach this machine.
    ...(req.headers["access-control-request-private-network"] === "true"
      ? { "access-control-allow-private-network": "true" }
      : {}),
  };
}

/** What lets a page of `origin` read an answer. Never for an origin that was not checked. */
export const corsHeaders = (origin: string): Record<string, string> => ({
  "access-control-allow-origin": origin,
  "access-control-allow-credentials": "true",
  vary: "Origin",
});
