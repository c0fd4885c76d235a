import { nearestText } from "./editDistance.ts";
import type { JsonValue } from "./json.ts";
import type { PatchOperation } from "./jsonPatch.ts";
import { escapeToken, formatPointer, getPointer } from "./jsonPointer.ts";

/** Keys that are compared with the one that is missing. */
const MOST_KEYS = 5000;

/** What to say of a pointer whose token `depth` is no key of `parent`. */
export function keyHints(
  met: JsonValue,
  parent: Readonly<Record<string, JsonValue>>,
  tokens: readonly string[],
  depth: number,
  operation: PatchOperation,
  pointer: string,
): readonly string[] {
  const token = tokens[depth] as string;
  const head = tokens.slice(0, depth);
  const tail = tokens.slice(depth + 1);
  const instead = (key: string, after = tail): string => formatPointer([...head, key, ...after]);
  const hints: string[] = [];
  const spelled = otherSpelling(parent, token);
  const joined = joinedKey(parent, tokens, depth);
  const escaped = escapeToken(token);
  const bracket = /^(.+)\[(\d+)\]$/.exec(token);
  if (joined !== undefined)
    hints.push(
      `A slash in a key is written ~1: ${instead(joined.key, tokens.slice(joined.end))} for the key "${joined.key}".`,
    );
  else if (escaped !== token && Object.hasOwn(parent, escaped))
    hints.push(`The key is "${escaped}", and ~ in a key is written ~0: ${instead(escaped)}.`);
  else if (bracket && Object.hasOwn(parent, bracket[1] as string))
    hints.push(
      `An element is named after a slash, without brackets: ${instead(bracket[1] as string, [bracket[2] as string, ...tail])}.`,
    );
  else if (token === "" && tail.length === 0 && depth > 0)
    hints.push(
      `The pointer ends with a slash, which names a member without a name; leave it out: ${formatPointer(head)}.`,
    );
  else if (token === "") hints.push("Two slashes in a row name a member without a name; leave one out.");
  else if (spelled !== undefined) hints.push(`${spelled.why}: ${instead(spelled.key)}.`);
  else if (depth === 0 && tail.length > 0 && getPointer(met, tail) !== undefined)
    hints.push(`A pointer begins inside the document: ${formatPointer(tail)} exists.`);
  else {
    const nearest = nearestText(token, Object.keys(parent).slice(0, MOST_KEYS));
    if (nearest !== undefined) hints.push(`The nearest key is "${nearest}": ${instead(nearest)}.`);
  }
  const advice = operationAdvice(operation, pointer, tokens, depth);
  if (advice !== undefined) hints.push(advice);
  return hints;
}

/** The same name in other letters. */
function otherSpelling(
  parent: Readonly<Record<string, JsonValue>>,
  token: string,
): { readonly key: string; readonly why: string } | undefined {
  const decoded = percentDecoded(token);
  if (decoded !== token && Object.hasOwn(parent, decoded))
    return { key: decoded, why: "A pointer in a patch is not percent-encoded" };
  const trimmed = token.trim();
  if (trimmed !== token && Object.hasOwn(parent, trimmed)) return { key: trimmed, why: "There is a space too many" };
  const lower = token.toLowerCase();
  const plain = plainLetters(token);
  let similar: string | undefined;
  for (const key of Object.keys(parent).slice(0, MOST_KEYS)) {
    if (key.toLowerCase() === lower) return { key, why: `Upper and lower case count, and the key is "${key}"` };
    if (plain !== "" && plainLetters(key) === plain) similar ??= key;
  }
  return similar === undefined ? undefined : { key: similar, why: `The key is written "${similar}"` };
}

/** A key with slashes in it whose parts stand in the pointer as tokens of their own. */
function joinedKey(
  parent: Readonly<Record<string, JsonValue>>,
  tokens: readonly string[],
  depth: number,
): { readonly key: string; readonly end: number } | undefined {
  let key = tokens[depth] as string;
  for (let end = depth + 1; end < Math.min(tokens.length, depth + 8); end++) {
    key += `/${tokens[end]}`;
    if (Object.hasOwn(parent, key)) return { key, end: end + 1 };
  }
  return undefined;
}

function operationAdvice(
  operation: PatchOperation,
  pointer: string,
  tokens: readonly string[],
  depth: number,
): string | undefined {
  const isTarget = pointer === operation.path && operation.op !== "remove";
  if (depth < tokens.length - 1) {
    const missing = formatPointer(tokens.slice(0, depth + 1));
    if (isTarget && operation.op !== "replace")
      return `"${operation.op}" makes one member and no parents: add ${missing} first, with {} or [] as its value.`;
    return undefined;
  }
  return isTarget && operation.op === "replace"
    ? '"replace" needs a member that is there; "add" makes one.'
    : undefined;
}

const plainLetters = (text: string): string => text.replaceAll(/[-_\s.]/g, "").toLowerCase();

function percentDecoded(token: string): string {
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}
