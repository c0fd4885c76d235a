import type { JsonValue } from "#src/lib/json.ts";
import { parsePartialJson } from "#src/lib/partialJson.ts";

/** What is still open at the end of a JSON text: how many brackets, and whether a string is. */
interface Unfinished {
  readonly open: number;
  readonly inString: boolean;
}

/** The arguments of a tool call as far as they can be read. */
export type CallArguments =
  | { readonly kind: "none"; readonly streaming: boolean }
  /** `unfinished` is set while more of them may come. */
  | { readonly kind: "json"; readonly value: JsonValue; readonly unfinished: Unfinished | undefined }
  /** `reason` ends a sentence. */
  | { readonly kind: "invalid"; readonly reason: string }
  /** Too long to read anew for each delta: the end of the text, where it grows. */
  | { readonly kind: "long"; readonly tail: string };

/** Longer arguments are not parsed while they stream. Characters. */
const PARSED_WHILE_STREAMING = 64_000;
const TAIL = 4000;

/** Reads the argument text of a call. `streaming`: more of it may come, so an early end is no mistake. */
export function callArguments(text: string, streaming: boolean): CallArguments {
  if (text.trim() === "") return { kind: "none", streaming };
  if (streaming && text.length > PARSED_WHILE_STREAMING) return { kind: "long", tail: `…${text.slice(-TAIL)}` };
  const { value, complete, error } = parsePartialJson(text);
  if (error) return { kind: "invalid", reason: `${error.message}, at character ${error.offset + 1}.` };
  if (value !== undefined && complete) return { kind: "json", value, unfinished: undefined };
  if (!streaming) return { kind: "invalid", reason: "the text ends too early." };
  return value === undefined ? { kind: "none", streaming } : { kind: "json", value, unfinished: unfinishedOf(text) };
}

/** What is open at the end of a valid beginning of JSON. */
function unfinishedOf(text: string): Unfinished {
  let open = 0;
  let inString = false;
  let isKey = false;
  const containers: string[] = [];
  let expectsKey = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (inString) {
      if (character === "\\") at++;
      else if (character === '"') inString = false;
      continue;
    }
    if (character === '"') {
      inString = true;
      isKey = expectsKey;
    } else if (character === "{" || character === "[") {
      open++;
      containers.push(character);
      expectsKey = character === "{";
    } else if (character === "}" || character === "]") {
      open--;
      containers.pop();
      expectsKey = false;
    } else if (character === ":") expectsKey = false;
    else if (character === ",") expectsKey = containers.at(-1) === "{";
  }
  // An unfinished key is not part of the value yet, so no printed string is open.
  return { open, inString: inString && !isKey };
}
