import { EventType } from "@ag-ui/core";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { runCli } from "#server/cli.ts";

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

/** Forwarded props with which the bundled agents do not wait. */
export const FAST = { pace: 0 };
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
