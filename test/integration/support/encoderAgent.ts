import { getRequestListener } from "@hono/node-server";
import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { createApp } from "#server/app.ts";
import { answerOf, STREAM_HEADERS, type Turn } from "../../support/encodedEvents.ts";
import { agent as serve } from "./relayServer.ts";

/** The bundled agent of this name, over a socket. */
export async function bundled(name: string): Promise<string> {
  const listener = getRequestListener(createApp().fetch, { overrideGlobalObjects: false });
  const origin = await serve((request, response) => void listener(request, response));
  return `${origin}/agents/${name}`;
}

type Handle = (body: string, request: IncomingMessage, response: ServerResponse) => void;

/** An agent that is given each request with its whole body. */
export const serveBodies = (handle: Handle): Promise<string> => {
  const read = async (request: IncomingMessage, response: ServerResponse): Promise<void> =>
    handle(await text(request), request, response);
  return serve((request, response) => void read(request, response));
};

/** An agent of nothing but `@ag-ui/encoder`: its nth request is answered by the nth turn, and all after the last by the last. */
export async function plain(...turns: readonly Turn[]) {
  const received: string[] = [];
  const headers: IncomingMessage["headers"][] = [];
  const url = await serveBodies((body, request, response) => {
    received.push(body);
    headers.push(request.headers);
    response.writeHead(200, STREAM_HEADERS);
    for (const bytes of answerOf(turns, received.length, body)) response.write(bytes);
    response.end();
  });
  return { url, received, headers };
}
