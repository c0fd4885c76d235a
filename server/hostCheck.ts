import { isIP } from "node:net";

const loopbackNames = ["127.0.0.1", "localhost", "[::1]"];

/**
 * The host names under which this server answers. A page elsewhere can point a name of its own at 127.0.0.1 (DNS rebinding)
 * and would then share our origin; its requests carry that name in Host, so names that nobody chose are refused.
 */
export class HostCheck {
  private readonly names: ReadonlySet<string>;
  private readonly anyAddress: boolean;

  /** `listenHost` is what the user gave as `--host`, if anything. */
  constructor(listenHost: string | undefined) {
    this.anyAddress = listenHost !== undefined && isWildcard(listenHost);
    const own = listenHost === undefined || this.anyAddress ? [] : [bracketed(listenHost).toLowerCase()];
    this.names = new Set([...loopbackNames, ...own]);
  }

  /** True when this Host value, with or without port, may be served. Rebinding needs a name, so any address will do for a wildcard. */
  allows(host: string): boolean {
    const name = host.toLowerCase().replace(/:\d*$/, "");
    return this.names.has(name) || (this.anyAddress && isIP(name.replace(/^\[|\]$/g, "")) !== 0);
  }

  /** One sentence for the refused. */
  explain(host: string): string {
    const own = [...this.names].join(", ");
    return `AG-UI Scope does not answer for the host "${host}". It answers for ${own}${this.anyAddress ? " and any IP address" : ""}; start it with --host to add another.\n`;
  }
}

/** True for hosts that only this machine can reach. */
export const isLoopback = (host: string): boolean =>
  loopbackNames.includes(bracketed(host)) || (isIP(host) === 4 && host.startsWith("127."));

/** True for addresses that mean every interface. */
export const isWildcard = (host: string): boolean => host === "0.0.0.0" || host === "::" || host === "[::]";

/** A host as it stands in a URL. */
export const bracketed = (host: string): string => (isIP(host) === 6 ? `[${host}]` : host);
