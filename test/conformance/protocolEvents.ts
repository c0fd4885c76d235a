import * as fc from "fast-check";
import { EVENT_TABLE } from "#src/protocol/eventTable.ts";
import type { ObjectShape, Shape } from "#src/protocol/shape.ts";

const text = fc.string({ maxLength: 6 });
const json = fc.jsonValue({ maxDepth: 2, stringUnit: "grapheme-ascii" });
const pointer = fc
  .array(fc.constantFrom("a", "0", "~0", "~1b", "-", ""), { maxLength: 3 })
  .map((tokens) => tokens.map((token) => `/${token}`).join(""));

/** Values that fit a shape. */
function fitting(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case "string":
      return text;
    case "pointer":
      return pointer;
    case "integer":
      return shape.minimum === undefined ? fc.maxSafeInteger() : fc.maxSafeNat();
    case "number":
      return fc.double({ noNaN: true });
    case "boolean":
      return fc.boolean();
    case "literal":
      return fc.constant(shape.value);
    case "enum":
      return fc.constantFrom(...shape.values);
    case "any":
      return json;
    case "anyButNull":
      return json.filter((value) => value !== null);
    case "openObject":
      return fc.dictionary(text, json, { maxKeys: 3 });
    case "array":
      return fc.array(fitting(shape.of), { minLength: shape.minimum, maxLength: 3 });
    case "object":
      return fittingObject(shape);
    case "union":
      return fc.oneof(...[...shape.members.values()].map(fittingObject));
    case "stringOrArray":
      return fc.oneof(text, fitting(shape.array));
    default:
      throw new Error("unknown shape");
  }
}

const fittingObject = ({ fields }: ObjectShape): fc.Arbitrary<unknown> =>
  fc.record(Object.fromEntries(fields.map(({ name, shape }) => [name, fitting(shape)])), {
    requiredKeys: fields.filter(({ required }) => required).map(({ name }) => name),
    noNullPrototype: true,
  });

/** Valid events of all 31 types. */
export const validEvent: fc.Arbitrary<unknown> = fc.oneof(
  ...[...EVENT_TABLE.values()].map(({ shape }) => fittingObject(shape)),
);

const INTRUDERS: readonly unknown[] = [
  null,
  true,
  1,
  -1,
  1.5,
  2 ** 60,
  "",
  "x",
  "no/pointer",
  [],
  [null],
  {},
  { type: "future" },
  { role: "future", id: "x" },
  { op: "future" },
  { type: "text", text: 1 },
];
const KEYS = ["extra", "toString", "constructor", "message_id", "tool_call_id", "metadata", "role", "type", "0"];

type Holder = Record<string, unknown> | unknown[];

/** Every object and list in a value, outermost first. */
function holders(value: unknown, found: Holder[] = []): Holder[] {
  if (typeof value === "object" && value !== null) {
    found.push(value as Holder);
    for (const each of Object.values(value)) holders(each, found);
  }
  return found;
}

const snakeCase = (key: string): string => key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Valid events with one to three things changed: removed, replaced, added or renamed, at any depth but never the event's type. */
export const mutatedEvent: fc.Arbitrary<unknown> = fc
  .tuple(
    validEvent,
    fc.array(
      fc.record({
        holder: fc.nat(),
        key: fc.nat(),
        action: fc.constantFrom("remove", "replace", "add", "rename"),
        value: fc.constantFrom(...INTRUDERS),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  )
  .map(([event, changes]) => {
    const copy = structuredClone(event) as Record<string, unknown>;
    const { type } = copy;
    for (const change of changes) {
      const all = holders(copy);
      const holder = all[change.holder % all.length] as Record<string, unknown>;
      const keys = Object.keys(holder);
      const key =
        change.action === "add" || keys.length === 0 ? KEYS[change.key % KEYS.length] : keys[change.key % keys.length];
      if (key === undefined || (Array.isArray(holder) && !keys.includes(key))) continue;
      const before = holder[key];
      if (change.action === "remove" || change.action === "rename") {
        if (Array.isArray(holder)) holder.splice(Number(key), 1);
        else delete holder[key];
        if (change.action === "rename" && !Array.isArray(holder)) holder[snakeCase(key)] = before;
      } else if (!Array.isArray(holder) || change.action === "replace") holder[key] = structuredClone(change.value);
    }
    copy["type"] = type;
    return copy;
  });
