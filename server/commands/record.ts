import { mkdir, readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { closeNow, listen } from "#server/listen.ts";
import { RecordingFolder } from "#server/live/recordingFolder.ts";
import { createScopeServer, httpServerOf, type ScopeServer } from "#server/scopeServer.ts";
import { parseJson } from "#src/lib/json.ts";
import type { Result } from "#src/lib/result.ts";
import { err, ok } from "#src/lib/result.ts";
import { readFaultPlan } from "#src/transport/faults/readFaultPlan.ts";
import type { FaultPlan } from "#src/transport/faults/types.ts";
import type { LiveRecorder } from "#src/transport/liveTraffic.ts";
import { firstSentence } from "./firstSentence.ts";
import { readPort } from "./readPort.ts";
import type { ServeHost } from "./serve.ts";
import { tellFailure } from "./tellFailure.ts";
import { untilAborted } from "./untilAborted.ts";
import type { CommandIo } from "./view.ts";

/** What to record, and how. A port that is left out has a default, and gives way where that is taken. */
interface RecordArguments {
  readonly target: string;
  readonly port: number | undefined;
  readonly pagePort: number | undefined;
  readonly out: string | undefined;
  readonly allowOrigins: readonly string[];
  readonly faultsFile: string | undefined;
}

export const RECORD_USAGE =
  "Usage: agui-scope record --target URL [--port 4701] [--page-port 4700] [--out DIR] [--allow-origin URL]... [--faults FILE]";

/** Exit codes, as those of `serve`. */
const CLOSED = 0;
const CANNOT_START = 1;
const USAGE = 2;

const PORT = 4701;
const PAGE_PORT = 4700;

/**
 * `agui-scope record`: serves the page, and passes everything that comes to a second port on to the target, so that the runs of the user's
 * own app show in the page, until the signal; resolves with the exit code.
 */
export async function record(args: readonly string[], io: CommandIo, host: ServeHost): Promise<number> {
  const wanted = readRecordArguments(args);
  if (!wanted.ok) {
    io.stderr(`agui-scope record: ${wanted.error} ${RECORD_USAGE}\n`);
    return USAGE;
  }
  const { pagePort, out, allowOrigins } = wanted.value;
  const faults = await readFaults(wanted.value.faultsFile);
  if (!faults.ok) return failed(io, faults.error);
  const folder = await openFolder(out, io);
  if (!folder.ok) return failed(io, folder.error);
  const { version, clientDir, untilStopped } = host;
  const scope = createScopeServer({
    version,
    clientDir,
    allowOrigins,
    onFailure: (error) => tellFailure(error, io),
  });
  scope.live.hub.listen((each) => folder.value?.accept(each));
  const server = httpServerOf(scope);
  const listenAt = async (port: number): Promise<Result<number>> => {
    const opened = await listen(server, { port, host: "127.0.0.1", portFlag: "--page-port" });
    return opened.ok ? opened : err(opened.error.message);
  };
  const page = await orAnyPort(pagePort, PAGE_PORT, "--page-port", listenAt, io);
  if (!page.ok) return failed(io, page.error);
  scope.listensOn(page.value);
  const recorder = await startRecorder(scope, wanted.value, faults.value, io);
  const isRecording = recorder.ok;
  if (isRecording) {
    const { address, target } = recorder.value;
    io.stdout(`AG-UI Scope on http://127.0.0.1:${page.value}/\n`);
    io.stdout(`Recording ${target} at ${address}\n`);
    io.stdout(
      `Give your app ${address} in place of ${target}, such as new HttpAgent({ url: "${address}" }): its runs show under Live traffic.\n`,
    );
    await untilAborted(untilStopped());
  }
  await scope.close();
  await folder.value?.close();
  await closeNow(server);
  return isRecording ? CLOSED : failed(io, recorder.error);
}

function failed(io: CommandIo, message: string): number {
  io.stderr(`agui-scope record: ${message}\n`);
  return CANNOT_START;
}

function startRecorder(
  { live }: ScopeServer,
  { target, port }: RecordArguments,
  faults: FaultPlan | undefined,
  io: CommandIo,
): Promise<Result<LiveRecorder>> {
  const start = (at: number): Promise<Result<LiveRecorder>> => live.record(target, at, { faults, portFlag: "--port" });
  return orAnyPort(port, PORT, "--port", start, io);
}

/** Opens the port that was asked for or the default one; where the default is taken any other does, and the user is told. */
async function orAnyPort<T>(
  asked: number | undefined,
  usual: number,
  flag: string,
  openAt: (port: number) => Promise<Result<T>>,
  io: CommandIo,
): Promise<Result<T>> {
  const first = await openAt(asked ?? usual);
  if (first.ok || asked !== undefined) return first;
  const second = await openAt(0);
  if (second.ok) io.stderr(`Port ${usual} is taken, so another one is used; choose one with ${flag}.\n`);
  // What kept both from opening was not the port.
  return second.ok ? second : first;
}

async function openFolder(out: string | undefined, io: CommandIo): Promise<Result<RecordingFolder | undefined>> {
  if (out === undefined) return ok(undefined);
  const dir = resolve(out);
  try {
    await mkdir(dir, { recursive: true });
  } catch (error) {
    return err(`--out ${out} cannot be used as a folder: ${error instanceof Error ? error.message : String(error)}.`);
  }
  return ok(new RecordingFolder(dir, { onProblem: (message) => io.stderr(`${message}\n`) }));
}

async function readFaults(file: string | undefined): Promise<Result<FaultPlan | undefined>> {
  if (file === undefined) return ok(undefined);
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    return err(`--faults ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
  const value = parseJson(text);
  const plan = value === undefined ? err("It is not JSON.") : readFaultPlan(value);
  return plan.ok ? plan : err(`--faults ${file}: ${plan.error}`);
}

/** Flags of `record`; the error is one sentence. */
function readRecordArguments(args: readonly string[]): Result<RecordArguments> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        target: { type: "string" },
        port: { type: "string" },
        "page-port": { type: "string" },
        out: { type: "string" },
        "allow-origin": { type: "string", multiple: true, default: [] },
        faults: { type: "string" },
      },
    });
    const { target, out, faults } = values;
    if (target === undefined || target === "") return err("--target is missing: the URL of your agent.");
    const port = values.port === undefined ? ok(undefined) : readPort("--port", values.port);
    if (!port.ok) return port;
    const pagePort = values["page-port"] === undefined ? ok(undefined) : readPort("--page-port", values["page-port"]);
    if (!pagePort.ok) return pagePort;
    if (out === "") return err("--out takes a folder.");
    const origins: string[] = [];
    for (const url of values["allow-origin"]) {
      const origin = URL.canParse(url) ? new URL(url).origin : "null";
      if (origin === "null") return err(`--allow-origin takes a URL such as https://app.example, not "${url}".`);
      origins.push(origin);
    }
    return ok({
      target,
      port: port.value,
      pagePort: pagePort.value,
      out,
      allowOrigins: origins,
      faultsFile: faults,
    });
  } catch (error) {
    return err(firstSentence(error));
  }
}
