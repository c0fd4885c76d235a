import { isObject, parseJson, type JsonValue } from "#src/lib/json.ts";
import { predictStateOf } from "#src/run/dialects/predictState.ts";
import type { LastRun } from "./lastRun.ts";

/** A part of the state as a call predicts it, which a question may be about. */
export interface PredictedState {
  readonly stateKey: string;
  /** The tool whose argument it is. */
  readonly tool: string;
  readonly toolArgument: string;
  /** The event that says so. */
  readonly seq: number;
  /** What the last call of the tool in this run has there; undefined where there is none yet. */
  readonly value: JsonValue | undefined;
}

/** What the run predicts of the state; of two predictions for one key the last. */
export function predictedState({ reading, scan, calls }: LastRun): readonly PredictedState[] {
  const byKey = new Map<string, PredictedState>();
  for (const seq of scan.predictions) {
    const { event } = reading.decodedAt(seq);
    for (const prediction of (event && predictStateOf(event)) ?? []) {
      const { stateKey, tool, toolArgument } = prediction;
      const args = parseJson(calls.find(({ name }) => name === tool)?.arguments ?? "");
      const value = isObject(args) ? args[toolArgument] : undefined;
      byKey.set(stateKey, { ...prediction, seq, value });
    }
  }
  return [...byKey.values()];
}
