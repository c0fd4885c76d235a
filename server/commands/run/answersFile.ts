import { isObject, type JsonValue } from "#src/lib/json.ts";
import type { Result } from "#src/lib/result.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import { ruleProblem, type AutoRule } from "#src/run/turn/autoRules.ts";
import { fieldsOf, FileMistake, oneOf, readOr, textOf } from "#src/run/turn/fileFields.ts";
import { readRule } from "#src/run/turn/readRule.ts";
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

/**
 * The answers of a file: `{"tools": {"<tool>": <plan>}, "rules": [<rule>]}`.
 * A plan is `{"kind": "fixed", "value": …}` (or `text`, sent as it is), `template`, `sequence`, `error`, `malformed` or `none`; scripts are for the
 * page. `readRule` says what a rule is. The error is a sentence that names the place.
 */
export function readAnswers(file: JsonValue): Result<Answers> {
  return readOr(() => {
    const { tools = {}, rules = [] } = fieldsOf(file, "The file", ["tools", "rules"]);
    if (!isObject(tools)) throw new FileMistake("tools is no object of plans by the names of tools.");
    if (!Array.isArray(rules)) throw new FileMistake("rules is no list.");
    const plans = Object.entries(tools).map(([name, plan]) => [name, planOf(plan, `tools.${name}`, 0)] as const);
    return { plans: new Map(plans), rules: rules.map((rule: unknown, at) => ruleOf(rule, `rules[${at}]`)) };
  });
}

function planOf(value: unknown, place: string, depth: number): AnswerPlan {
  const kind = isObject(value) ? value["kind"] : undefined;
  const fields = (...known: readonly string[]): Record<string, unknown> => fieldsOf(value, place, ["kind", ...known]);
  switch (kind) {
    case "fixed": {
      const { text, value: given } = fields("text", "value");
      if ((text === undefined) === (given === undefined)) throw new FileMistake(`${place} needs either text or value.`);
      return { kind, text: text === undefined ? stringifyJson(given) : textOf(text, `${place}.text`) };
    }
    case "template": {
      const { text, seed = 1 } = fields("text", "seed");
      if (!Number.isSafeInteger(seed)) throw new FileMistake(`${place}.seed is no whole number.`);
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
        throw new FileMistake(`${place}.steps is no list of plans.`);
      return {
        kind,
        steps: steps.map((step: unknown, at) => planOf(step, `${place}.steps[${at}]`, depth + 1)),
        afterLast: oneOf(afterLast, AFTER_LAST, `${place}.afterLast`),
      };
    }
    case "script":
      throw new FileMistake(`${place} is a script; those run in the page only. A template can fill in arguments.`);
    default:
      throw new FileMistake(`${place}.kind is none of fixed, template, sequence, error, malformed, none.`);
  }
}

function ruleOf(value: unknown, place: string): AutoRule {
  const rule = readRule(value, place);
  const problem = ruleProblem(rule);
  if (problem === undefined) return rule;
  const at = problem.place ? `.when at character ${problem.place.at + 1}` : "";
  throw new FileMistake(`${place}${at}: ${problem.message}`);
}
