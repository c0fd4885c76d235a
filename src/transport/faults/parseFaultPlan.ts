import { isObject } from "#src/lib/json.ts";
import { err, ok, type Result } from "#src/lib/result.ts";
import type { FaultKind, FaultPlan, FaultRule, FaultWhere } from "./types.ts";

const KINDS: Readonly<Record<FaultKind, true>> = {
  status: true,
  "content-type": true,
  stall: true,
  cut: true,
  delay: true,
  jitter: true,
  drop: true,
  duplicate: true,
  reorder: true,
  corrupt: true,
  "unknown-event": true,
  drip: true,
  split: true,
  crlf: true,
};

/** What a number in a rule may be, and how to say so. */
type Range = readonly [test: (value: number) => boolean, words: string];

const COUNT: Range = [(value) => Number.isSafeInteger(value) && value >= 1, "a whole number from 1"];
const NUMBERS: Readonly<Record<"from" | "every" | "times" | "probability" | "ms" | "status", Range>> = {
  from: COUNT,
  every: COUNT,
  times: COUNT,
  probability: [(value) => value >= 0 && value <= 1, "a number from 0 to 1"],
  ms: [(value) => value >= 0 && value <= 3_600_000, "milliseconds, at most an hour"],
  status: [(value) => Number.isInteger(value) && value >= 200 && value <= 599, "an HTTP status from 200 to 599"],
};

/** Reads a plan from JSON of unknown origin; fields that are not part of one are left out. The error says which field of which rule is wrong. */
export function parseFaultPlan(value: unknown): Result<FaultPlan> {
  if (!isObject(value) || !Array.isArray(value["rules"])) return err("A fault plan is an object {seed, rules}.");
  const { seed } = value;
  if (typeof seed !== "number" || !Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
    return err("The seed of a fault plan is a whole number from 0 to 4294967295.");
  }
  const rules: FaultRule[] = [];
  for (const [index, each] of (value["rules"] as readonly unknown[]).entries()) {
    const rule = parseRule(each);
    if (!rule.ok) return err(`Fault rule ${index + 1}: ${rule.error}`);
    rules.push(rule.value);
  }
  return ok({ seed, rules });
}

function parseRule(value: unknown): Result<FaultRule> {
  if (!isObject(value)) return err("it is not an object.");
  const { id, kind, enabled, where = {}, contentType } = value;
  if (typeof id !== "string") return err("`id` is not a string.");
  if (typeof kind !== "string" || !Object.hasOwn(KINDS, kind)) return err("`kind` is not a kind of fault.");
  if (typeof enabled !== "boolean") return err("`enabled` is not true or false.");
  if (!isObject(where)) return err("`where` is not an object.");
  const { eventType } = where;
  if (eventType !== undefined && typeof eventType !== "string") return err("`where.eventType` is not a string.");
  // A header that cannot be written would fail in the middle of an answer.
  if (contentType !== undefined && (typeof contentType !== "string" || !/^[\t\x20-\x7e]*$/.test(contentType))) {
    return err("`contentType` is not a line of ASCII text.");
  }
  const conditions = numbersOf(where, ["from", "every", "times", "probability"]);
  const parameters = numbersOf(value, ["ms", "status"]);
  if (!conditions.ok) return err(`\`where.${conditions.error}`);
  if (!parameters.ok) return err(`\`${parameters.error}`);
  const strikes: FaultWhere = { ...(eventType !== undefined && { eventType }), ...conditions.value };
  const type = contentType === undefined ? {} : { contentType };
  return ok({ id, kind: kind as FaultKind, enabled, where: strikes, ...parameters.value, ...type });
}

function numbersOf<K extends keyof typeof NUMBERS>(
  from: Readonly<Record<string, unknown>>,
  names: readonly K[],
): Result<Partial<Record<K, number>>> {
  const found: Partial<Record<K, number>> = {};
  for (const name of names) {
    const value = from[name];
    if (value === undefined) continue;
    const [test, words] = NUMBERS[name];
    if (typeof value !== "number" || !test(value)) return err(`${name}\` is not ${words}.`);
    found[name] = value;
  }
  return ok(found);
}
