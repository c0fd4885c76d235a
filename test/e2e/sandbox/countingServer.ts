import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** A server that welcomes everything from everywhere and remembers who came. */
export interface CountingServer {
  readonly url: string;
  /** The first part of the path of each request and each WebSocket. */
  readonly asked: readonly string[];
  /** Connections, with or without a request. */
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

export async function startCountingServer(): Promise<CountingServer> {
  const asked: string[] = [];
  const sockets: Socket[] = [];
  const server = createServer((request, response) => {
    const name = (request.url ?? "").slice(1);
    asked.push(name);
    const types: Readonly<Record<string, string>> = { "": "text/html", eventSource: "text/event-stream" };
    response.writeHead(200, {
      "content-type": types[name] ?? "text/javascript",
      "access-control-allow-origin": "*",
      "cross-origin-resource-policy": "cross-origin",
    });
    response.end(
      name === "" ? "<!doctype html><title>anywhere</title>" : ":\n\n".slice(name === "eventSource" ? 0 : 3),
    );
  });
  server.on("connection", (socket) => sockets.push(socket));
  server.on("upgrade", (request, socket) => {
    asked.push((request.url ?? "").slice(1));
    const key = `${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash("sha1").update(key).digest("base64");
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept: ${accept}\r\n\r\n`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked,
    connections: () => sockets.length,
    close: async () => {
      // Those that were upgraded are no longer the server's to close.
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
