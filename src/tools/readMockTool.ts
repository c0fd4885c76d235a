import { isObject } from "#src/lib/json.ts";
import type { AnswerPlan, MockTool } from "./types.ts";

/** Sequences in sequences: nobody nests so deep in earnest. */
const DEEPEST = 20;

/**
 * A mock tool out of what was written by this program (a file, storage), with what is missing at its default; undefined when it is none. Fields
 * that are not known are left out. `id` is the tool's own where none is given.
 */
export function readMockTool(value: unknown, id?: string): MockTool | undefined {
  if (!isObject(value) || typeof value["name"] !== "string") return undefined;
  const plan = value["plan"] === undefined ? { kind: "ask" as const } : readAnswerPlan(value["plan"]);
  const once = readAnswerPlan(value["once"]);
  const key = id ?? value["id"];
  if (plan === undefined || typeof key !== "string") return undefined;
  const delay = isObject(value["delay"]) ? value["delay"] : {};
  return {
    id: key,
    enabled: value["enabled"] !== false,
    name: value["name"],
    description: textOf(value["description"]),
    parametersText: textOf(value["parametersText"]),
    resultSchemaText: textOf(value["resultSchemaText"]),
    plan,
    ...(once && { once }),
    delay: { ms: milliseconds(delay["ms"]), jitterMs: milliseconds(delay["jitterMs"]) },
  };
}

/** An answer plan out of what was written by this program, or undefined when it is none, or one of its steps is none. */
function readAnswerPlan(value: unknown, depth = 0): AnswerPlan | undefined {
  if (!isObject(value) || depth > DEEPEST) return undefined;
  switch (value["kind"]) {
    case "fixed":
      return { kind: "fixed", text: textOf(value["text"]) };
    case "template": {
      const { seed } = value;
      return { kind: "template", text: textOf(value["text"]), seed: Number.isSafeInteger(seed) ? (seed as number) : 1 };
    }
    case "script":
      return { kind: "script", source: textOf(value["source"]) };
    case "error":
      return { kind: "error", message: textOf(value["message"]) };
    case "ask":
    case "none":
      return { kind: value["kind"] };
    case "malformed":
      return HOW.find(({ how }) => how === value["how"]);
    case "sequence":
      return readSequence(value, depth);
    default:
      return undefined;
  }
}

function readSequence(value: Record<string, unknown>, depth: number): AnswerPlan | undefined {
  if (!Array.isArray(value["steps"])) return undefined;
  const steps = value["steps"].map((step: unknown) => readAnswerPlan(step, depth + 1));
  if (steps.includes(undefined)) return undefined;
  const { afterLast } = value;
  return {
    kind: "sequence",
    steps: steps as AnswerPlan[],
    afterLast: afterLast === "start-over" || afterLast === "ask" ? afterLast : "repeat",
  };
}

const HOW: readonly (AnswerPlan & { readonly kind: "malformed" })[] = [
  { kind: "malformed", how: "wrong-type" },
  { kind: "malformed", how: "not-json" },
  { kind: "malformed", how: "huge" },
  { kind: "malformed", how: "unknown-call" },
];

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
const milliseconds = (value: unknown): number =>
  typeof value === "number" && Number.isFinite(value) && value > 0 ? value : 0;
