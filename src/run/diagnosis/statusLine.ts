import { httpStatusText } from "#src/protocol/httpStatusText.ts";
import type { WireResponse } from "#src/transport/types.ts";
import { withoutVariables } from "../addressTemplate/withoutVariables.ts";
import type { ExchangeFacts } from "./types.ts";

/** "HTTP 422 Unprocessable Content". */
export function statusLine({ status, statusText }: Pick<WireResponse, "status" | "statusText">): string {
  const text = statusText || httpStatusText(status);
  return `HTTP ${status}${text ? ` ${text}` : ""}`;
}

/** The same, and where it came from when that is not where the request went. */
export function answered(response: WireResponse): string {
  return `${statusLine(response)}${response.redirected ? ` (after a redirect to ${response.url})` : ""}`;
}

/** "4.2 s", or "850 ms" below a second. */
export const lasting = (ms: number): string => {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;
};

/** The address as a URL, or undefined. */
export function parsedUrl(url: string | undefined, base?: string): URL | undefined {
  try {
    return url === undefined ? undefined : new URL(url, base);
  } catch {
    return undefined;
  }
}

/** An address that went through `URL`, with the names that stand in it for secrets as they are written. */
export const withNames = (address: string): string => address.replace(/\$%7B([\w.-]+)%7D/gi, "$${$1}");

/**
 * An address that a server named, for the endpoint field. Of variables only those stay that the request to the same server had from this page;
 * any other would be the server's own.
 */
export function namedByServer(
  address: string,
  { exchange, pageUrl }: Pick<ExchangeFacts, "exchange" | "pageUrl">,
): string {
  const { url } = exchange.request;
  const plain = withoutVariables(address);
  if (pageUrl === undefined || parsedUrl(address)?.origin !== parsedUrl(url)?.origin) return plain;
  const own = [...url.matchAll(/\$\{([\w.-]+)\}/g)].map(([, name = ""]) => name);
  return own.reduce((text, name) => text.replaceAll(`$%7B${name}%7D`, `$\{${name}}`), plain);
}
