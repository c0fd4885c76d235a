import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { Result } from "#src/lib/result.ts";
import { err, ok } from "#src/lib/result.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import { decodeProtobuf } from "#src/protocol/protobuf.ts";
import type { Finding } from "#src/protocol/lint/types.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { openFile } from "#src/run/openFile.ts";
import { firstSentence } from "./firstSentence.ts";
import { viewText } from "./viewText.ts";

/** What a command reads from and writes to. */
export interface CommandIo {
  readonly stdin: AsyncIterable<Uint8Array>;
  stdout(text: string): void;
  stderr(text: string): void;
  /** True where standard output is a terminal that wants colour. */
  readonly colour?: boolean;
}

/** Exit codes of `view`. */
const READ = 0;
const USAGE = 2;
const UNREADABLE = 3;

export const VIEW_USAGE = "Usage: agui-scope view FILE [--at N] [--json]   (FILE may be - for standard input)";

interface ViewArguments {
  readonly file: string;
  readonly at: number | undefined;
  readonly json: boolean;
}

/**
 * `agui-scope view FILE [--at N] [--json]`: prints what a user would see after event N (default: the end) of a recording, an SSE
 * capture, NDJSON or a JSON array. Resolves with the exit code: 0 read, 2 usage, 3 unreadable, the last two with one line of why.
 */
export async function view(args: readonly string[], io: CommandIo): Promise<number> {
  const wanted = readArguments(args);
  if (!wanted.ok) {
    io.stderr(`agui-scope view: ${wanted.error} ${VIEW_USAGE}\n`);
    return USAGE;
  }
  const { file, at, json } = wanted.value;
  const bytes = await readBytes(file, io);
  if (!bytes.ok) {
    io.stderr(`agui-scope view: ${bytes.error}\n`);
    return UNREADABLE;
  }
  const opened = await openFile(bytes.value, { decodeProtobuf });
  if (!opened.ok) {
    io.stderr(`agui-scope view: ${file === "-" ? "standard input" : file}: ${opened.error}\n`);
    return UNREADABLE;
  }
  const { reading, problems } = opened.value;
  if (at !== undefined && at > reading.length) {
    io.stderr(`agui-scope view: --at ${at} is beyond the last event, which is ${reading.length}.\n`);
    return USAGE;
  }
  const output = viewOutput(reading, at ?? reading.length, problems);
  try {
    io.stdout(json ? `${stringifyJson(output, 2)}\n` : viewText(output));
    return READ;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    io.stderr("agui-scope view: The view is too large to be written as one text.\n");
    return UNREADABLE;
  }
}

/** What `view --json` prints. */
export type ViewOutput = ReturnType<typeof viewOutput>;

function viewOutput(reading: Reading, at: number, lineProblems: readonly { line: number; message: string }[]) {
  const { threadId, runs, messages, state, toolCalls, activities, subagents, steps, pendingToolCallIds, interrupts } =
    reading.viewAt(at);
  return {
    at,
    events: reading.length,
    threadId: threadId ?? null,
    runs,
    messages,
    state,
    toolCalls,
    activities,
    subagents,
    steps,
    pendingToolCallIds,
    interrupts,
    annotations: reading.annotations.list.filter(({ seq }) => seq <= at).map(({ seq, note }) => ({ event: seq, note })),
    problems: [
      ...lineProblems.map(({ line, message }) => ({
        event: 0,
        rule: "recording/bad-line",
        severity: "error" as const,
        source: "recording" as const,
        message: `Line ${line}: ${message}`,
      })),
      ...reading.findings.filter(({ seq }) => seq <= at).map(writtenFinding),
    ],
  };
}

const writtenFinding = ({ seq, relatedSeq, ...finding }: Finding) => ({
  event: seq,
  ...finding,
  ...(relatedSeq === undefined ? {} : { relatedEvent: relatedSeq }),
});

function readArguments(args: readonly string[]): Result<ViewArguments> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { at: { type: "string" }, json: { type: "boolean", default: false } },
      allowPositionals: true,
    });
    const [file, ...more] = positionals;
    if (file === undefined) return err("No file was named.");
    if (more.length > 0) return err(`One file at a time; ${more[0]} is too many.`);
    const { at, json } = values;
    if (at !== undefined && !/^\d+$/.test(at)) return err(`--at takes an event number, not "${at}".`);
    return ok({ file, at: at === undefined ? undefined : Number(at), json });
  } catch (error) {
    return err(firstSentence(error));
  }
}

async function readBytes(file: string, io: CommandIo): Promise<Result<Uint8Array>> {
  if (file === "-") {
    const pieces: Uint8Array[] = [];
    for await (const piece of io.stdin) pieces.push(piece);
    return ok(Buffer.concat(pieces));
  }
  try {
    return ok(await readFile(file));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ENOENT") return err(`There is no file ${file}.`);
    if (code === "EISDIR") return err(`${file} is a directory, not a recording.`);
    return err(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
