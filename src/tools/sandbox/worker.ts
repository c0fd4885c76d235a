import { loadEngine, runInEngine, type ScriptJob } from "./engine.ts";
import type { WorkerReport } from "./reports.ts";
import { SCRIPT_LIMITS } from "./types.ts";

// The whole program of the sandbox's worker: one script, then the page takes the worker away.

/** What the worker is started with. */
export interface WorkerJob extends ScriptJob {
  /** The bytes of the engine; the worker may load nothing itself. */
  readonly wasm: ArrayBuffer;
}

async function answer({ wasm, ...job }: WorkerJob, report: (what: WorkerReport) => void): Promise<void> {
  let written = 0;
  const write = (line: string): void => {
    written += 1;
    const count = written - SCRIPT_LIMITS.logLines;
    if (count <= 0) report({ kind: "log", line });
    // Told now and then while it goes on, because a worker that is ended has no last word.
    else if ((count & (count - 1)) === 0) report({ kind: "dropped", count });
  };
  try {
    const engine = await loadEngine(wasm);
    report({ kind: "started" });
    const result = await runInEngine(engine, job, write);
    if (written > SCRIPT_LIMITS.logLines) report({ kind: "dropped", count: written - SCRIPT_LIMITS.logLines });
    if (!result.ok) report({ kind: "failed", error: result.error });
    else report({ kind: "answer", ...(result.value !== undefined && { text: result.value }) });
  } catch (thrown) {
    const message = `The sandbox's engine did not start: ${String(thrown)}`;
    report({ kind: "failed", error: { kind: "sandbox", message } });
  }
}

addEventListener(
  "message",
  ({ data, ports: [port] }: MessageEvent<WorkerJob>) => void answer(data, (report) => port?.postMessage(report)),
  { once: true },
);
