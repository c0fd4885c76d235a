import { isObject, type JsonValue, parseJson } from "#src/lib/json.ts";

/** What a tool's answer is, when it is text. */
export type ResultText =
  | { readonly kind: "empty" }
  | { readonly kind: "text"; readonly text: string }
  /** `twice`: the text was a JSON string that holds JSON itself, a common mistake; `value` is what is inside. */
  | { readonly kind: "json"; readonly value: JsonValue; readonly twice: boolean };

/** Longer answers are not parsed: they are shown as text, in part. Characters. */
const PARSED = 1_000_000;

/** Reads the text of a tool's answer: JSON where it is an object, an array, or either of them encoded twice; else text. */
export function resultText(text: string): ResultText {
  if (text.trim() === "") return { kind: "empty" };
  const value = parsed(text);
  if (isContainer(value)) return { kind: "json", value, twice: false };
  if (typeof value === "string") {
    const inner = parsed(value);
    if (isContainer(inner)) return { kind: "json", value: inner, twice: true };
  }
  return { kind: "text", text };
}

function parsed(text: string): JsonValue | undefined {
  if (text.length > PARSED || !/^\s*["[{]/.test(text)) return undefined;
  return parseJson(text);
}

function isContainer(value: JsonValue | undefined): value is JsonValue & object {
  return isObject(value) || Array.isArray(value);
}
