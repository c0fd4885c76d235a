import { isObject } from "#src/lib/json.ts";
import type { BreakCondition, RunBreakpoint } from "#src/run/breakpoints/types.ts";

/** The breakpoints as stored; one that cannot be read is left out. */
export function keptBreakpoints(value: unknown, newId: () => string): readonly RunBreakpoint[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) => {
    const condition = isObject(entry) ? conditionOf(entry["condition"]) : undefined;
    if (!isObject(entry) || !condition) return [];
    return [{ id: newId(), enabled: entry["enabled"] === true, condition }];
  });
}

function conditionOf(value: unknown): BreakCondition | undefined {
  if (!isObject(value)) return undefined;
  const { kind, types, text, pointer, atLeast } = value;
  if (kind === "type" && Array.isArray(types)) return { kind, types: types.filter((type) => typeof type === "string") };
  if (kind === "filter" && typeof text === "string") return { kind, text };
  if (kind === "path" && typeof pointer === "string") return { kind, pointer };
  if (kind === "problem" && (atLeast === "warning" || atLeast === "error")) return { kind, atLeast };
  return kind === "stateChange" ? { kind } : undefined;
}
