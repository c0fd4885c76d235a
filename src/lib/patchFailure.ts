import type { JsonValue } from "./json.ts";
import { childAt, escapeToken, formatPointer, getPointer, parsePointer } from "./jsonPointer.ts";

/** Why an operation failed. */
export type PatchFailureReason =
  | "path-missing" // nothing is there to replace or remove, or a parent is missing
  | "from-missing" // nothing is there to move or copy
  | "no-container" // a parent is a text, number, boolean or null
  | "bad-index" // no array index: RFC 6901 allows digits without leading zeros, and "-" to append
  | "out-of-bounds" // an index beyond the end of the array
  | "test-failed" // the value differs from the expected one
  | "forbidden-key" // __proto__, constructor or prototype in a path
  | "into-itself" // a move into the moved value
  | "bad-pointer" // no JSON Pointer
  | "unknown-op"; // none of the six operations

/** What went wrong and what is there instead. Nothing of the patch was applied. */
export interface PatchFailure {
  /** The failing operation: its place in the patch, from 0. */
  readonly index: number;
  /** How many operations the patch has. */
  readonly operations: number;
  readonly op: string;
  readonly reason: PatchFailureReason;
  /** The pointer to blame: the operation's `path`, or its `from`. */
  readonly pointer: string;
  /** What the document (with the operations before this one applied) has at `pointer`; undefined for nothing. */
  readonly found: JsonValue | undefined;
  /** The longest start of `pointer` that exists, and what it holds: an object's keys, an array's length, or the bare value. */
  readonly nearest: { readonly pointer: string; readonly keys?: readonly string[]; readonly length?: number };
}

/** A failure with what the document has where it happened. */
export function describePatchFailure(
  root: JsonValue,
  failure: Pick<PatchFailure, "index" | "operations" | "op" | "reason" | "pointer">,
): PatchFailure {
  const { reason, pointer } = failure;
  const tokens = parsePointer(pointer) ?? [];
  let nearest: JsonValue = root;
  let depth = 0;
  for (; depth < tokens.length; depth++) {
    const child = childAt(nearest, tokens[depth] as string);
    if (child === undefined) break;
    nearest = child;
  }
  // For a value that exists, what is around it says more than the value itself, which `found` has.
  const found = depth === tokens.length && reason !== "bad-pointer" ? nearest : undefined;
  if (found !== undefined && depth > 0) nearest = getPointer(root, tokens.slice(0, --depth)) as JsonValue;
  const at = formatPointer(tokens.slice(0, depth));
  const holds = Array.isArray(nearest)
    ? { length: nearest.length }
    : typeof nearest === "object" && nearest !== null
      ? { keys: Object.keys(nearest) }
      : {};
  return { ...failure, found, nearest: { pointer: at, ...holds } };
}

/** One sentence about a failed patch, for a finding: which operation, counted from 1 as people count, where, and what is there. */
export function patchFailureText(failure: PatchFailure): string {
  const { index, operations, op, reason } = failure;
  const which = operations === 1 ? "its only operation" : `operation ${index + 1} of ${operations}`;
  const where = `${which} (${op} ${failure.pointer === "" ? "of the whole document" : failure.pointer})`;
  const { keys, length, pointer } = failure.nearest;
  const at = pointer === "" ? "the document" : pointer;
  const holds =
    keys !== undefined
      ? keys.length === 0
        ? `${at} is an empty object`
        : `${at} has the keys ${keys
            .slice(0, 8)
            .map((key) => escapeToken(key))
            .join(", ")}${keys.length > 8 ? ` and ${keys.length - 8} more` : ""}`
      : length !== undefined
        ? `${at} is an array of ${length}`
        : `${at} holds no object or array`;
  return `${where}: ${REASONS[reason]}; ${holds}`;
}

/** A reason as a sentence without a capital and without an end. */
export function reasonText(reason: PatchFailureReason): string {
  return REASONS[reason];
}

const REASONS: Readonly<Record<PatchFailureReason, string>> = {
  "path-missing": "nothing is at this path",
  "from-missing": "nothing is at the path to take from",
  "no-container": "a parent of this path is neither an object nor an array",
  "bad-index": "this is no array index",
  "out-of-bounds": "this index is beyond the end of the array",
  "test-failed": "the value there is another one",
  "forbidden-key": "__proto__, constructor and prototype are refused in a path",
  "into-itself": "a value cannot be moved into itself",
  "bad-pointer": "this is no JSON Pointer",
  "unknown-op": "RFC 6902 knows no such operation",
};
