import { isObject, parseJson } from "#src/lib/json.ts";
import { err, ok, type Result } from "#src/lib/result.ts";
import { withoutCredentials } from "#src/lib/withoutCredentials.ts";
import { headersToSend, isWebSocketUrl } from "#src/transport/requestHeaders.ts";
import type { WireHeader } from "#src/transport/types.ts";
import type { AddressPiece } from "../addressTemplate/fillAddress.ts";
import { memberText, membersOf, pastSpace } from "../bodyForm/jsonSlices.ts";
import { CodeVariables } from "./codeVariables.ts";
import type { CodeHeader, CodeRequest, CodeText } from "./types.ts";
import { codeUrl } from "./codeUrl.ts";

/** A request as it is or was sent, with its secrets. */
export interface CodeSource {
  /** POST where there is none. */
  readonly method?: string;
  /** The address, or its pieces where some came from variables. */
  readonly url: string | readonly AddressPiece[];
  /** Beside Content-Type and Accept. Without a value where a recording left it out. */
  readonly headers: readonly WireHeader[];
  /** The exact text, in its envelope if it has one. */
  readonly body: string;
  readonly format?: "sse" | "protobuf";
  readonly ceiling?: string | undefined;
}

/** Names that a client sets itself, which recordings of other clients hold. */
const OWN_OF_CLIENT =
  /^(host|connection|content-length|transfer-encoding|accept-encoding|keep-alive|te|upgrade|origin|referer|user-agent|sec-.*)$/i;
/** The only values that are written as they are. */
const HARMLESS: Readonly<Record<string, readonly string[]>> = {
  "content-type": ["application/json", "application/json; charset=utf-8", "application/json;charset=utf-8"],
  accept: [
    "text/event-stream",
    "application/vnd.ag-ui.event+proto",
    "application/vnd.ag-ui.event+proto, text/event-stream",
    "text/event-stream, application/json",
    "application/json, text/event-stream",
    "application/json",
    "*/*",
  ],
};
const SCHEME = /^(Bearer|Basic|Token|ApiKey)\s+\S/i;
const SCHEMES: Readonly<Record<string, string>> = {
  bearer: "Bearer ",
  basic: "Basic ",
  token: "Token ",
  apikey: "ApiKey ",
};
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/**
 * The request that code is made from, or why none can be. This is where secrets end: no value of a header goes further but for those of a
 * short list, and nothing of an address that looks like a key. What the body holds is the user's and stays.
 */
export function codeRequest(source: CodeSource): Result<CodeRequest> {
  const { format = "sse", ceiling } = source;
  const pieces = typeof source.url === "string" ? [{ text: source.url }] : source.url;
  const url = pieces.map(({ text }) => text).join("");
  if (isWebSocketUrl(url)) return err("This request goes over a WebSocket; code is made for requests over HTTP only.");
  const method = source.method ?? "POST";
  if (!TOKEN.test(method)) return err(`"${method}" is no method that HTTP can carry.`);
  const given = source.headers.filter(({ name }) => name !== "" && !OWN_OF_CLIENT.test(name));
  const odd = given.find(({ name }) => !TOKEN.test(name));
  if (odd) return err(`"${odd.name}" is no header name: correct it, then there is code for this request.`);
  const variables = new CodeVariables();
  const address = codeUrl(pieces, variables);
  const headers = headersToSend({ url, format, headers: given.map(({ name, value = "" }) => ({ name, value })) });
  // A lone surrogate cannot be sent: any client makes U+FFFD of it.
  const body = source.body.replace(/\p{Surrogate}/gu, "\uFFFD");
  const inside = insideEnvelope(body);
  return ok({
    method,
    url: typeof address === "string" ? [withoutCredentials(address)] : address,
    headers: merged(headers.map(({ name, value }) => ({ name, value: withoutSecret(name, value, variables) }))),
    body,
    input: inside?.input ?? body,
    envelope: inside?.envelope,
    format,
    ceiling,
    variables: variables.all,
  });
}

function withoutSecret(name: string, value: string, variables: CodeVariables): CodeText {
  if (HARMLESS[name.toLowerCase()]?.includes(value)) return [value];
  const scheme = SCHEMES[SCHEME.exec(value)?.[1]?.toLowerCase() ?? ""];
  const isLogin = name.toLowerCase() === "authorization";
  const about = `the header ${name}${scheme === undefined ? "" : `, without "${scheme.trim()}"`}`;
  const variable = variables.add(isLogin ? "TOKEN" : name, about);
  return scheme === undefined ? [variable] : [scheme, variable];
}

/** Headers of one name as one header: HTTP says that it means the same (RFC 9110 section 5.3). */
function merged(headers: readonly CodeHeader[]): readonly CodeHeader[] {
  const byName = new Map<string, CodeHeader>();
  for (const header of headers) {
    const key = header.name.toLowerCase();
    const first = byName.get(key);
    // Cookies are the exception: they are put together with semicolons (RFC 6265 section 5.4).
    const comma = key === "cookie" ? "; " : ", ";
    byName.set(key, first ? { name: first.name, value: [...first.value, comma, ...header.value] } : header);
  }
  return [...byName.values()];
}

function insideEnvelope(
  body: string,
): { readonly envelope: NonNullable<CodeRequest["envelope"]>; readonly input: string } | undefined {
  const parsed = parseJson(body);
  if (!isObject(parsed) || "messages" in parsed || "threadId" in parsed || !isObject(parsed["body"])) return undefined;
  const { method } = parsed;
  if (typeof method !== "string" || !method.startsWith("agent/")) return undefined;
  const members = membersOf(body, pastSpace(body, 0));
  const params = memberText(body, members, "params") ?? "{}";
  return { envelope: { method, params }, input: memberText(body, members, "body") ?? "{}" };
}
