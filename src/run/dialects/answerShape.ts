import { isObject, type JsonObject, type JsonValue } from "#src/lib/json.ts";
import { err, ok, type Result } from "#src/lib/result.ts";
import type { AnswerShape, PauseAnswer } from "#src/run/pending/types.ts";

/** Keys for yes or no that known frameworks use. */
const YES_KEYS = ["approved", "accepted", "confirmed"];
/** Keys for the reason of a rejection. */
const REASON_KEYS = ["reason", "comment", "note", "message"];

/** A value of any kind; nothing means yes. */
export const valueShape = (why: string, schema?: JsonObject): AnswerShape => ({
  fits: ["result", "cancel"],
  yesKey: undefined,
  editKey: undefined,
  reasonKey: undefined,
  schema,
  why,
});

/** An object with a yes or no in it. */
export const yesShape = (
  yesKey: string,
  why: string,
  more: Partial<Pick<AnswerShape, "editKey" | "reasonKey" | "schema" | "fits">> = {},
): AnswerShape => ({
  fits: ["approve", "reject", "result", "cancel"],
  yesKey,
  editKey: undefined,
  reasonKey: undefined,
  schema: more.schema ?? {
    type: "object",
    properties: {
      [yesKey]: { type: "boolean" },
      ...(more.editKey && { [more.editKey]: { type: "object" } }),
      ...(more.reasonKey && { [more.reasonKey]: { type: "string" } }),
    },
    required: [yesKey],
  },
  why,
  ...more,
});

/** The shape that a response schema asks for. `args` are the arguments of the call that waits, where one does. */
export function shapeOfSchema(schema: JsonObject, args: unknown): AnswerShape {
  const types = typesOf(schema);
  if (types.includes("boolean")) return yesShape("", "The response schema takes a bare true or false.", { schema });
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  const names = Object.keys(properties);
  const yesKey = yesKeyOf(schema, properties);
  if (yesKey === undefined) return valueShape("The response schema has no yes or no, so a value is sent.", schema);
  const own = isObject(args) ? Object.keys(args) : [];
  const editKey = names.includes("editedArgs")
    ? "editedArgs"
    : names.some((name) => own.includes(name))
      ? ""
      : undefined;
  const reasonKey = REASON_KEYS.find(
    (name) => name !== yesKey && !own.includes(name) && typesOf(properties[name]).includes("string"),
  );
  return { ...yesShape(yesKey, `The response schema has the yes or no “${yesKey}”.`, { schema }), editKey, reasonKey };
}

/** Whether a schema means a yes or no without a doubt: a bare boolean, or one under a key that is known for it. */
export function meansYesOrNo(schema: JsonObject): boolean {
  const { properties } = schema;
  const knownKey = YES_KEYS.some((key) => isObject(properties) && typesOf(properties[key]).includes("boolean"));
  return knownKey || typesOf(schema).includes("boolean");
}

function yesKeyOf(schema: JsonObject, properties: Record<string, unknown>): string | undefined {
  const booleans = Object.keys(properties).filter((name) => typesOf(properties[name]).includes("boolean"));
  const known = YES_KEYS.find((name) => booleans.includes(name));
  if (known !== undefined) return known;
  const { required } = schema;
  const needed = booleans.filter((name) => Array.isArray(required) && required.includes(name));
  return needed.length === 1 ? needed[0] : undefined;
}

function typesOf(schema: unknown): readonly unknown[] {
  if (!isObject(schema)) return [];
  const { type } = schema;
  return Array.isArray(type) ? (type as readonly unknown[]) : [type];
}

/** The value that an answer becomes, and what of the answer it could not say. */
export interface Said {
  readonly payload: JsonValue;
  readonly warnings: readonly string[];
}

/** Says an approval, a rejection or a value in a shape, or why that cannot be said in it. */
export function say(shape: AnswerShape, answer: PauseAnswer): Result<Said> {
  const { yesKey, editKey, reasonKey } = shape;
  switch (answer.kind) {
    case "result":
      return ok({ payload: answer.value, warnings: [] });
    case "approve": {
      if (yesKey === undefined) return err("Nothing in this answer means yes: answer with a value.");
      const { editedArgs } = answer;
      if (editedArgs === undefined) return ok({ payload: yesOrNo(yesKey, true), warnings: [] });
      if (editKey === undefined || yesKey === "")
        return err("This approval has no place for edited arguments: approve it as it is, or answer with a value.");
      if (editKey !== "") return ok({ payload: { [yesKey]: true, [editKey]: editedArgs }, warnings: [] });
      if (!isObject(editedArgs))
        return err("Edited arguments stand beside the approval here, so they must be an object.");
      return ok({ payload: { [yesKey]: true, ...editedArgs }, warnings: [] });
    }
    case "reject": {
      if (yesKey === undefined) return err("Nothing in this answer means no: answer with a value, or cancel.");
      const { reason = "" } = answer;
      const payload = yesOrNo(yesKey, false);
      if (reason === "") return ok({ payload, warnings: [] });
      if (reasonKey === undefined || !isObject(payload))
        return ok({ payload, warnings: ["The reason is not sent: this answer has no place for it."] });
      return ok({ payload: { ...payload, [reasonKey]: reason }, warnings: [] });
    }
    case "fail":
      return err("This is no tool that could fail: reject it or cancel it.");
    default:
      return err("This cannot be cancelled: answer it.");
  }
}

const yesOrNo = (key: string, yes: boolean): JsonValue => (key === "" ? yes : { [key]: yes });
