import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody, readJsonBody, sendJson, sendRefusal } from "#server/nodeHttp.ts";
import { isObject, parseJson } from "#src/lib/json.ts";
import { isWebSocketUrl, wantsFaults } from "#src/transport/requestHeaders.ts";
import type { Guard } from "./guard.ts";
import { passOn } from "./passOn.ts";
import { RecordWriter } from "./recordWriter.ts";
import { parseRelayCall } from "./relayCall.ts";
import type { Targets } from "./targets.ts";

/** What the relay is built on. */
export interface RelayOptions {
  readonly guard: Guard;
  readonly targets: Targets;
  /** Given to our own page by `POST /relay/session`. */
  readonly token: string;
  /** Other machines can reach this server, so that being asked by a page of this origin is not enough to be given the token. */
  readonly isExposed: boolean;
  readonly version: string;
  /** As in `UpstreamPolicy`. */
  readonly headersTimeoutMs?: number | undefined;
  /** Told of bugs. */
  readonly onFailure?: ((error: unknown) => void) | undefined;
}

/** Takes a request if its path is one of the relay's: `/relay` and below. */
export type RelayHandler = (req: IncomingMessage, res: ServerResponse) => boolean;

const MAX_CALL_BYTES = 64 * 1024 * 1024;
const MAX_SMALL_BYTES = 64 * 1024;

/**
 * The page's way to agents that a browser would not let it reach. Answers of agents come as records of one media type, so that nothing an
 * agent sends acts in our origin. It starts no process and logs nothing.
 */
export function createRelay(options: RelayOptions): RelayHandler {
  const { guard, targets, token, isExposed, version, headersTimeoutMs, onFailure } = options;
  const policy = { targets, ...(headersTimeoutMs !== undefined && { headersTimeoutMs }) };
  let exchanges = 0;

  const session = (req: IncomingMessage, res: ServerResponse): void => {
    const refusal = isExposed ? guard.refuse(req) : guard.refuseOrigin(req);
    if (refusal) sendRefusal(res, refusal);
    else sendJson(res, 200, { token, targets: targets.list, version });
  };

  const allow = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const body = await readJsonBody(req, MAX_SMALL_BYTES);
    const url = body.ok && isObject(body.value) ? body.value["url"] : undefined;
    if (typeof url !== "string") return sendRefusal(res, badCall(body.ok ? "`url` is not a string." : body.error));
    const allowed = await targets.allow(url);
    if (allowed.ok) sendJson(res, 200, { targets: targets.list });
    else sendRefusal(res, { status: 403, code: "TARGET_REFUSED", message: allowed.error });
  };

  const forget = (res: ServerResponse, origin: string | null): void => {
    if (origin === null) targets.clear();
    else targets.remove(origin);
    sendJson(res, 200, { targets: targets.list });
  };

  const call = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const body = await readBody(req, MAX_CALL_BYTES);
    if (!body.ok) return sendRefusal(res, body.error);
    const parsed = parseRelayCall(parseJson(body.value.toString("utf8")));
    if (!parsed.ok) return sendRefusal(res, badCall(parsed.error));
    const refused = targets.refuse(parsed.value.url);
    if (refused) return sendRefusal(res, { status: 403, ...refused });
    if (isWebSocketUrl(parsed.value.url.href) && wantsFaults(parsed.value.faults)) {
      return sendRefusal(res, badCall("Faults cannot be injected into a WebSocket; switch them off for this address."));
    }
    const gone = new AbortController();
    res.once("close", () => gone.abort());
    if (res.destroyed) return;
    await passOn(parsed.value, policy, new RecordWriter(res, `relay-${++exchanges}`), gone.signal);
  };

  /** A bug ends the call that met it, and not the server; the page sees an answer that breaks off. */
  const settle = (res: ServerResponse, work: Promise<void>): void => {
    work.catch((error: unknown) => {
      onFailure?.(error);
      res.destroy();
    });
  };

  return (req, res) => {
    const [pathname = "", query = ""] = (req.url ?? "").split("?", 2);
    if (pathname !== "/relay" && !pathname.startsWith("/relay/")) return false;
    const route = `${req.method} ${pathname}`;
    if (route === "POST /relay/session") {
      session(req, res);
      return true;
    }
    const refusal = guard.refuse(req);
    if (refusal) sendRefusal(res, refusal);
    else if (route === "POST /relay") settle(res, call(req, res));
    else if (route === "GET /relay/targets") sendJson(res, 200, { targets: targets.list });
    else if (route === "POST /relay/targets") settle(res, allow(req, res));
    else if (route === "DELETE /relay/targets") forget(res, new URLSearchParams(query).get("origin"));
    else sendRefusal(res, { status: 404, code: "NO_ROUTE", message: `The relay does not know ${route}.` });
    return true;
  };
}

const badCall = (message: string) => ({ status: 400, code: "BAD_CALL", message });
