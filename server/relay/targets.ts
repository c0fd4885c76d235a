import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { err, ok, type Result } from "#src/lib/result.ts";
import { classifyAddress, depthOf } from "./addresses.ts";
import type { UpstreamFailure } from "./types.ts";

/** One address of a name. */
export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** All addresses of a name; rejects with a Node error (ENOTFOUND, EAI_AGAIN). */
export type Resolver = (hostname: string) => Promise<readonly ResolvedAddress[]>;

/** Names under which clouds answer with the credentials of a machine. */
const METADATA_NAMES = new Set(["metadata.google.internal", "metadata.goog", "metadata", "instance-data"]);

const PROTOCOLS: Readonly<Record<string, string>> = {
  "http:": "http:",
  "https:": "https:",
  "ws:": "http:",
  "wss:": "https:",
};

/**
 * The origins that requests may be passed on to in this launch. Each one was named by the user. With it is kept how far inside
 * its addresses lay at that moment, so that a public name which later leads into this machine or network is refused (DNS rebinding).
 */
export class Targets {
  /** How far inside a call to an origin may lead. */
  private readonly depths = new Map<string, number>();
  private own: ReadonlySet<string> = new Set();

  constructor(private readonly resolve: Resolver = (hostname) => lookup(hostname, { all: true })) {}

  /** The origins that were allowed, in the order of their first mention. Those of this server are not among them. */
  get list(): readonly string[] {
    return [...this.depths.keys()];
  }

  /** Says under which origins this server itself is reached; they need no permission, and emptying the list leaves them. */
  setOwn(origins: readonly string[]): void {
    this.own = new Set(origins);
  }

  /** Allows the origin of a URL (a ws: URL counts as its http: sibling), which is resolved now, and returns it; the error is one sentence. */
  async allow(url: string): Promise<Result<string>> {
    const parsed = parseTarget(url);
    if (!parsed.ok) return err(parsed.error.message);
    const origin = originOf(parsed.value);
    const found = await this.addressesOf(parsed.value);
    if (!found.ok && found.error.code === "ADDRESS_REFUSED") return err(found.error.message);
    // A name that has no address yet may get a public one; to be led inside, it must be allowed again.
    const depths = found.ok ? found.value.map(depthOfAddress) : [0];
    this.depths.set(origin, Math.min(...depths));
    return ok(origin);
  }

  /** Takes one origin from the list. */
  remove(origin: string): void {
    this.depths.delete(origin);
  }

  /** Empties the list. */
  clear(): void {
    this.depths.clear();
  }

  /** Why `url` is not called, by its form and the list alone; undefined when it depends on its addresses. */
  refuse(url: URL): UpstreamFailure | undefined {
    const parsed = parseTarget(url.href);
    if (!parsed.ok) return parsed.error;
    const origin = originOf(url);
    if (this.own.has(origin) || this.depths.has(origin)) return undefined;
    return {
      code: "TARGET_REFUSED",
      message: `${origin} is not among the allowed targets of this launch; enter it in the page or start with --allow-target ${origin}.`,
    };
  }

  /**
   * The addresses that a request to `url` may connect to right now: resolved anew and checked. To be asked before each request and each
   * redirect, and to be connected to as they are, or the name could mean something else by then.
   */
  async check(url: URL): Promise<Result<readonly ResolvedAddress[], UpstreamFailure>> {
    const refused = this.refuse(url);
    if (refused) return err(refused);
    const found = await this.addressesOf(url);
    if (!found.ok) return found;
    // It may have been removed while its name was being resolved.
    const removed = this.refuse(url);
    if (removed) return err(removed);
    const origin = originOf(url);
    const allowed = this.own.has(origin) ? Infinity : (this.depths.get(origin) ?? 0);
    const usable = found.value.filter((address) => depthOfAddress(address) <= allowed);
    if (usable.length > 0) return ok(usable);
    const places = found.value.map(({ address }) => `${address} (${classifyAddress(address)})`).join(", ");
    return err({
      code: "ADDRESS_REFUSED",
      message: `${url.hostname} now leads to ${places}, further inside than when it was allowed, which is how DNS rebinding works; if that is what you want, allow ${origin} again.`,
    });
  }

  /** The addresses of a host without those that are never connected to. */
  private async addressesOf(url: URL): Promise<Result<readonly ResolvedAddress[], UpstreamFailure>> {
    const hostname = url.hostname.replace(/^\[|\]$/g, "");
    if (METADATA_NAMES.has(hostname.replace(/\.$/, ""))) {
      return refusedAddress(`${hostname} is the metadata service of a cloud, which is never called.`);
    }
    const family = isIP(hostname);
    let found: readonly ResolvedAddress[];
    try {
      found = family === 0 ? await this.resolve(hostname) : [{ address: hostname, family }];
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "ENOTFOUND";
      return err({ code, message: unresolved(hostname, code) });
    }
    const usable = found.filter(({ address }) => depthOf(classifyAddress(address)) !== undefined);
    if (usable.length > 0) return ok(usable);
    if (found.length === 0) return err({ code: "ENOTFOUND", message: unresolved(hostname, "ENOTFOUND") });
    const places = found.map(({ address }) => `${address} (${classifyAddress(address)})`).join(", ");
    return refusedAddress(
      family === 0
        ? `${hostname} leads to ${places}, which is never called.`
        : `${places} is an address that is never called.`,
    );
  }
}

/** A URL that a request may be passed on to, by its form alone. */
function parseTarget(url: string): Result<URL, UpstreamFailure> {
  const refused = (message: string) => err({ code: "TARGET_REFUSED", message });
  if (!URL.canParse(url)) return refused(`"${url}" is not a URL; it must begin with http:// or https://.`);
  const parsed = new URL(url);
  if (PROTOCOLS[parsed.protocol] === undefined) {
    return refused(`Only http:, https:, ws: and wss: URLs can be called, not ${parsed.protocol}`);
  }
  if (parsed.username !== "" || parsed.password !== "") {
    return refused("A URL with a user name or password in it is not called; send an Authorization header instead.");
  }
  return ok(parsed);
}

/** The origin that stands in the list for a URL: WebSockets share it with HTTP. */
function originOf(url: URL): string {
  const protocol = PROTOCOLS[url.protocol] ?? url.protocol;
  return `${protocol}//${url.host}`;
}

const depthOfAddress = ({ address }: ResolvedAddress): number => depthOf(classifyAddress(address)) ?? Infinity;

const refusedAddress = (message: string) => err({ code: "ADDRESS_REFUSED", message });

function unresolved(hostname: string, code: string): string {
  return code === "EAI_AGAIN"
    ? `The name ${hostname} could not be looked up just now (EAI_AGAIN): is this machine online?`
    : `There is no host called ${hostname} (${code}): check its spelling, or whether it needs a VPN.`;
}
