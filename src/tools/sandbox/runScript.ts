import wasmUrl from "@jitl/quickjs-wasmfile-release-sync/wasm?url";
import { type JsonValue, parseJson } from "#src/lib/json.ts";
import { err, ok, type Result } from "#src/lib/result.ts";
import type { CallContext } from "#src/tools/types.ts";
import { openSandbox } from "./openSandbox.ts";
import { readReport } from "./reports.ts";
import { outOfTime } from "./scriptErrors.ts";
import { SCRIPT_LIMITS, type ScriptError, type ScriptLog } from "./types.ts";
import type { WorkerJob } from "./worker.ts";

/** How a script is run. */
export interface ScriptOptions {
  /** Milliseconds that the script may take. Default: 5 s. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Told once, before the answer, what the script wrote with `console`. */
  readonly onLog?: (log: ScriptLog) => void;
}

/** Milliseconds for the frame, the worker and the engine to be there. */
const START_MS = 20_000;
/** The engine ends a script by itself and can say more; this long after, its worker is taken away. */
const GRACE_MS = 500;

/**
 * Runs a script of a mock tool, the body of an async function in TypeScript, in a sandbox of its own that is thrown away after. The
 * answer is what the script returned, by way of JSON text: undefined where it returned nothing. Never throws.
 */
export async function runScript(
  source: string,
  context: CallContext,
  { timeoutMs = SCRIPT_LIMITS.timeoutMs, signal, onLog }: ScriptOptions = {},
): Promise<Result<JsonValue | undefined, ScriptError>> {
  if (source.length > SCRIPT_LIMITS.sourceLength) {
    const message = `The script is ${source.length} characters long; ${SCRIPT_LIMITS.sourceLength} is the most. Make it shorter.`;
    return err({ kind: "too-large", message });
  }
  const { callId: _, ...given } = context;
  try {
    const { code, wasm } = await sandboxProgram();
    const job: WorkerJob = { source, contextText: JSON.stringify(given), timeoutMs, wasm };
    const { outcome, log } = await runJob(code, job, signal);
    onLog?.(log);
    return outcome;
  } catch (thrown) {
    return err(noSandbox(`its program cannot be loaded: ${String(thrown)}. Reload the page`));
  }
}

const noSandbox = (why: string): ScriptError => ({
  kind: "sandbox",
  message: `The script was not run, because its sandbox did not start: ${why}.`,
});

let program: Promise<{ readonly code: string; readonly wasm: ArrayBuffer }> | undefined;

/** The worker's program and its engine, loaded when the first script is run. */
function sandboxProgram(): NonNullable<typeof program> {
  program ??= (async () => {
    const [{ default: code }, response] = await Promise.all([import("./worker.ts?bundled"), fetch(wasmUrl)]);
    if (!response.ok) throw new Error(`${wasmUrl} answered ${response.status}`);
    return { code, wasm: await response.arrayBuffer() };
  })();
  // The server may be back for the next script.
  program.catch(() => (program = undefined));
  return program;
}

interface Ended {
  readonly outcome: Result<JsonValue | undefined, ScriptError>;
  readonly log: ScriptLog;
}

function runJob(code: string, job: WorkerJob, signal: AbortSignal | undefined): Promise<Ended> {
  return new Promise((resolve) => {
    const lines: string[] = [];
    let dropped = 0;
    const end = (outcome: Ended["outcome"]): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      close();
      resolve({ outcome, log: { lines, dropped } });
    };
    const fail = (error: ScriptError): void => end(err(error));
    const abort = (): void => fail({ kind: "aborted", message: "The script was stopped before it had answered." });
    const said = (data: unknown): void => {
      const report = readReport(data);
      switch (report?.kind) {
        case "started":
          clearTimeout(timer);
          timer = setTimeout(() => fail(outOfTime(job.timeoutMs)), job.timeoutMs + GRACE_MS);
          return;
        case "log":
          if (lines.length < SCRIPT_LIMITS.logLines) lines.push(report.line);
          return;
        case "dropped":
          dropped = Math.max(dropped, report.count);
          return;
        case "answer":
          return end(answerOf(report.text));
        case "failed":
          return fail(report.error);
        default:
          return fail({ kind: "sandbox", message: "The sandbox said something that is no answer and was ended." });
      }
    };
    let timer = setTimeout(() => fail(noSandbox(`nothing was heard from it for ${START_MS / 1000} s`)), START_MS);
    const close = openSandbox(
      { code, job },
      {
        said,
        broke: (why) => fail(noSandbox(`${why}. A browser that allows no worker in a sandboxed frame runs no scripts`)),
      },
    );
    signal?.addEventListener("abort", abort, { once: true });
    if (signal?.aborted) abort();
  });
}

function answerOf(text: string | undefined): Ended["outcome"] {
  if (text === undefined) return ok(undefined);
  const value = parseJson(text);
  return value === undefined ? err({ kind: "not-json", message: "What the script returned is no JSON." }) : ok(value);
}
