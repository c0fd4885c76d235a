import { isObject, parseJson } from "#src/lib/json.ts";

/** What a held payload is, in a word and a line: its event type and its other fields, or the text itself where it is no event. */
export function heldFrame(text: string): { readonly type: string; readonly rest: string } {
  const value = parseJson(text);
  if (!isObject(value) || typeof value["type"] !== "string") return { type: "a frame that is no event", rest: text };
  const { type, ...rest } = value;
  return { type: type, rest: Object.keys(rest).length === 0 ? "" : JSON.stringify(rest) };
}
