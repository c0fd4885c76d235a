import { isObject } from "#src/lib/json.ts";
import type { ScriptError, ScriptFailure } from "./types.ts";
import { SCRIPT_LIMITS } from "./types.ts";

/** What the worker tells the page. */
export type WorkerReport =
  /** The engine is there; the script's time begins. */
  | { readonly kind: "started" }
  | { readonly kind: "log"; readonly line: string }
  /** So many lines are not told. */
  | { readonly kind: "dropped"; readonly count: number }
  /** The answer as JSON text; without one the script returned nothing. */
  | { readonly kind: "answer"; readonly text?: string }
  | { readonly kind: "failed"; readonly error: ScriptError };

const FAILURES: Readonly<Record<Exclude<ScriptFailure, "aborted">, true>> = {
  fail: true,
  syntax: true,
  exception: true,
  timeout: true,
  memory: true,
  stuck: true,
  "not-json": true,
  "too-large": true,
  sandbox: true,
};
const LONGEST_MESSAGE = 4_000;

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;

/** A message of the worker, or undefined where it is none that ours sends: whatever came out of a sandbox is read as what a stranger says. */
export function readReport(data: unknown): WorkerReport | undefined {
  if (!isObject(data)) return undefined;
  const { kind, line, count, text, error } = data;
  if (kind === "started") return { kind };
  if (kind === "log" && typeof line === "string") return { kind, line: line.slice(0, SCRIPT_LIMITS.logLineLength) };
  if (kind === "dropped" && isCount(count)) return { kind, count };
  if (kind === "answer" && text === undefined) return { kind };
  if (kind === "answer" && typeof text === "string" && text.length <= SCRIPT_LIMITS.resultLength) return { kind, text };
  const failure = kind === "failed" ? readError(error) : undefined;
  return failure && { kind: "failed", error: failure };
}

function readError(error: unknown): ScriptError | undefined {
  if (!isObject(error)) return undefined;
  const { kind, message, line, column } = error;
  if (typeof kind !== "string" || !Object.hasOwn(FAILURES, kind) || typeof message !== "string") return undefined;
  return {
    kind: kind as ScriptFailure,
    message: message.slice(0, LONGEST_MESSAGE),
    ...(isCount(line) && { line }),
    ...(isCount(column) && { column }),
  };
}
