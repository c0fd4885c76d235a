import type { FaultStep } from "#src/transport/faults/faultStep.ts";
import type { Delivered } from "./types.ts";

/** What the end of a delivery that was cut on purpose says. */
const CUT_MESSAGE = "AG-UI Scope cut the connection here, by a fault rule.";

/** Executes steps. Returns false when nothing may follow: cut, stalled, or aborted. */
export async function* execute(steps: readonly FaultStep[], signal: AbortSignal): AsyncGenerator<Delivered, boolean> {
  for (const step of steps) {
    if (signal.aborted) return false;
    switch (step.type) {
      case "bytes":
        if (step.bytes.length > 0) yield step;
        break;
      case "injected":
        yield step;
        break;
      case "wait":
        await sleep(step.ms, signal);
        break;
      case "drip":
        for (let at = 0; at < step.bytes.length && !signal.aborted; at++) {
          if (at > 0) await sleep(step.ms, signal);
          yield { type: "bytes", bytes: step.bytes.subarray(at, at + 1) };
        }
        break;
      case "cut":
        yield { type: "end", reason: "reset", message: CUT_MESSAGE };
        return false;
      case "stall":
        await sleep(undefined, signal);
        return false;
    }
  }
  return !signal.aborted;
}

/** Waits so many milliseconds, or for ever, but never longer than until `signal` aborts. */
function sleep(ms: number | undefined, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const wake = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", wake);
      resolve();
    };
    const timer = ms === undefined ? undefined : setTimeout(wake, ms);
    signal.addEventListener("abort", wake, { once: true });
  });
}
