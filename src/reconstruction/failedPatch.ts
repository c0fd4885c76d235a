import { isObject, type JsonValue } from "#src/lib/json.ts";
import type { PatchOperation } from "#src/lib/jsonPatch.ts";
import { explainPatch, type PatchExplanation } from "#src/lib/patchExplanation.ts";
import { stateBefore } from "./pathHistory.ts";
import type { Reading } from "./reading.ts";

/** A patch that an event carries and that was not applied, as a whole or at all. */
export interface FailedPatch {
  readonly seq: number;
  /** What it was to change: the shared state, or the content of an activity. */
  readonly target: { readonly kind: "state" } | { readonly kind: "activity"; readonly messageId: string };
  /** What it met; it is the same afterwards. */
  readonly before: JsonValue;
  /** True where the event is malformed, so that the patch was not even tried: its operations may all work. */
  readonly untried: boolean;
  /** True where the patch was sent as a string that holds JSON, in place of a list. */
  readonly isText: boolean;
  readonly explanation: PatchExplanation;
}

/**
 * The failed patch of event `seq`, explained; undefined where the event carries none, where it worked, or where nothing is known of what
 * it was to change. Costs a seek and the operations of the patch.
 */
export function failedPatchAt(reading: Reading, seq: number): FailedPatch | undefined {
  if (seq < 1 || seq > reading.length) return undefined;
  const { event, wireType, json } = reading.decodedAt(seq);
  const type = event?.type ?? wireType;
  if ((type !== "STATE_DELTA" && type !== "ACTIVITY_DELTA") || !isObject(json)) return undefined;
  const { states } = reading.history;
  // Most patches work, and that of the state says so at once.
  if (event?.type === "STATE_DELTA" && states.kindOf(states.countAt(seq) - 1) !== "failed") return undefined;
  const sent = json[type === "STATE_DELTA" ? "delta" : "patch"];
  const isText = typeof sent === "string";
  const operations = operationsOf(isText ? parsedJson(sent) : sent);
  if (operations === undefined) return undefined;
  const found = type === "STATE_DELTA" ? stateTarget(reading, seq) : activityTarget(reading, seq, json["messageId"]);
  if (found === undefined) return undefined;
  const explanation = explainPatch(found.before, operations);
  const untried = event === undefined;
  if (explanation.failures === 0 && !untried) return undefined;
  return { seq, ...found, untried, isText, explanation };
}

type Target = Pick<FailedPatch, "target" | "before">;

function stateTarget(reading: Reading, seq: number): Target {
  return { target: { kind: "state" }, before: stateBefore(reading.history, seq) };
}

function activityTarget(reading: Reading, seq: number, messageId: unknown): Target | undefined {
  const activity = reading.viewAt(seq - 1).messages.find(({ id }) => id === messageId);
  if (activity?.role !== "activity") return undefined;
  return { target: { kind: "activity", messageId: activity.id }, before: activity.content as JsonValue };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What is sent as a patch, where it is a list of operations that have a name and a path at least. */
function operationsOf(patch: unknown): readonly PatchOperation[] | undefined {
  if (!Array.isArray(patch) || patch.length === 0) return undefined;
  return patch.every(isOperation) ? patch : undefined;
}

function isOperation(value: unknown): value is PatchOperation {
  if (!isObject(value)) return false;
  const { op, path, from } = value;
  return typeof op === "string" && typeof path === "string" && (from === undefined || typeof from === "string");
}
