import { type ClientRequest, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { err, ok, type Result } from "#src/lib/result.ts";
import type { WireResponse } from "#src/transport/types.ts";
import { headersFrom, headersTo } from "./headers.ts";
import type { ResolvedAddress, Targets } from "./targets.ts";
import type { UpstreamAnswer, UpstreamFailure, UpstreamRequest } from "./types.ts";
import { ABORTED, describeFailure, headersTimeout } from "./upstreamFailure.ts";

/** What an upstream may be, and how long it may think. */
export interface UpstreamPolicy {
  readonly targets: Targets;
  /** Milliseconds until the head of the answer must have come. Default 600,000: agents may be slow; 60,000 for the handshake of a WebSocket. A body may take any time. */
  readonly headersTimeoutMs?: number;
  /** Pass cookies on in both directions, for an app that talks to its own agent. Default false. */
  readonly cookies?: boolean;
}

const HEADERS_TIMEOUT = 600_000;
const MAX_HEADER_BYTES = 128 * 1024;
const MAX_REDIRECTS = 5;

/**
 * Sends a request over http or https and resolves with the head of its answer. Redirects that keep method and body (307, 308) are followed
 * within the origin; every other one is an answer like any other. Codes of failures: those of Node and those of `UpstreamFailure`.
 */
export async function openUpstream(
  request: UpstreamRequest,
  policy: UpstreamPolicy,
): Promise<Result<UpstreamAnswer, UpstreamFailure>> {
  let { url } = request;
  for (let redirects = 0; ; redirects++) {
    const addresses = await policy.targets.check(url);
    if (!addresses.ok) return addresses;
    const answer = await send({ ...request, url }, addresses.value, policy);
    if (!answer.ok) return answer;
    const next = redirects < MAX_REDIRECTS ? redirectOf(answer.value, url) : undefined;
    if (next === undefined) {
      return ok({ response: headOf(answer.value, url, redirects > 0, policy.cookies), body: answer.value });
    }
    answer.value.destroy();
    url = next;
  }
}

/** Where to go on, if this answer says so and the origin stays. */
function redirectOf({ statusCode, headers }: IncomingMessage, from: URL): URL | undefined {
  if ((statusCode !== 307 && statusCode !== 308) || headers.location === undefined) return undefined;
  if (!URL.canParse(headers.location, from.href)) return undefined;
  const to = new URL(headers.location, from.href);
  return to.origin === from.origin ? to : undefined;
}

/** Status line and headers of what `url` answered; without cookies unless they are asked for. */
export function headOf(message: IncomingMessage, url: URL, redirected = false, cookies = false): WireResponse {
  const { statusCode: status = 0, statusMessage: statusText = "", httpVersion, rawHeaders } = message;
  return { status, statusText, httpVersion, headers: headersFrom(rawHeaders, cookies), url: url.href, redirected };
}

function send(
  { method, url, headers, body, signal }: UpstreamRequest,
  addresses: readonly ResolvedAddress[],
  { headersTimeoutMs: timeoutMs = HEADERS_TIMEOUT, cookies = false }: UpstreamPolicy,
): Promise<Result<IncomingMessage, UpstreamFailure>> {
  return new Promise((resolve) => {
    const fail = (failure: UpstreamFailure): void => resolve(err(failure));
    if (signal.aborted) return fail(ABORTED);
    let outgoing: ClientRequest;
    try {
      outgoing = (url.protocol === "https:" ? requestHttps : requestHttp)({
        method,
        hostname: url.hostname.replace(/^\[|\]$/g, ""),
        port: url.port,
        path: url.pathname + url.search,
        headers: headersTo(headers, { url, method, bodyLength: body.length, cookies }) as unknown as string[],
        lookup: lookupOf(addresses),
        maxHeaderSize: MAX_HEADER_BYTES,
        // A connection is never used twice: it belongs to the addresses that were checked for this request.
        agent: false,
      });
    } catch (error) {
      return fail(describeFailure(error, url));
    }
    const timer = setTimeout(() => {
      fail(headersTimeout(url, timeoutMs));
      outgoing.destroy();
    }, timeoutMs);
    const abort = (): void => {
      fail(ABORTED);
      outgoing.destroy();
    };
    signal.addEventListener("abort", abort, { once: true });
    outgoing.once("close", () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
    });
    outgoing.on("error", (error) => fail(describeFailure(error, url)));
    outgoing.once("response", (message) => {
      clearTimeout(timer);
      // Whoever reads the body is told by the stream itself; an error that comes when nobody reads must not end the process.
      message.on("error", () => undefined);
      resolve(ok(message));
    });
    outgoing.end(body);
  });
}

/** Makes a connection go to the addresses that were checked, whatever the name means by then. */
export function lookupOf(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all === true) callback(null, [...addresses]);
    else callback(null, first?.address ?? "", first?.family ?? 0);
  };
}
