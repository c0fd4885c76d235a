import { isObject, type JsonValue } from "#src/lib/json.ts";
import { err, ok, type Result } from "#src/lib/result.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import type { PauseAnswer } from "#src/run/pending/types.ts";
import { ruleProblem, type AutoRule } from "#src/run/turn/autoRules.ts";
import type { AnswerPlan } from "#src/tools/types.ts";

/** What an answers file holds. */
export interface Answers {
  /** How tools answer, by their names. */
  readonly plans: ReadonlyMap<string, AnswerPlan>;
  /** What else is answered, the first that matches first. */
  readonly rules: readonly AutoRule[];
}

export const NO_ANSWERS: Answers = { plans: new Map(), rules: [] };

/** Sequences in sequences: nobody nests so deep in earnest. */
const DEEPEST = 20;
const MALFORMED = ["wrong-type", "not-json", "huge", "unknown-call"] as const;
const AFTER_LAST = ["repeat", "start-over", "ask"] as const;
type Condition = NonNullable<AutoRule["when"]>;
const OPERATORS: readonly Condition["operator"][] = ["exists", "missing", "=", "!=", "<", ">", "contains", "type"];

/**
 * The answers of a file: `{"tools": {"<tool>": <plan>}, "rules": [{"match": "<glob>", "when"?: {pointer, operator, value}, "do": <answer>}]}`.
 * A plan is `{"kind": "fixed", "value": …}` (or `text`, sent as it is), `template`, `sequence`, `error`, `malformed` or `none`; scripts are for the
 * page. An answer is `{"kind": "approve" | "reject" | "result" | "fail" | "cancel"}` with what belongs to it. The error is a sentence
 * that names the place.
 */
export function readAnswers(file: JsonValue): Result<Answers> {
  try {
    const { tools = {}, rules = [] } = fieldsOf(file, "The file", ["tools", "rules"]);
    if (!isObject(tools)) throw new Mistake("tools is no object of plans by the names of tools.");
    if (!Array.isArray(rules)) throw new Mistake("rules is no list.");
    const plans = Object.entries(tools).map(([name, plan]) => [name, planOf(plan, `tools.${name}`, 0)] as const);
    return ok({ plans: new Map(plans), rules: rules.map((rule: unknown, at) => ruleOf(rule, `rules[${at}]`)) });
  } catch (error) {
    if (error instanceof Mistake) return err(error.message);
    throw error;
  }
}

/** A sentence about the file; it never leaves this module. */
class Mistake extends Error {}

type Fields = Record<string, unknown>;

function fieldsOf(value: unknown, place: string, known: readonly string[]): Fields {
  if (!isObject(value)) throw new Mistake(`${place} is no JSON object.`);
  const odd = Object.keys(value).find((key) => !known.includes(key));
  if (odd !== undefined) throw new Mistake(`${place} has a field “${odd}”; known are ${known.join(", ")}.`);
  return value;
}

function planOf(value: unknown, place: string, depth: number): AnswerPlan {
  const kind = isObject(value) ? value["kind"] : undefined;
  const fields = (...known: readonly string[]): Fields => fieldsOf(value, place, ["kind", ...known]);
  switch (kind) {
    case "fixed": {
      const { text, value: given } = fields("text", "value");
      if ((text === undefined) === (given === undefined)) throw new Mistake(`${place} needs either text or value.`);
      return { kind, text: text === undefined ? stringifyJson(given) : textOf(text, `${place}.text`) };
    }
    case "template": {
      const { text, seed = 1 } = fields("text", "seed");
      if (!Number.isSafeInteger(seed)) throw new Mistake(`${place}.seed is no whole number.`);
      return { kind, text: textOf(text, `${place}.text`), seed: seed as number };
    }
    case "error":
      return { kind, message: textOf(fields("message")["message"], `${place}.message`) };
    case "malformed":
      return { kind, how: oneOf(fields("how")["how"], MALFORMED, `${place}.how`) };
    case "none":
      fields();
      return { kind };
    case "sequence": {
      const { steps, afterLast = "repeat" } = fields("steps", "afterLast");
      if (!Array.isArray(steps) || steps.length === 0 || depth >= DEEPEST)
        throw new Mistake(`${place}.steps is no list of plans.`);
      return {
        kind,
        steps: steps.map((step: unknown, at) => planOf(step, `${place}.steps[${at}]`, depth + 1)),
        afterLast: oneOf(afterLast, AFTER_LAST, `${place}.afterLast`),
      };
    }
    case "script":
      throw new Mistake(`${place} is a script; those run in the page only. A template can fill in arguments.`);
    default:
      throw new Mistake(`${place}.kind is none of fixed, template, sequence, error, malformed, none.`);
  }
}

function ruleOf(value: unknown, place: string): AutoRule {
  const fields = fieldsOf(value, place, ["match", "when", "do"]);
  const rule: AutoRule = {
    id: place,
    enabled: true,
    match: textOf(fields["match"], `${place}.match`),
    ...(fields["when"] !== undefined && { when: conditionOf(fields["when"], `${place}.when`) }),
    do: answerOf(fields["do"], `${place}.do`),
  };
  const problem = ruleProblem(rule);
  if (problem !== undefined) throw new Mistake(`${place}: ${problem}`);
  return rule;
}

function conditionOf(value: unknown, place: string): Condition {
  const { pointer, operator, value: wanted = "" } = fieldsOf(value, place, ["pointer", "operator", "value"]);
  return {
    pointer: textOf(pointer, `${place}.pointer`),
    operator: oneOf(operator, OPERATORS, `${place}.operator`),
    value: typeof wanted === "string" ? wanted : stringifyJson(wanted),
  };
}

function answerOf(value: unknown, place: string): PauseAnswer {
  const kind = isObject(value) ? value["kind"] : undefined;
  const fields = (...known: readonly string[]): Fields => fieldsOf(value, place, ["kind", ...known]);
  switch (kind) {
    case "approve": {
      const { editedArgs } = fields("editedArgs");
      return { kind, ...(editedArgs !== undefined && { editedArgs: editedArgs as JsonValue }) };
    }
    case "reject": {
      const { reason } = fields("reason");
      return { kind, ...(reason !== undefined && { reason: textOf(reason, `${place}.reason`) }) };
    }
    case "result": {
      const { value: given } = fields("value");
      if (given === undefined) throw new Mistake(`${place} needs a value.`);
      return { kind, value: given as JsonValue };
    }
    case "fail":
      return { kind, message: textOf(fields("message")["message"], `${place}.message`) };
    case "cancel":
      fields();
      return { kind };
    default:
      throw new Mistake(`${place}.kind is none of approve, reject, result, fail, cancel.`);
  }
}

function textOf(value: unknown, place: string): string {
  if (typeof value !== "string") throw new Mistake(`${place} is no text.`);
  return value;
}

function oneOf<T extends string>(value: unknown, known: readonly T[], place: string): T {
  const found = known.find((each) => each === value);
  if (found === undefined) throw new Mistake(`${place} is none of ${known.join(", ")}.`);
  return found;
}
