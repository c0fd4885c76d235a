import { isObject, parseJson, type JsonValue } from "#src/lib/json.ts";
import { err, type Result } from "#src/lib/result.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import type { AutoRule } from "./autoRules.ts";
import { FileMistake, readOr } from "./fileFields.ts";
import { readRule } from "./readRule.ts";
import type { RuleCondition } from "./ruleCondition.ts";

/** The rules of a file: a list of them, or an answers file of `agui-scope run`, whose tools are left alone. The error is a sentence. */
export function readRuleFile(text: string): Result<readonly AutoRule[]> {
  const file = parseJson(text);
  if (file === undefined) return err("It is no valid JSON.");
  const rules = isObject(file) ? file["rules"] : file;
  if (!Array.isArray(rules)) return err("It holds no list of rules.");
  return readOr(() => rules.map((rule: unknown, at) => readRule(rule, `rules[${at}]`)));
}

/** Rules as the `rules` of an answers file. Reading it gives the same rules, but for their ids. */
export function writeRuleFile(rules: readonly AutoRule[]): string {
  const written = rules.map(({ match, when, do: done, enabled }) => ({
    match,
    ...(when !== undefined && { when: writtenCondition(when) }),
    do: done,
    ...(!enabled && { enabled }),
  }));
  return `${stringifyJson({ rules: written }, 2)}\n`;
}

function writtenCondition(when: RuleCondition): unknown {
  return typeof when === "string" ? when : { ...when, value: conditionValue(when.value) };
}

/** A typed value as JSON where reading that makes the same text of it. */
function conditionValue(typed: string): JsonValue {
  const value = parseJson(typed);
  return value === undefined || typeof value === "string" || stringifyJson(value) !== typed ? typed : value;
}

const known = new WeakMap<readonly unknown[], readonly AutoRule[]>();

/** The rules that this browser keeps, unfinished ones included; what is none is left out. The same list gives the same rules. */
export function keptRules(kept: readonly unknown[]): readonly AutoRule[] {
  let rules = known.get(kept);
  if (!rules) known.set(kept, (rules = kept.flatMap(keptRule)));
  return rules;
}

function keptRule(value: unknown): readonly AutoRule[] {
  if (!isObject(value)) return [];
  const { id, ...rule } = value;
  try {
    return typeof id === "string" ? [{ ...readRule(rule, id), id }] : [];
  } catch (error) {
    if (error instanceof FileMistake) return [];
    throw error;
  }
}
