import { validateHeaderName, validateHeaderValue } from "node:http";
import { isObject } from "#src/lib/json.ts";
import { err, ok, type Result } from "#src/lib/result.ts";
import type { FaultPlan } from "#src/transport/faults/types.ts";
import { readFaultPlan } from "#src/transport/faults/readFaultPlan.ts";
import { isWebSocketUrl } from "#src/transport/requestHeaders.ts";

/** What the page asks to be passed on. */
export interface RelayCall {
  readonly url: URL;
  readonly method: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  readonly faults: FaultPlan | undefined;
}

const METHODS = new Set(["POST", "GET", "OPTIONS"]);
const MAX_HEADERS = 200;
const MAX_HEADER_BYTES = 64 * 1024;
/** They would speak for our page, which is none of the agent's business. A preflight has to say for whom it asks. */
const OF_THE_PAGE = new Set(["origin", "referer"]);

/** Reads `{url, method, headers, body?, faults?}`. The error is one sentence that quotes no header value. */
export function parseRelayCall(value: unknown): Result<RelayCall> {
  if (!isObject(value)) return err("A call to the relay is an object {url, method, headers, body?, faults?}.");
  const { url, method, headers, body = "", faults } = value;
  if (typeof url !== "string" || !URL.canParse(url)) return err("`url` is not an absolute URL.");
  if (typeof method !== "string" || !METHODS.has(method)) return err("`method` is not one of POST, GET and OPTIONS.");
  if (typeof body !== "string") return err("`body` is not a string.");
  if (body !== "" && method !== "POST" && !isWebSocketUrl(url)) return err(`A ${method} request has no body.`);
  const pairs = parseHeaders(headers);
  if (!pairs.ok) return pairs;
  const plan = faults === undefined ? ok(undefined) : readFaultPlan(faults);
  if (!plan.ok) return err(`\`faults\` is no plan of faults: ${plan.error}`);
  const sent = pairs.value.filter(([name]) => method === "OPTIONS" || !OF_THE_PAGE.has(name.toLowerCase()));
  return ok({ url: new URL(url), method, headers: sent, body, faults: plan.value });
}

function parseHeaders(value: unknown): Result<readonly (readonly [string, string])[]> {
  if (!Array.isArray(value)) return err("`headers` is not a list of {name, value}.");
  if (value.length > MAX_HEADERS) return err(`There are ${value.length} headers; the relay passes on ${MAX_HEADERS}.`);
  const pairs: [string, string][] = [];
  let bytes = 0;
  for (const each of value as readonly unknown[]) {
    if (!isObject(each) || typeof each["name"] !== "string" || typeof each["value"] !== "string") {
      return err("`headers` is not a list of {name, value}.");
    }
    const { name, value: text } = each as { readonly name: string; readonly value: string };
    if (!isValid(() => validateHeaderName(name))) return err(`"${name}" is no valid header name.`);
    if (!isValid(() => validateHeaderValue(name, text))) {
      return err(`The value of the header "${name}" has characters that HTTP does not allow.`);
    }
    bytes += name.length + text.length + 4;
    pairs.push([name, text]);
  }
  if (bytes > MAX_HEADER_BYTES) return err(`The headers take ${bytes} bytes; the relay passes on ${MAX_HEADER_BYTES}.`);
  return ok(pairs);
}

function isValid(check: () => void): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}
