import type { LiveRunRow } from "#src/run/live/types.ts";
import type { RunPhase } from "#src/run/types.ts";

interface CallStatus {
  readonly word: string;
  readonly tone: "neutral" | "info" | "ok" | "warning" | "error";
}

const PHASES: Readonly<Record<RunPhase, CallStatus>> = {
  idle: { word: "Idle", tone: "neutral" },
  connecting: { word: "Connecting", tone: "info" },
  streaming: { word: "Streaming", tone: "info" },
  waiting: { word: "Waiting", tone: "warning" },
  finished: { word: "Finished", tone: "ok" },
  stopped: { word: "Stopped", tone: "neutral" },
  failed: { word: "Failed", tone: "error" },
};

/** Where a call stands, in a word or two. A call that is no run is judged by its HTTP status alone. */
export function callStatus({ kind, phase, held, httpStatus, duration }: LiveRunRow): CallStatus {
  if (held) return { word: "Held", tone: "warning" };
  const isRun = kind === "run" || kind === "connect";
  if (isRun || duration === undefined || httpStatus === undefined || phase === "stopped") return PHASES[phase];
  return { word: `HTTP ${httpStatus}`, tone: httpStatus < 400 ? "ok" : "error" };
}

/** The time of day with seconds: 14:03:09. */
export function clockTime(epochMs: number): string {
  const date = new Date(epochMs);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, "0")).join(":");
}
