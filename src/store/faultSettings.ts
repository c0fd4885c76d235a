import { isObject } from "#src/lib/json.ts";
import type { FaultPlan } from "#src/transport/faults/types.ts";
import type { FaultSet } from "./faultTypes.ts";

/** What the editor starts with. */
const NO_FAULTS: FaultPlan = { seed: 1, rules: [] };

/** The rules as they were edited last; none where nothing readable is kept. */
export function keptFaultPlan(value: unknown): FaultPlan {
  return isPlan(value) ? value : NO_FAULTS;
}

/** Named sets of rules; one that cannot be read costs itself. */
export function keptFaultSets(value: unknown): readonly FaultSet[] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (entry: unknown): entry is FaultSet =>
      isObject(entry) && typeof entry["name"] === "string" && isPlan(entry["plan"]),
  );
}

/**
 * Whether this has the form of a plan, as this page has written it. Only the form: whether each number is in its range the relay checks
 * when the plan is used, and what checks that is no small part of the first load.
 */
function isPlan(value: unknown): value is FaultPlan {
  if (!isObject(value) || typeof value["seed"] !== "number" || !Array.isArray(value["rules"])) return false;
  return value["rules"].every(
    (rule: unknown) =>
      isObject(rule) &&
      typeof rule["id"] === "string" &&
      typeof rule["kind"] === "string" &&
      typeof rule["enabled"] === "boolean" &&
      isObject(rule["where"]),
  );
}
