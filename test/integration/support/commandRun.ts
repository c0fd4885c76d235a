import { EventEncoder } from "@ag-ui/encoder";
import { EventType, type BaseEvent } from "@ag-ui/core";
import { getRequestListener } from "@hono/node-server";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll } from "vitest";
import { createApp } from "#server/app.ts";
import { runCli } from "#server/cli.ts";
import { agent as serve } from "./relayServer.ts";

let dir = "";

/** Gives the test file that calls it a folder, until its end: this module outlives one test file. */
export function inOwnFolder(): void {
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), "agui-scope-run-"));
  });
  afterAll(() => rmSync(dir, { recursive: true }));
}

/** A path in the folder. */
export const pathOf = (name: string): string => join(dir, name);

let files = 0;
/** A file with this content. */
export function file(content: unknown): string {
  const path = pathOf(`${++files}.json`);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

interface Options {
  /** What standard input says, piece by piece. */
  readonly stdin?: AsyncIterable<string> | Iterable<string>;
  readonly colour?: boolean;
  readonly stop?: AbortSignal;
  /** Called with all that was printed so far. */
  readonly onOut?: (out: string) => void;
}

/** The command with these arguments, from beginning to end. */
export async function ran(args: readonly string[], { stdin = [], colour = false, stop, onOut }: Options = {}) {
  const written = { out: "", err: "" };
  const code = await runCli(
    ["run", ...args],
    {
      stdin: (async function* () {
        for await (const piece of stdin) yield new TextEncoder().encode(piece);
      })(),
      stdout: (more) => {
        written.out += more;
        onOut?.(written.out);
      },
      stderr: (more) => void (written.err += more),
      colour,
    },
    { version: "", clientDir: "", untilStopped: () => stop ?? new AbortController().signal },
  );
  return { code, ...written, lines: written.out.split("\n").filter(Boolean) };
}

/** The bundled agent of this name, over a socket. */
export async function bundled(name: string): Promise<string> {
  const listener = getRequestListener(createApp().fetch, { overrideGlobalObjects: false });
  const origin = await serve((request, response) => void listener(request, response));
  return `${origin}/agents/${name}`;
}

/** Forwarded props with which the bundled agents do not wait. */
export const FAST = { pace: 0 };

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

/** An agent of nothing but `@ag-ui/encoder`: its nth request is answered by the nth turn, and all after the last by the last. */
export async function plain(...turns: readonly (readonly object[])[]) {
  const received: string[] = [];
  const headers: IncomingMessage["headers"][] = [];
  const url = await serveBodies((body, request, response) => {
    const turn = turns[Math.min(received.length, turns.length - 1)] ?? [];
    received.push(body);
    headers.push(request.headers);
    response.writeHead(200, { "content-type": new EventEncoder().getContentType() });
    for (const event of turn) response.write(encoded(event, body));
    response.end();
  });
  return { url, received, headers };
}

export const STARTED = { type: EventType.RUN_STARTED };
export const FINISHED = { type: EventType.RUN_FINISHED };
/** A message in these pieces. */
export const said = (...deltas: readonly string[]): readonly object[] => [
  { type: EventType.TEXT_MESSAGE_START, messageId: "a1", role: "assistant" },
  ...deltas.map((delta) => ({ type: EventType.TEXT_MESSAGE_CONTENT, messageId: "a1", delta })),
  { type: EventType.TEXT_MESSAGE_END, messageId: "a1" },
];
/** Calls of these tools, each with a city. */
export const calls = (...names: readonly string[]): readonly object[] =>
  names.flatMap((name) => [
    { type: EventType.TOOL_CALL_START, toolCallId: `c-${name}`, toolCallName: name, parentMessageId: "m" },
    { type: EventType.TOOL_CALL_ARGS, toolCallId: `c-${name}`, delta: '{"city":' },
    { type: EventType.TOOL_CALL_ARGS, toolCallId: `c-${name}`, delta: '"Porto"}' },
    { type: EventType.TOOL_CALL_END, toolCallId: `c-${name}` },
  ]);

interface Sent {
  readonly threadId: string;
  readonly state: unknown;
  readonly tools: unknown;
  readonly context: unknown;
  readonly forwardedProps: unknown;
  readonly messages: readonly { role: string; content?: unknown; toolCallId?: string; error?: string }[];
  readonly resume?: unknown;
}
/** What a request held. */
export const parsed = (body: string | undefined): Sent => JSON.parse(body ?? "") as Sent;
