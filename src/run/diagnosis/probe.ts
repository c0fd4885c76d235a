import { headerOf } from "#src/transport/headerOf.ts";
import type { RelayClient } from "#src/transport/relayClient.ts";
import type { WireHeader } from "#src/transport/types.ts";
import { corsFault } from "./cors.ts";
import { corsHeaderNames } from "./corsHeaderNames.ts";
import { knownCause } from "./noAnswer.ts";
import { namedByServer, parsedUrl, statusLine } from "./statusLine.ts";
import type { Diagnosis, ExchangeFacts, Offer, Probe } from "./types.ts";

/** The part of the relay client that asks; a test brings its own. */
export type ProbeClient = Pick<RelayClient, "call">;

/** How long one question may take. */
const PATIENCE_MS = 10_000;
const NO_ANSWER_YET =
  "The server took the question and gave no answer within 10 s: it hangs, or something in between drops it.";
/** How much of a body is read to say what it is. */
const SAMPLE_BYTES = 2048;

/** What an address answered, and how its body begins. */
export type Asked = Probe & { readonly bodyStart: string };

/** Asks an address once through the relay, with OPTIONS or GET and never with POST, and hangs up once it can tell what it is. */
export async function ask(
  client: ProbeClient,
  request: {
    readonly url: string;
    readonly method: "OPTIONS" | "GET";
    readonly headers: readonly Required<WireHeader>[];
  },
  signal: AbortSignal,
): Promise<Asked> {
  const enough = new AbortController();
  const decoder = new TextDecoder();
  let bodyStart = "";
  let got: Probe | undefined;
  const called = await client.call(
    request,
    (record) => {
      if (record.type === "response") {
        const { status, statusText, headers, redirected, url } = record.response;
        got = { status, statusText, headers, ...(redirected && { redirectedTo: url }) };
        // Nothing is read from an answer to OPTIONS, and a GET may turn out to be a stream that never ends.
        if (request.method === "OPTIONS") enough.abort();
      } else if (record.type === "chunk") {
        bodyStart += decoder.decode(record.bytes, { stream: true });
        if (bodyStart.length >= SAMPLE_BYTES || /\n\s*\n/.test(bodyStart)) enough.abort();
      } else if (record.type === "end" && record.reason === "unreachable") {
        got ??= { failure: record.code ?? "", message: record.message };
      }
    },
    AbortSignal.any([signal, enough.signal, AbortSignal.timeout(PATIENCE_MS)]),
  );
  if (got) return { ...got, bodyStart };
  if (called.ok) return { failure: "", message: "The relay ended without an answer.", bodyStart };
  const { code, message } = called.error;
  return code === "ABORTED"
    ? { failure: "HEADERS_TIMEOUT", message: NO_ANSWER_YET, bodyStart }
    : { failure: code, message, bodyStart };
}

/** Sends the preflight that a browser would have sent for this request, through the relay, which sees the answer. */
export function lookBehind(
  client: ProbeClient,
  { exchange, pageUrl }: ExchangeFacts,
  signal: AbortSignal,
): Promise<Asked> {
  const { request } = exchange;
  const origin = parsedUrl(pageUrl)?.origin ?? "";
  const names = corsHeaderNames(request.headers);
  const headers = [
    { name: "Origin", value: origin },
    { name: "Access-Control-Request-Method", value: request.method },
    ...(names.length > 0 ? [{ name: "Access-Control-Request-Headers", value: names.join(",") }] : []),
  ];
  return ask(client, { url: request.url, method: "OPTIONS", headers }, signal);
}

/** What the preflight showed about a request that the browser says nothing about but that it failed. */
export function judgeProbe({ exchange, pageUrl }: ExchangeFacts, probe: Probe): Diagnosis {
  const { request } = exchange;
  const { url } = request;
  if ("failure" in probe) {
    const { offers = [], ...found } = knownCause(probe.failure, probe.message, url);
    const evidence = [`OPTIONS through the relay: ${probe.message || probe.failure}`];
    const again: Offer[] =
      found.code === "unreachable" || found.code === "not-allowed" ? [{ type: "look-behind" }] : [];
    return { ...found, severity: "error", offers: [...offers, ...again], evidence, issues: [] };
  }
  const origin = parsedUrl(pageUrl)?.origin ?? "";
  const names = corsHeaderNames(request.headers);
  const fault = corsFault(probe, { origin, names, method: request.method });
  const mend = { origin, headers: names };
  const common = { severity: "error", mend, evidence: evidenceOf(probe, origin, names), issues: [] } as const;
  if (!fault) {
    return {
      ...common,
      code: "cors",
      short: "Blocked by the browser (CORS)",
      sentence:
        `The server is there and answers the preflight well, so its answer to the POST came without Access-Control-Allow-Origin, or it closed the connection. ` +
        `Error answers often lack that header (Starlette's 500 does): send it through the relay to see the answer.`,
      offers: [{ type: "use-relay" }],
    };
  }
  const to =
    fault.what === "redirect" ? parsedUrl(probe.redirectedTo ?? headerOf(probe.headers, "location"), url) : undefined;
  const needs = names.length === 0 ? "" : ` with the header${names.length === 1 ? "" : "s"} ${names.join(", ")}`;
  const mended =
    fault.what === "redirect"
      ? "Use the address that it points to."
      : `Let the server answer OPTIONS and allow ${origin}${needs}, or send through the relay.`;
  return {
    ...common,
    code: fault.what === "redirect" ? "redirect" : "cors",
    short: fault.what === "redirect" ? "The preflight is redirected" : "Blocked by the browser (CORS)",
    sentence: `The server is there, but the browser does not let this page reach it (CORS): ${parsedUrl(url)?.href ?? url} ${fault.says}. ${mended}`,
    offers: [
      ...(to ? [{ type: "use-url", url: namedByServer(to.href, { exchange, pageUrl }) } as const] : []),
      { type: "use-relay" },
    ],
  };
}

const SHOWN = [
  "access-control-allow-origin",
  "access-control-allow-headers",
  "access-control-allow-methods",
  "allow",
  "location",
];

function evidenceOf(
  probe: { readonly status: number; readonly statusText: string; readonly headers: readonly WireHeader[] },
  origin: string,
  names: readonly string[],
): readonly string[] {
  const asked = `OPTIONS through the relay, with Origin: ${origin}${names.length > 0 ? ` and Access-Control-Request-Headers: ${names.join(",")}` : ""}`;
  const headers = SHOWN.flatMap((name) => {
    const value = headerOf(probe.headers, name);
    return value === undefined ? [] : [`${name}: ${value}`];
  });
  return [asked, statusLine(probe), ...(headers.length > 0 ? headers : ["no Access-Control header and no Allow"])];
}
