import { assertNever } from "#src/lib/assert.ts";
import { isObject } from "#src/lib/json.ts";
import { describeShape, type FieldShape, type ObjectShape, type Shape } from "./shape.ts";

/**
 * In what way a value differs from its shape:
 * - `missing`: a required field is absent
 * - `type`: another JSON type; `enum`: a string outside its set; `pointer`: no JSON Pointer; `tooFew`: a list that is too short
 * - `null`: null on an optional field, read as absent; `legacyNull`: the same where the official client does so too
 * - `snakeCase`: a described field spelled with underscores, used under its right name
 * - `unknownField`: a property that is not described, removed
 * - `unknownMember`: a union member that is not described, removed with what cannot stand without it
 */
export type ShapeProblemCode =
  | "missing"
  | "type"
  | "enum"
  | "pointer"
  | "tooFew"
  | "null"
  | "legacyNull"
  | "snakeCase"
  | "unknownField"
  | "unknownMember";

/** One difference between a value and its shape. */
export interface ShapeProblem {
  readonly code: ShapeProblemCode;
  /** JSON Pointer into the checked value. */
  readonly pointer: string;
  readonly expected: string;
  /** What is there, in words; strings are quoted and shortened. */
  readonly found: string;
  /** True when the value cannot be used because of it. */
  readonly fatal: boolean;
  /** True when it is about a field that must be there. */
  readonly required: boolean;
  /** For `unknownMember`: the field that tells the members apart, else empty. */
  readonly tag: string;
}

/** Returned by `checkShape` for a value that cannot be used. */
export const UNUSABLE: unique symbol = Symbol("unusable");

/** Stands for "nothing of this can be recognised" while unwinding. */
const DROP: unique symbol = Symbol("drop");

const POINTER_SYNTAX = /^(\/([^/~]|~[01])*)*$/;

/**
 * Checks `value` and brings it into the form that the official client's enforcement stage hands on: what 1.0 does not describe is
 * removed, a malformed value makes the whole unusable. Beyond the client, nulls on optional fields and snake_case names are understood.
 * A value that needs no change is returned as it is, and costs no allocation. Never throws: it recurses along the shape, which is finite,
 * never along the value.
 */
export function checkShape(value: unknown, shape: Shape, report: (problem: ShapeProblem) => void): unknown {
  if (fits(value, shape)) return value;
  const problems: ShapeProblem[] = [];
  const result = normalise(value, shape, "", problems);
  let usable = result !== DROP;
  for (const problem of problems) {
    if (problem.fatal) usable = false;
    report(problem);
  }
  return usable ? result : UNUSABLE;
}

/** True when `value` is as described, to the last property: then `checkShape` would return it as it is. Allocates nothing. */
export function fits(value: unknown, shape: Shape): boolean {
  switch (shape.kind) {
    case "string":
      return typeof value === "string";
    case "pointer":
      return typeof value === "string" && POINTER_SYNTAX.test(value);
    case "integer":
      return Number.isSafeInteger(value) && (shape.minimum === undefined || (value as number) >= shape.minimum);
    case "number":
      return typeof value === "number";
    case "boolean":
      return typeof value === "boolean";
    case "literal":
      return value === shape.value;
    case "enum":
      return typeof value === "string" && shape.values.includes(value);
    case "any":
      return value !== undefined;
    case "anyButNull":
      return value !== undefined && value !== null;
    case "openObject":
      return isObject(value);
    case "array":
      return Array.isArray(value) && fitsArray(value, shape.of, shape.minimum);
    case "object":
      return isObject(value) && fitsObject(value, shape);
    case "union": {
      if (!isObject(value)) return false;
      const member = shape.members.get(value[shape.tag] as string);
      return member !== undefined && fitsObject(value, member);
    }
    case "stringOrArray":
      return (
        typeof value === "string" || (Array.isArray(value) && fitsArray(value, shape.array.of, shape.array.minimum))
      );
    default:
      return assertNever(shape);
  }
}

function fitsArray(value: readonly unknown[], of: Shape, minimum: number): boolean {
  if (value.length < minimum) return false;
  for (const element of value) if (!fits(element, of)) return false;
  return true;
}

function fitsObject(value: Record<string, unknown>, shape: ObjectShape): boolean {
  let count = 0;
  for (const _ in value) count++;
  // Most objects hold the required fields and nothing else: asking for each beats looking up what is there.
  if (count === shape.required.length && !shape.fillsIn) return fitsExactly(value, shape.required);
  let requiredSeen = 0;
  for (const key in value) {
    const field = shape.byName.get(key);
    if (field === undefined) {
      if (shape.open) continue;
      return false;
    }
    if (!fits(value[key], field.shape)) return false;
    if (field.required) requiredSeen++;
  }
  if (requiredSeen < shape.required.length) return false;
  if (!shape.fillsIn) return true;
  return shape.fields.every((field) => !field.emptyByDefault || value[field.name] !== undefined);
}

/** For a value with as many properties as `required`: true when it has just those, as described. */
function fitsExactly(value: Record<string, unknown>, required: readonly FieldShape[]): boolean {
  for (const { name, shape } of required) {
    const member = value[name];
    if (member === undefined || !fits(member, shape)) return false;
  }
  return true;
}

