import { nearestText } from "./editDistance.ts";
import { parseJson, type JsonValue } from "./json.ts";
import type { PatchOperation } from "./jsonPatch.ts";
import { arrayIndex, childAt, escapeToken, formatPointer, getPointer, parsePointer } from "./jsonPointer.ts";
import type { PatchFailureReason } from "./patchFailure.ts";
import { keyHints } from "./patchKeyHints.ts";
import { pointerHints } from "./patchPointerHints.ts";
import { testHints } from "./patchTestHints.ts";
import { shortJson } from "./shortJson.ts";

const OPERATIONS = ["add", "remove", "replace", "move", "copy", "test"];
/** Names that other libraries and people give to operations. */
const SYNONYMS: Readonly<Record<string, string>> = {
  set: '"add", which sets a member whether or not it is there',
  put: '"add", which sets a member whether or not it is there',
  update: '"replace"',
  change: '"replace"',
  merge: '"replace" for each member that changes',
  delete: '"remove"',
  unset: '"remove"',
  del: '"remove"',
  insert: '"add"',
  create: '"add"',
  append: '"add" with a path that ends with /-',
  push: '"add" with a path that ends with /-',
  rename: '"move"',
  check: '"test"',
  assert: '"test"',
};
/** Members by which people name the elements of an array. */
const NAMES = ["id", "key", "name", "uuid", "_id", "slug"];
const MOST_ELEMENTS = 10_000;
const SHORT = 60;

/** What was probably meant by an operation that failed on a document, and what to do: whole sentences, the likeliest first. */
export function patchHints(
  met: JsonValue,
  operation: PatchOperation,
  reason: PatchFailureReason,
  pointer: string,
): readonly string[] {
  switch (reason) {
    case "unknown-op":
      return [operationHint(operation.op)];
    case "bad-pointer":
      return pointerHints(met, pointer);
    case "forbidden-key":
      return ["Clients refuse these names, because writing to them could change every object. Use another key."];
    case "into-itself":
      return ['Use "copy" to put a value inside itself, or move it by way of another place.'];
    case "test-failed":
      return testHints(met, operation);
    default:
      return placeHints(met, operation, pointer);
  }
}

function operationHint(op: string): string {
  const lower = op.trim().toLowerCase();
  if (OPERATIONS.includes(lower)) return `Operations are written in lower case and without spaces: "${lower}".`;
  const synonym = Object.hasOwn(SYNONYMS, lower) ? SYNONYMS[lower] : undefined;
  if (synonym !== undefined) return `RFC 6902 calls this ${synonym}.`;
  const nearest = nearestText(lower, OPERATIONS);
  if (nearest !== undefined) return `The nearest operation is "${nearest}".`;
  return "The six operations are add, remove, replace, move, copy and test.";
}

/** What to say of a pointer that leads nowhere, by the first part of it that is missing. */
function placeHints(met: JsonValue, operation: PatchOperation, pointer: string): readonly string[] {
  const tokens = parsePointer(pointer) ?? [];
  let parent = met;
  let depth = 0;
  for (; depth < tokens.length; depth++) {
    const child = childAt(parent, tokens[depth] as string);
    if (child === undefined) break;
    parent = child;
  }
  if (depth === tokens.length) return [];
  if (Array.isArray(parent)) return [indexHint(parent, tokens, depth, operation, pointer)];
  if (typeof parent === "object" && parent !== null)
    return keyHints(met, parent as Readonly<Record<string, JsonValue>>, tokens, depth, operation, pointer);
  return [scalarHint(parent, tokens, depth)];
}

function indexHint(
  array: readonly JsonValue[],
  tokens: readonly string[],
  depth: number,
  operation: PatchOperation,
  pointer: string,
): string {
  const token = tokens[depth] as string;
  const at = formatPointer(tokens.slice(0, depth));
  const name = at === "" ? "the document" : at;
  const last = array.length - 1;
  const adds =
    pointer === operation.path && ["add", "move", "copy"].includes(operation.op) && depth === tokens.length - 1;
  const append = adds ? `, and ${array.length} or - appends` : "";
  const range =
    array.length === 0
      ? `${name} is an empty array${adds ? `: only index 0 or - can be added to` : ", so no index exists in it"}.`
      : `${name} has ${array.length} element${last === 0 ? "" : "s"}: ${last === 0 ? "only index 0 exists" : `indexes 0 to ${last} exist`}${append}.`;
  if (token === "-")
    return `- stands for the place after the last element, where nothing is${last < 0 ? "" : `; the last one is ${at}/${last}`}. ${range}`;
  if (/^-\d+$/.test(token))
    return `Indexes are not counted from the end${last < 0 ? "" : `; the last element is ${at}/${last}`}. ${range}`;
  if (/^0\d+$/.test(token)) return `An index is written without leading zeros: ${at}/${Number(token)}. ${range}`;
  if (token === "") return `The pointer ends with a slash; to append write ${at}/-. ${range}`;
  if (arrayIndex(token) !== undefined) return range;
  const named = array
    .slice(0, MOST_ELEMENTS)
    .findIndex((element) => NAMES.some((member) => isCalled(childAt(element, member), token)));
  if (named >= 0)
    return `Elements are named by their index: the one called ${shortJson(token, SHORT)} is ${at}/${named}.`;
  return range;
}

const isCalled = (name: JsonValue | undefined, token: string): boolean =>
  name === token || (typeof name === "number" && String(name) === token);

/** Something without members is in the way. A text may hold the JSON that was meant to be there. */
function scalarHint(value: string | number | boolean | null, tokens: readonly string[], depth: number): string {
  const at = formatPointer(tokens.slice(0, depth));
  if (value === null)
    return `${at === "" ? "The state" : at} is null: set it first, for example with {"op":"add","path":"${at}","value":{}}.`;
  if (typeof value === "string") {
    let inside: JsonValue | undefined = parseJson(value);
    let times = 1;
    while (typeof inside === "string" && times < 4) {
      inside = parseJson(inside);
      times++;
    }
    if (typeof inside === "object" && inside !== null) {
      const what = at === "" ? "The whole document is a text" : `${at} is a text`;
      const twice = times > 1 ? `${times + 1} times` : "twice";
      const there =
        getPointer(inside, tokens.slice(depth)) === undefined ? "" : ` In it, ${rest(tokens, depth)} exists.`;
      return `${what} that holds JSON: it was encoded ${twice}. Send it as ${Array.isArray(inside) ? "an array" : "an object"}.${there}`;
    }
  }
  return `${at === "" ? "The whole document" : at} is ${shortJson(value, SHORT)}, and nothing can be inside it.`;
}

const rest = (tokens: readonly string[], depth: number): string =>
  tokens
    .slice(depth)
    .map((token) => `/${escapeToken(token)}`)
    .join("");
