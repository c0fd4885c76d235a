import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { HostCheck } from "#server/hostCheck.ts";
import type { Refusal } from "#server/nodeHttp.ts";
import { TOKEN_HEADER } from "#src/transport/relayWire.ts";

/** A token for one launch: 256 random bits in 43 letters that are safe in a URL. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/**
 * Decides whether a request comes from our own page. Other pages cannot read the token; should one learn it, its Origin gives it away;
 * should it rebind a name to this machine, Host does. Programs send the token and the Origin of this server.
 */
export class Guard {
  private readonly hosts: HostCheck;
  private readonly tokenHash: Buffer;

  constructor({ token, hosts }: { readonly token: string; readonly hosts: HostCheck }) {
    this.hosts = hosts;
    this.tokenHash = hashOf(token);
  }

  /** Why a request is refused, by Host, Sec-Fetch-Site, Origin or token; undefined when it may pass. */
  refuse(req: IncomingMessage): Refusal | undefined {
    return this.refuseOrigin(req) ?? this.refuseToken(req);
  }

  /** The same without the token, for handing it out. */
  refuseOrigin(req: IncomingMessage): Refusal | undefined {
    const { host = "", origin } = req.headers;
    if (!this.hosts.allows(host)) {
      return { status: 421, code: "HOST_REFUSED", message: this.hosts.explain(host).trim() };
    }
    const reads = req.method === "GET" || req.method === "HEAD";
    const site = req.headers["sec-fetch-site"];
    if (site !== undefined && site !== "same-origin" && !(reads && site === "none")) {
      return forbidden("SITE_REFUSED", `This is for AG-UI Scope's own page only; the request is ${site}.`);
    }
    const own = `http://${host.toLowerCase()}`;
    if (origin === undefined) {
      if (reads) return undefined;
      return forbidden("ORIGIN_MISSING", `The request has no Origin; a program must send "Origin: ${own}".`);
    }
    return origin.toLowerCase() === own
      ? undefined
      : forbidden("ORIGIN_REFUSED", `Requests from the origin ${origin} are refused; this server is ${own}.`);
  }

  private refuseToken(req: IncomingMessage): Refusal | undefined {
    const given = req.headers[TOKEN_HEADER];
    // Hashes have one length, so that nothing about the token shows in the time this takes.
    if (typeof given === "string" && timingSafeEqual(hashOf(given), this.tokenHash)) return undefined;
    const what = given === undefined ? "has no" : "has a wrong";
    return {
      status: 401,
      code: "TOKEN_REFUSED",
      message: `The request ${what} ${TOKEN_HEADER}; reload the page: each launch of AG-UI Scope has a token of its own.`,
    };
  }
}

const forbidden = (code: string, message: string): Refusal => ({ status: 403, code, message });

const hashOf = (text: string): Buffer => createHash("sha256").update(text).digest();
