import { isObject, type JsonValue } from "#src/lib/json.ts";
import { jsonEqual } from "#src/lib/jsonEqual.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import type { Comparison, Expression, Operand } from "./syntax.ts";

/** Why a comparison could not be made; it is then false. */
export interface NotCompared {
  readonly at: number;
  /** A value that is compared with another than null is not there, or the two are of kinds that are not compared so. */
  readonly why: "missing" | "incomparable";
  /** A sentence without its full stop: "args.amount is not there". */
  readonly message: string;
}

/** The value of each name that a path may begin with. */
export type Roots<Root extends string> = (root: Root) => JsonValue | undefined;

/**
 * Whether a condition holds. Only as much of it is looked at as decides that, from the left. A missing value is taken for null, and `report` hears of
 * what cannot be compared.
 */
export function holds<Root extends string>(
  expression: Expression<Root>,
  roots: Roots<Root>,
  report: (what: NotCompared) => void,
): boolean {
  switch (expression.kind) {
    case "value":
      return isSomething(operandValue(expression.operand, roots));
    case "not":
      return !holds(expression.of, roots, report);
    case "and":
      return expression.of.every((part) => holds(part, roots, report));
    case "or":
      return expression.of.some((part) => holds(part, roots, report));
    default: {
      const { left, by, right, at } = expression;
      const [first, second] = [operandValue(left, roots), operandValue(right, roots)];
      const missing = isNull(left) || isNull(right) ? undefined : first === undefined ? left : right;
      const isMissing = missing !== undefined && (first === undefined || second === undefined);
      if (isMissing) report({ at, why: "missing", message: `${inWords(missing)} is not there` });
      const result = compare(first, by, second);
      if (result !== undefined || isMissing) return result ?? false;
      report({
        at,
        why: "incomparable",
        message: `${inWords(left)} and ${inWords(right)} cannot be compared by ${by}`,
      });
      return false;
    }
  }
}

/** The value that an operand stands for; undefined where there is none. Only own keys are found, and never `__proto__`, `constructor` or `prototype`. */
export function operandValue<Root extends string>(operand: Operand<Root>, roots: Roots<Root>): JsonValue | undefined {
  if (operand.kind === "literal") return operand.value;
  let value = roots(operand.root);
  for (const step of operand.steps) {
    value = memberOf(value, step);
    if (value === undefined) return undefined;
  }
  return value;
}

const HIDDEN: readonly (string | number)[] = ["__proto__", "constructor", "prototype"];

function memberOf(value: JsonValue | undefined, step: string | number): JsonValue | undefined {
  if (Array.isArray(value)) {
    if (step === "length") return value.length;
    return typeof step === "number" ? (value as readonly JsonValue[]).at(step) : undefined;
  }
  if (typeof value === "string") return step === "length" ? value.length : undefined;
  if (!isObject(value) || HIDDEN.includes(step) || !Object.hasOwn(value, step)) return undefined;
  return value[step];
}

function isSomething(value: JsonValue | undefined): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

const isNull = (operand: Operand<string>): boolean => operand.kind === "literal" && operand.value === null;

const inWords = (operand: Operand<string>): string =>
  operand.kind === "path" ? operand.text : stringifyJson(operand.value);

/** Undefined where the two cannot be compared so. A missing value equals null. */
function compare(left: JsonValue | undefined, by: Comparison, right: JsonValue | undefined): boolean | undefined {
  if (by === "==" || by === "!=") return jsonEqual(left ?? null, right ?? null) === (by === "==");
  if (by === "contains") {
    if (typeof left === "string" && typeof right === "string") return left.includes(right);
    if (Array.isArray(left)) return (left as readonly JsonValue[]).some((item) => jsonEqual(item, right ?? null));
    if (isObject(left) && typeof right === "string") return Object.hasOwn(left, right);
    return left === undefined || left === null ? false : undefined;
  }
  // A value that is not there is neither more nor less than another.
  if (left === undefined || left === null) return false;
  if (typeof left === "number" && typeof right === "number") return ordered(left, by, right);
  return typeof left === "string" && typeof right === "string" ? ordered(left, by, right) : undefined;
}

function ordered<T extends number | string>(left: T, by: Comparison, right: T): boolean {
  if (by === "<") return left < right;
  if (by === ">") return left > right;
  return by === "<=" ? left <= right : left >= right;
}
