import { isObject, type JsonValue } from "#src/lib/json.ts";
import { parsePartialJson } from "#src/lib/partialJson.ts";
import type { AgentView, PredictionView, ToolCallView } from "./types.ts";

/** A part of the state as a call predicts it. */
export interface PredictedState extends PredictionView {
  /** The last call of the tool in this run; undefined where there is none yet. */
  readonly call: ToolCallView | undefined;
  /** What its argument is, as far as it has come; undefined where nothing of it has, or where it is too long to be read while more of it comes. */
  readonly value: JsonValue | undefined;
}

/** Longer arguments are not read while they stream: each delta would read all of them. Characters. */
const READ_WHILE_STREAMING = 64_000;

/** What the last run of a view predicts of the state; of two predictions for one key the last. */
export function predictedState({ predictions, toolCalls, runs }: AgentView): readonly PredictedState[] {
  if (predictions.length === 0) return [];
  const byKey = new Map(predictions.map((prediction) => [prediction.stateKey, prediction]));
  const calls = new Map<string, ToolCallView>();
  for (const call of toolCalls) if (call.run === runs.length - 1) calls.set(call.name, call);
  // An agent may predict any number of keys from one call.
  const read = new Map<ToolCallView, JsonValue | undefined>();
  return [...byKey.values()].map((prediction) => {
    const call = calls.get(prediction.tool);
    if (!call) return { ...prediction, call, value: undefined };
    if (!read.has(call)) read.set(call, argumentsOf(call));
    const args = read.get(call);
    const { toolArgument } = prediction;
    return {
      ...prediction,
      call,
      value: isObject(args) && Object.hasOwn(args, toolArgument) ? args[toolArgument] : undefined,
    };
  });
}

const argumentsOf = ({ arguments: text, endedBy }: ToolCallView): JsonValue | undefined =>
  endedBy === undefined && text.length > READ_WHILE_STREAMING ? undefined : parsePartialJson(text).value;
