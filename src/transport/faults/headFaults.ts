import { headerOf } from "#src/transport/headerOf.ts";
import type { WireHeader, WireResponse } from "#src/transport/types.ts";
import type { FaultRule, Injection } from "./types.ts";

/** The head of an answer after faults. */
export interface FaultHead {
  readonly response: WireResponse;
  readonly injections: readonly Injection[];
  /** The whole body, where it replaces the agent's. */
  readonly body?: Uint8Array;
}

const TEXT_TYPE = "text/plain; charset=utf-8";
/** Headers that speak of the body that was replaced. */
const OF_BODY: ReadonlySet<string> = new Set([
  "content-type",
  "content-length",
  "content-encoding",
  "content-range",
  "transfer-encoding",
  "etag",
  "last-modified",
]);
const BODYLESS: ReadonlySet<number> = new Set([204, 205, 304]);

/** Applies the first rule of each kind that concerns the whole answer. Conditions on frames mean nothing to them. */
export function strikeHead(rules: readonly FaultRule[], response: WireResponse): FaultHead {
  const find = (kind: FaultRule["kind"]): FaultRule | undefined =>
    rules.find((rule) => rule.enabled && rule.kind === kind);
  const status = find("status")?.status;
  const contentType = find("content-type")?.contentType;
  const injections: Injection[] = [];
  let { headers } = response;
  let struck: WireResponse = response;
  let body: Uint8Array | undefined;

  if (status !== undefined) {
    const original = `${response.status} ${response.statusText}`.trim();
    injections.push({ kind: "status", says: `Answered ${status} instead of the agent's ${original}.`, original });
    headers = headers.filter(({ name }) => !OF_BODY.has(name.toLowerCase()));
    const text = `AG-UI Scope answered ${status} here by a fault rule. The agent had answered ${original}.\n`;
    body = BODYLESS.has(status) ? new Uint8Array(0) : new TextEncoder().encode(text);
    if (body.length > 0) headers = withHeader(headers, TEXT_TYPE);
    // Whoever writes the head knows the usual words for a status.
    struck = { ...struck, status, statusText: "" };
  }
  if (contentType !== undefined) {
    const before = headerOf(headers, "content-type");
    const instead = before === undefined ? "; the agent sent none" : ` instead of ${before}`;
    injections.push({
      kind: "content-type",
      says: `Sent the content type ${contentType}${instead}.`,
      ...(before !== undefined && { original: before }),
    });
    headers = withHeader(headers, contentType);
  }
  return { response: { ...struck, headers }, injections, ...(body !== undefined && { body }) };
}

/** The headers with this Content-Type, in the place of the first one if there was any. */
function withHeader(headers: readonly WireHeader[], value: string): readonly WireHeader[] {
  const at = headers.findIndex(({ name }) => name.toLowerCase() === "content-type");
  const name = headers[at]?.name ?? "content-type";
  const rest = headers.filter((header) => header.name.toLowerCase() !== "content-type");
  return at < 0 ? [...rest, { name, value }] : [...rest.slice(0, at), { name, value }, ...rest.slice(at)];
}