function normalise(value: unknown, shape: Shape, pointer: string, problems: ShapeProblem[]): unknown {
  switch (shape.kind) {
    case "object":
      if (!isObject(value)) break;
      return normaliseObject(value, shape, pointer, problems);
    case "array":
      if (!Array.isArray(value)) break;
      return normaliseArray(value, shape.of, shape.minimum, pointer, problems);
    case "stringOrArray":
      if (!Array.isArray(value)) break;
      return normaliseArray(value, shape.array.of, shape.array.minimum, pointer, problems);
    case "union": {
      if (!isObject(value)) break;
      const tag = value[shape.tag];
      const member = typeof tag === "string" ? shape.members.get(tag) : undefined;
      if (member) return normaliseObject(value, member, pointer, problems);
      problems.push(problem("unknownMember", pointer, shape, tag, { tag: shape.tag }));
      return DROP;
    }
    default:
  }
  if (fits(value, shape)) return value;
  const code =
    typeof value === "string" && (shape.kind === "enum" || shape.kind === "literal")
      ? "enum"
      : typeof value === "string" && shape.kind === "pointer"
        ? "pointer"
        : "type";
  problems.push(problem(code, pointer, shape, value, { fatal: true }));
  return value;
}

function normaliseArray(
  value: readonly unknown[],
  of: Shape,
  minimum: number,
  pointer: string,
  problems: ShapeProblem[],
): unknown {
  const result: unknown[] = [];
  let changed = false;
  for (const [index, element] of value.entries()) {
    const mark = problems.length;
    const child = normalise(element, of, `${pointer}/${index}`, problems);
    if (child === DROP) keepOnlyMemberProblem(problems, mark);
    else result.push(child);
    changed ||= child !== element;
  }
  if (result.length < minimum)
    problems.push({
      ...problem("tooFew", pointer, { kind: "array", of, minimum }, value, { fatal: true }),
      found: `${result.length} of them`,
    });
  return changed ? result : value;
}

function normaliseObject(
  value: Record<string, unknown>,
  shape: ObjectShape,
  pointer: string,
  problems: ShapeProblem[],
): unknown {
  const start = problems.length;
  const result: Record<string, unknown> = {};
  let changed = false;
  let dropped = false;
  const take = (field: FieldShape, raw: unknown, at: string): void => {
    if (raw === null && !field.required && field.shape.kind !== "any") {
      changed = true;
      if (field.nullIsAbsent) return;
      problems.push(problem(field.legacyNull ? "legacyNull" : "null", at, field.shape, null));
      return;
    }
    const mark = problems.length;
    const child = normalise(raw, field.shape, at, problems);
    if (child === DROP) {
      changed = true;
      if (field.required) dropped = true;
      else keepOnlyMemberProblem(problems, mark);
    } else if (field.dispensable && problems.length > mark) {
      changed = true;
      for (let index = mark; index < problems.length; index++) {
        problems[index] = { ...(problems[index] as ShapeProblem), fatal: false };
      }
    } else {
      if (child !== raw) changed = true;
      result[field.name] = child;
    }
  };
  for (const key of Object.keys(value)) {
    const at = `${pointer}/${escapePointer(key)}`;
    const field = shape.byName.get(key);
    if (field !== undefined) {
      take(field, value[key], at);
      continue;
    }
    const meant = shape.byName.get(camelCase(key));
    if (meant !== undefined && !Object.hasOwn(value, meant.name)) {
      changed = true;
      problems.push({
        ...problem("snakeCase", at, meant.shape, value[key]),
        expected: meant.name,
        required: meant.required,
      });
      take(meant, value[key], at);
    } else if (shape.open) {
      // Not an assignment: a member named __proto__ must stay a member.
      Object.defineProperty(result, key, { value: value[key], enumerable: true, configurable: true, writable: true });
    } else {
      changed = true;
      problems.push(problem("unknownField", at, undefined, value[key]));
    }
  }
  for (const field of shape.fields) {
    if (Object.hasOwn(result, field.name)) continue;
    if (field.emptyByDefault && !Object.hasOwn(value, field.name)) {
      changed = true;
      result[field.name] = [];
    } else if (field.required && !dropped) {
      problems.push(
        problem("missing", `${pointer}/${field.name}`, field.shape, undefined, { fatal: true, required: true }),
      );
    }
  }
  if (dropped) {
    // What else is wrong inside does not matter: the client removes the whole before it validates.
    keepOnlyMemberProblem(problems, start);
    return DROP;
  }
  return changed ? result : value;
}

/** After a removal, one problem tells of it: the unrecognised member itself. */
function keepOnlyMemberProblem(problems: ShapeProblem[], mark: number): void {
  const cause = problems.slice(mark).find((each) => each.code === "unknownMember");
  problems.length = mark;
  if (cause) problems.push(cause);
}

function problem(
  code: ShapeProblemCode,
  pointer: string,
  expected: Shape | undefined,
  found: unknown,
  { fatal = false, required = false, tag = "" } = {},
): ShapeProblem {
  return {
    code,
    pointer,
    expected: expected === undefined ? "nothing of this name" : describeShape(expected),
    found: describeValue(found),
    fatal,
    required,
    tag,
  };
}

/** A JSON value in a few words. Never walks into it. */
export function describeValue(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") return value.length > 60 ? `"${value.slice(0, 57)}…"` : `"${value}"`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isObject(value)) return "an object";
  return typeof value === "number" || typeof value === "boolean" || value === null ? String(value) : typeof value;
}

/** One reference token of a JSON Pointer (RFC 6901 section 3). */
function escapePointer(key: string): string {
  return key.includes("~") || key.includes("/") ? key.replaceAll("~", "~0").replaceAll("/", "~1") : key;
}

const camelCase = (key: string): string =>
  key.includes("_") ? key.replaceAll(/_+([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase()) : key;
