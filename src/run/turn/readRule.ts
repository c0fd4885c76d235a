import { STATE_OPERATORS } from "#src/analysis/bisect/condition.ts";
import { isObject, type JsonValue } from "#src/lib/json.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import type { PauseAnswer } from "#src/run/pending/types.ts";
import type { AutoRule } from "./autoRules.ts";
import type { RuleCondition } from "./ruleCondition.ts";
import { fieldsOf, FileMistake, oneOf, textOf } from "./fileFields.ts";

/**
 * One rule of a file: `{"match": "<glob>", "when"?: <condition>, "do": <answer>, "enabled"?: false}`. A condition is an
 * expression, or `{pointer, operator, value}`. An answer is `{"kind": "approve" | "reject" | "result" | "fail" | "cancel"}` with what belongs to it. Its id is its place. Throws a `FileMistake`.
 * Whether the rule can be used is for `ruleProblem`.
 */
export function readRule(value: unknown, place: string): AutoRule {
  const { match, when, do: done, enabled = true } = fieldsOf(value, place, ["match", "when", "do", "enabled"]);
  if (typeof enabled !== "boolean") throw new FileMistake(`${place}.enabled is neither true nor false.`);
  return {
    id: place,
    enabled,
    match: textOf(match, `${place}.match`),
    ...(when !== undefined && { when: conditionOf(when, `${place}.when`) }),
    do: answerOf(done, `${place}.do`),
  };
}

function conditionOf(value: unknown, place: string): RuleCondition {
  if (typeof value === "string") return value;
  if (!isObject(value)) throw new FileMistake(`${place} is neither an expression nor an object with a pointer.`);
  const { pointer, operator, value: wanted = "" } = fieldsOf(value, place, ["pointer", "operator", "value"]);
  return {
    pointer: textOf(pointer, `${place}.pointer`),
    operator: oneOf(operator, STATE_OPERATORS, `${place}.operator`),
    value: typeof wanted === "string" ? wanted : stringifyJson(wanted),
  };
}

function answerOf(value: unknown, place: string): PauseAnswer {
  const kind = isObject(value) ? value["kind"] : undefined;
  const fields = (...known: readonly string[]): Record<string, unknown> => fieldsOf(value, place, ["kind", ...known]);
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
      if (given === undefined) throw new FileMistake(`${place} needs a value.`);
      return { kind, value: given as JsonValue };
    }
    case "fail":
      return { kind, message: textOf(fields("message")["message"], `${place}.message`) };
    case "cancel":
      fields();
      return { kind };
    default:
      throw new FileMistake(`${place}.kind is none of approve, reject, result, fail, cancel.`);
  }
}
