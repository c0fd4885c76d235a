import { isObject } from "#src/lib/json.ts";
import { readFaultPlan } from "#src/transport/faults/readFaultPlan.ts";
import type { FaultPlan } from "#src/transport/faults/types.ts";
import type { FaultSet } from "./types.ts";

/** What the editor starts with. */
const NO_FAULTS: FaultPlan = { seed: 1, rules: [] };

/** The rules as they were edited last; none where nothing readable is kept. */
export function keptFaultPlan(value: unknown): FaultPlan {
  const plan = readFaultPlan(value);
  return plan.ok ? plan.value : NO_FAULTS;
}

/** Named sets of rules; one that cannot be read costs itself. */
export function keptFaultSets(value: unknown): readonly FaultSet[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) => {
    if (!isObject(entry) || typeof entry["name"] !== "string") return [];
    const plan = readFaultPlan(entry["plan"]);
    return plan.ok ? [{ name: entry["name"], plan: plan.value }] : [];
  });
}
