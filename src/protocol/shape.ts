import { assertNever } from "#src/lib/assert.ts";

/** What AG-UI 1.0 says a JSON value looks like, as data: one description for validation, for the Event view and for tests. */
export type Shape =
  | { readonly kind: "string" }
  /** A JSON Pointer (RFC 6901). */
  | { readonly kind: "pointer" }
  /** A safe integer, at least `minimum` where one is given. */
  | { readonly kind: "integer"; readonly minimum?: number }
  | { readonly kind: "number" }
  | { readonly kind: "boolean" }
  | { readonly kind: "literal"; readonly value: string }
  | { readonly kind: "enum"; readonly values: readonly string[] }
  /** Any JSON, null included. */
  | { readonly kind: "any" }
  | { readonly kind: "anyButNull" }
  /** An object of any keys: open by key, opaque to us. */
  | { readonly kind: "openObject" }
  | ArrayShape
  | ObjectShape
  | UnionShape
  /** Told apart by what JSON type the value has. */
  | { readonly kind: "stringOrArray"; readonly array: ArrayShape };

/** A list. `minimum` is the least number of elements. */
export interface ArrayShape {
  readonly kind: "array";
  readonly of: Shape;
  readonly minimum: number;
}

/** An object with described fields. Properties that are not described are removed unless it is `open`. */
export interface ObjectShape {
  readonly kind: "object";
  readonly fields: readonly FieldShape[];
  readonly byName: ReadonlyMap<string, FieldShape>;
  /** The fields that must be there, in order. */
  readonly required: readonly FieldShape[];
  /** True when an absent field is filled in. */
  readonly fillsIn: boolean;
  readonly open: boolean;
}

/** One of several objects, told apart by the string under `tag`. An unknown tag is a newer member, not an error. */
export interface UnionShape {
  readonly kind: "union";
  readonly tag: string;
  readonly members: ReadonlyMap<string, ObjectShape>;
}

/** One field of an object. */
export interface FieldShape {
  readonly name: string;
  readonly shape: Shape;
  readonly required: boolean;
  /** One line in plain words, shown in the Event view. */
  readonly meaning: string;
  /** Null is read as absent without a word: the 1.0 validators do the same. */
  readonly nullIsAbsent: boolean;
  /** Null was legal before 1.0 and the official client still reads it as absent. */
  readonly legacyNull: boolean;
  /** A wrong value is left out and reported, because the event means the same without it. */
  readonly dispensable: boolean;
  /** An absent list is filled in as an empty one, as the 1.0 validators do. */
  readonly emptyByDefault: boolean;
}

/** The optional traits of a field. */
export interface FieldTraits {
  readonly nullIsAbsent?: boolean;
  readonly legacyNull?: boolean;
  readonly dispensable?: boolean;
  readonly emptyByDefault?: boolean;
}

const field = (
  name: string,
  shape: Shape,
  required: boolean,
  meaning: string,
  { nullIsAbsent = false, legacyNull = false, dispensable = false, emptyByDefault = false }: FieldTraits,
): FieldShape => ({ name, shape, required, meaning, nullIsAbsent, legacyNull, dispensable, emptyByDefault });

/** A field that must be there. */
export const required = (name: string, shape: Shape, meaning: string): FieldShape =>
  field(name, shape, true, meaning, {});

/** A field that may be absent. */
export const optional = (name: string, shape: Shape, meaning: string, traits: FieldTraits = {}): FieldShape =>
  field(name, shape, false, meaning, traits);

/** An object of these fields. */
export function object(fields: readonly FieldShape[], { open = false } = {}): ObjectShape {
  return {
    kind: "object",
    fields,
    byName: new Map(fields.map((each) => [each.name, each])),
    required: fields.filter((each) => each.required),
    fillsIn: fields.some((each) => each.emptyByDefault),
    open,
  };
}

/** A list of this. */
export const array = (of: Shape, minimum = 0): ArrayShape => ({ kind: "array", of, minimum });

/** A union on `tag`: members by the value of their tag. */
export const union = (tag: string, members: Readonly<Record<string, ObjectShape>>): UnionShape => ({
  kind: "union",
  tag,
  members: new Map(Object.entries(members)),
});

/** Shapes without parameters. */
export const STRING: Shape = { kind: "string" };
export const POINTER: Shape = { kind: "pointer" };
export const INTEGER: Shape = { kind: "integer" };
export const COUNT: Shape = { kind: "integer", minimum: 0 };
export const BOOLEAN: Shape = { kind: "boolean" };
export const ANY: Shape = { kind: "any" };
export const ANY_BUT_NULL: Shape = { kind: "anyButNull" };
export const OPEN_OBJECT: Shape = { kind: "openObject" };

/** Exactly this string. */
export const literal = (value: string): Shape => ({ kind: "literal", value });

/** One of these strings. */
export const oneOf = (...values: readonly string[]): Shape => ({ kind: "enum", values });

/** A shape in words, for people: "a string", "one of …", "a list of objects". */
export function describeShape(shape: Shape): string {
  switch (shape.kind) {
    case "string":
      return "a string";
    case "pointer":
      return "a JSON Pointer";
    case "integer":
      return shape.minimum === undefined ? "an integer" : `an integer of at least ${shape.minimum}`;
    case "number":
      return "a number";
    case "boolean":
      return "true or false";
    case "literal":
      return `"${shape.value}"`;
    case "enum":
      return `one of ${shape.values.map((value) => `"${value}"`).join(", ")}`;
    case "any":
      return "any JSON";
    case "anyButNull":
      return "any JSON but null";
    case "openObject":
    case "object":
      return "an object";
    case "array":
      return shape.minimum > 0 ? `a list of at least ${shape.minimum}` : "a list";
    case "union":
      return `an object whose "${shape.tag}" is one of ${[...shape.members.keys()].map((key) => `"${key}"`).join(", ")}`;
    case "stringOrArray":
      return "a string or a list";
    default:
      return assertNever(shape);
  }
}
