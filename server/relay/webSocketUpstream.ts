import { type RawData, WebSocket } from "ws";
import { err, ok, type Result } from "#src/lib/result.ts";
import type { WireResponse } from "#src/transport/types.ts";
import { headersTo } from "./headers.ts";
import type { UpstreamAnswer, UpstreamFailure, UpstreamRequest } from "./types.ts";
import { headOf, lookupOf, type UpstreamPolicy } from "./upstream.ts";
import { ABORTED, describeFailure, headersTimeout } from "./upstreamFailure.ts";

/** One message as it came. */
interface SocketMessage {
  readonly type: "text" | "binary";
  readonly bytes: Uint8Array;
}

/** How a WebSocket was closed. */
interface SocketClose {
  /** A close code of RFC 6455; 1006 where the connection ended without one. */
  readonly code: number;
  /** The agent's words, or those of an error; often empty. */
  readonly reason: string;
}

/** An open WebSocket. Its messages end with how it was closed. */
export interface OpenSocket {
  readonly response: WireResponse;
  readonly messages: AsyncGenerator<SocketMessage, SocketClose>;
}

const HANDSHAKE_TIMEOUT = 60_000;
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;
/** So much may wait to be taken before the agent is held back. */
const MAX_WAITING_BYTES = 1024 * 1024;
/** Milliseconds for the agent to answer a close before the connection is cut. */
const CLOSE_TIMEOUT = 500;

/** Opens a WebSocket and sends `body` as the first text message. A server that answers with something else than a WebSocket gives that answer. */
export async function openWebSocket(
  { url, headers, body, signal }: UpstreamRequest,
  { targets, headersTimeoutMs = HANDSHAKE_TIMEOUT }: UpstreamPolicy,
): Promise<Result<OpenSocket | UpstreamAnswer, UpstreamFailure>> {
  const addresses = await targets.check(url);
  if (!addresses.ok) return addresses;
  if (signal.aborted) return err(ABORTED);
  const protocols = headers.filter(([name]) => isProtocol(name)).flatMap(([, value]) => value.split(/\s*,\s*/));
  let socket: WebSocket;
  try {
    socket = new WebSocket(url, protocols, {
      headers: ownHeaders(headers, url),
      lookup: lookupOf(addresses.value),
      perMessageDeflate: false,
      maxPayload: MAX_MESSAGE_BYTES,
      followRedirects: false,
    });
  } catch (error) {
    return err(describeFailure(error, url));
  }
  return new Promise((resolve) => {
    let response: WireResponse | undefined;
    const giveUp = (failure: UpstreamFailure): void => {
      resolve(err(failure));
      letGo(socket);
    };
    const abort = (): void => giveUp(ABORTED);
    const timer = setTimeout(() => giveUp(headersTimeout(url, headersTimeoutMs)), headersTimeoutMs);
    signal.addEventListener("abort", abort, { once: true });
    socket.once("close", () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
    });
    const messages = read(socket);
    socket.on("error", (error) => resolve(err(describeFailure(error, url))));
    socket.once("upgrade", (message) => {
      clearTimeout(timer);
      response = headOf(message, url);
    });
    socket.once("unexpected-response", (_request, message) => {
      clearTimeout(timer);
      message.on("error", () => undefined);
      message.once("close", () => signal.removeEventListener("abort", abort));
      signal.addEventListener("abort", () => message.destroy(), { once: true });
      resolve(ok({ response: headOf(message, url), body: message }));
    });
    socket.once("open", () => {
      if (body.length > 0) socket.send(body, { binary: false });
      if (response) resolve(ok({ response, messages }));
    });
  });
}

const isProtocol = (name: string): boolean => name.toLowerCase() === "sec-websocket-protocol";

/** The headers that the handshake carries beside its own; those of one name as a list. */
function ownHeaders(
  headers: readonly (readonly [name: string, value: string])[],
  url: URL,
): Record<string, string | string[]> {
  const sent: Record<string, string | string[]> = {};
  for (const [name, value] of headersTo(headers, { url, method: "GET", bodyLength: 0, cookies: false })) {
    if (name === "Host" || /^sec-websocket-|^accept-encoding$/i.test(name)) continue;
    const before = sent[name];
    sent[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return sent;
}

/** The messages as they come. Listening begins now, so that none is missed; reading holds the agent back where it is slower. */
function read(socket: WebSocket): AsyncGenerator<SocketMessage, SocketClose> {
  const waiting: SocketMessage[] = [];
  let waitingBytes = 0;
  let closed: SocketClose | undefined;
  let problem = "";
  let wake = (): void => undefined;
  socket.on("message", (data: RawData, isBinary: boolean) => {
    const bytes = bytesOf(data);
    waiting.push({ type: isBinary ? "binary" : "text", bytes });
    waitingBytes += bytes.length;
    if (waitingBytes > MAX_WAITING_BYTES) socket.pause();
    wake();
  });
  socket.on("error", (error) => (problem = error.message));
  socket.on("close", (code, reason) => {
    closed = { code, reason: reason.toString("utf8") || problem };
    wake();
  });
  return (async function* () {
    try {
      for (;;) {
        const next = waiting.shift();
        if (next !== undefined) {
          waitingBytes -= next.bytes.length;
          if (waiting.length === 0 && socket.isPaused) socket.resume();
          yield next;
        } else if (closed !== undefined) return closed;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      letGo(socket);
    }
  })();
}

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}

/** Says goodbye, and cuts the connection where that is not answered. */
function letGo(socket: WebSocket): void {
  if (socket.readyState === WebSocket.CLOSED) return;
  socket.removeAllListeners("message");
  if (socket.readyState === WebSocket.CONNECTING) return socket.terminate();
  // What still comes has to be read, or the answer to the close is never reached.
  socket.resume();
  socket.close(1000);
  const timer = setTimeout(() => socket.terminate(), CLOSE_TIMEOUT);
  socket.once("close", () => clearTimeout(timer));
}
