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

/** What the last run of a view predicts of the state. */
export function predictedState({ predictions, toolCalls, runs }: AgentView): readonly PredictedState[] {
  return predictions.map((prediction) => {
    const call = toolCalls.findLast(({ name, run }) => run === runs.length - 1 && name === prediction.tool);
    return { ...prediction, call, value: call && argumentOf(call, prediction.toolArgument) };
  });
}

function argumentOf({ arguments: text, endedBy }: ToolCallView, name: string): JsonValue | undefined {
  if (endedBy === undefined && text.length > READ_WHILE_STREAMING) return undefined;
  const { value } = parsePartialJson(text);
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
