import { EventEncoder } from "@ag-ui/encoder";
import { EventType, type BaseEvent } from "@ag-ui/core";
import { getRequestListener } from "@hono/node-server";
import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { createApp } from "#server/app.ts";
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

/** The bytes of an event, which is of this run where it begins or ends one. */
export function encoded(event: object, body: string): string {
  const { threadId, runId } = JSON.parse(body) as { threadId: string; runId: string };
  const isLife = "type" in event && (event.type === EventType.RUN_STARTED || event.type === EventType.RUN_FINISHED);
  return new EventEncoder().encodeSSE({ ...event, ...(isLife && { threadId, runId }) } as BaseEvent);
}

/** What a request is answered with; the first request is number 1. */
type Turn = readonly object[] | ((nth: number) => readonly object[]);

/** An agent of nothing but `@ag-ui/encoder`: its nth request is answered by the nth turn, and all after the last by the last. */
export async function plain(...turns: readonly Turn[]) {
  const received: string[] = [];
  const headers: IncomingMessage["headers"][] = [];
  const url = await serveBodies((body, request, response) => {
    const turn = turns[Math.min(received.length, turns.length - 1)] ?? [];
    received.push(body);
    headers.push(request.headers);
    response.writeHead(200, { "content-type": new EventEncoder().getContentType() });
    const events = typeof turn === "function" ? turn(received.length) : turn;
    for (const event of events) response.write(encoded(event, body));
    response.end();
  });
  return { url, received, headers };
}

export const STARTED = { type: EventType.RUN_STARTED };
