import { isObject } from "#src/lib/json.ts";
import type { AguiEventOf } from "./events.ts";

/** One prediction: while a call of `tool` streams, its argument `toolArgument` is shown as the state's `stateKey`. */
export interface Prediction {
  readonly stateKey: string;
  readonly tool: string;
  readonly toolArgument: string;
}

/**
 * What a CUSTOM `PredictState` predicts; undefined for any other name. It asks nothing, but it tells which state a following `confirm_changes` is about.
 * The keys come in snake_case and in camelCase. Source: BACKENDS.md section 3, recorded as `agui-server-starter/predictive_state_updates_*`.
 */
export function predictStateOf({ name, value }: AguiEventOf<"CUSTOM">): readonly Prediction[] | undefined {
  if (name !== "PredictState") return undefined;
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
  return entries.flatMap((entry) => {
    if (!isObject(entry)) return [];
    const stateKey = entry["state_key"] ?? entry["stateKey"];
    const toolArgument = entry["tool_argument"] ?? entry["toolArgument"];
    const { tool } = entry;
    if (typeof stateKey !== "string" || typeof tool !== "string" || typeof toolArgument !== "string") return [];
    return [{ stateKey, tool, toolArgument }];
  });
}
