import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What an odd agent does with a request; its body has been read. */
export type Behaviour = (response: ServerResponse, body: string, request: IncomingMessage) => void;

/** An agent on loopback that behaves as told, for real, over a real socket. CORS is on unless the behaviour is asked for preflights too. */
export class OddServer {
  readonly bodies: string[] = [];
  readonly headers: IncomingMessage["headers"][] = [];
  closedByClient = 0;
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  /** `cors: false` is what most frameworks do: no allow-origin, and a preflight is answered with 405. */
  static async start(behaviour: Behaviour, { cors = true } = {}): Promise<OddServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const odd = new OddServer(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}/agent`);
    server.on("request", (request, response) => {
      if (cors) {
        response.setHeader("access-control-allow-origin", "*");
        response.setHeader("access-control-allow-headers", "*");
      }
      if (request.method === "OPTIONS") {
        response.writeHead(cors ? 204 : 405).end();
        return;
      }
      response.on("close", () => {
        if (!response.writableFinished) odd.closedByClient++;
      });
      let body = "";
      request.on("data", (piece: Buffer) => (body += piece.toString()));
      request.on("end", () => {
        odd.bodies.push(body);
        odd.headers.push(request.headers);
        behaviour(response, body, request);
      });
    });
    return odd;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** One SSE frame of an event. */
export const frame = (event: object): string => `data: ${JSON.stringify(event)}\n\n`;

/** The start of a run. */
export const STARTED = frame({ type: "RUN_STARTED", threadId: "t", runId: "r" });

/** Its end. */
export const FINISHED = frame({ type: "RUN_FINISHED", threadId: "t", runId: "r" });

/** One whole message. */
export const message = (id: string, text: string): string =>
  frame({ type: "TEXT_MESSAGE_START", messageId: id, role: "assistant" }) +
  frame({ type: "TEXT_MESSAGE_CONTENT", messageId: id, delta: text }) +
  frame({ type: "TEXT_MESSAGE_END", messageId: id });

/** Answers 200 with an SSE body. */
export const stream =
  (body: string): Behaviour =>
  (response) => {
    response.writeHead(200, { "content-type": "text/event-stream" }).end(body);
  };
