import { createServer, STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { getRequestListener } from "@hono/node-server";
import { agentSockets } from "#server/agents/webSocket.ts";
import { scenarios as bundled } from "./agents/registry.ts";
import { type AppOptions, createApp } from "./app.ts";
import { bracketed, HostCheck, isLoopback, isWildcard } from "./hostCheck.ts";
import { createLive, type Live } from "./live/live.ts";
import { headerPairs, sendRefusal } from "./nodeHttp.ts";
import { Guard, newToken } from "./relay/guard.ts";
import { createRelay } from "./relay/relay.ts";
import { Targets } from "./relay/targets.ts";

/** How the server is put together. Everything has a default, so that a test says only what it is about. */
export interface ScopeServerOptions extends AppOptions {
  /** Told to the page. */
  readonly version?: string;
  /** The origins that the relay may reach. Default: none but this server. */
  readonly targets?: Targets;
  /** The token of this launch. Default: a new one. */
  readonly token?: string;
  /** Milliseconds until an agent must have begun its answer to a relayed call. */
  readonly headersTimeoutMs?: number;
  /** Origins of web pages, besides those on this machine, whose apps may be recorded. */
  readonly allowOrigins?: readonly string[];
}

/** The handlers of one launch, for a server of one's own or of Vite's. */
export interface ScopeServer {
  /** Asked for by the relay and the live traffic; the page's address carries it where the host is no loopback address. */
  readonly token: string;
  readonly targets: Targets;
  readonly live: Live;
  /** Takes every request. */
  handle(req: IncomingMessage, res: ServerResponse): void;
  /** Takes an upgrade, or returns false and leaves the socket alone when it is none of ours to take or refuse. */
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Refuses a CONNECT. */
  connect(req: IncomingMessage, socket: Duplex): void;
  /** To be told once the port is known: the agents of this server need no permission. */
  listensOn(port: number): void;
  /** Lets go of everything that would keep the process alive. */
  close(): Promise<void>;
}

const isWithin = (place: "agents" | "relay" | "live", { url = "" }: IncomingMessage): boolean =>
  new RegExp(`^/${place}(/|\\?|$)`).test(url);

/** The whole server without its port: the page, the agents, the relay and the live traffic. */
export function createScopeServer(options: ScopeServerOptions = {}): ScopeServer {
  const { host, version = "", token = newToken(), targets = new Targets(), headersTimeoutMs, onFailure } = options;
  const { allowOrigins = [] } = options;
  const hosts = new HostCheck(host);
  const guard = new Guard({ token, hosts });
  const isExposed = host !== undefined && !isLoopback(host);
  const app = getRequestListener(createApp(options).fetch, { overrideGlobalObjects: false });
  const relay = createRelay({ guard, targets, token, isExposed, version, headersTimeoutMs, onFailure });
  const live = createLive({ guard, allowOrigins, onFailure });
  const sockets = agentSockets({ scenarios: options.scenarios ?? bundled, hosts, onFailure });
  /** Those that were taken: a server forgets a socket that was upgraded, yet waits for its end. */
  const upgraded = new Set<Duplex>();

  return {
    token,
    targets,
    live,
    handle(req, res) {
      if (!isOriginForm(req)) return sendRefusal(res, NO_PROXY);
      if (!relay(req, res) && !live.handle(req, res)) void app(req, res);
    },
    upgrade(req, socket, head) {
      if (sockets(req, socket, head)) {
        upgraded.add(socket);
        socket.once("close", () => upgraded.delete(socket));
        return true;
      }
      const isRefused =
        isWithin("relay", req) || isWithin("live", req) || (asksForSocket(req) && isWithin("agents", req));
      if (isOriginForm(req) && !isRefused) return false;
      refuseSocket(socket, 400, "Only the agents' own WebSockets, /agents/<name>/ws, can be upgraded.");
      return true;
    },
    connect(_req, socket) {
      refuseSocket(socket, 405, "CONNECT is refused: AG-UI Scope is no proxy.");
    },
    listensOn(port) {
      const names = ["127.0.0.1", "localhost", "[::1]"];
      if (host !== undefined && !isWildcard(host)) names.push(bracketed(host));
      targets.setOwn(names.map((name) => new URL(`http://${name}:${port}`).origin));
    },
    async close() {
      for (const socket of upgraded) socket.destroy();
      await live.close();
    },
  };
}

/** A server with these handlers that does not listen yet. */
export function httpServerOf(scope: ScopeServer): Server {
  const server = createServer((req, res) => scope.handle(req, res));
  server.on("connect", (req: IncomingMessage, socket: Duplex) => scope.connect(req, socket));
  server.on("upgrade", (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (scope.upgrade(req, socket, head)) return;
    if (asksForSocket(req)) refuseSocket(socket, 400, "There is no WebSocket at this path.");
    else serveWithoutUpgrade(server, req, socket, head);
  });
  return server;
}

const asksForSocket = ({ headers }: IncomingMessage): boolean => headers.upgrade?.toLowerCase() === "websocket";

/**
 * A server may ignore an upgrade that it does not know (RFC 9110, 7.8), and Java's client offers h2c with every request. Node hands over
 * the socket all the same, so the request is read once more without the offer.
 */
function serveWithoutUpgrade(server: Server, req: IncomingMessage, socket: Duplex, head: Buffer): void {
  const lines = [`${req.method} ${req.url} HTTP/1.1`];
  for (const [name, value] of headerPairs(req.rawHeaders)) {
    if (!/^(connection|upgrade|http2-settings)$/i.test(name)) lines.push(`${name}: ${value}`);
  }
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"), head]));
  server.emit("connection", socket);
}

/** A path and nothing before it: whoever sends more takes this server for a proxy. */
const isOriginForm = ({ url = "" }: IncomingMessage): boolean => url.startsWith("/");

const NO_PROXY = {
  status: 400,
  code: "NOT_A_PROXY",
  message: "The request names a whole URL or no path; AG-UI Scope is no proxy. The relay takes POST /relay.",
};

function refuseSocket(socket: Duplex, status: number, message: string): void {
  socket.on("error", () => socket.destroy());
  const body = `${message}\n`;
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: text/plain\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n`;
  socket.end(head + body, () => socket.destroy());
}
