import type { JsonValue } from "./json.ts";
import { applyWhereGood, type PatchOperation } from "./jsonPatch.ts";
import { childAt, formatPointer, parsePointer } from "./jsonPointer.ts";
import { reasonText, type PatchFailureReason } from "./patchFailure.ts";
import { patchHints } from "./patchHints.ts";
import { shortJson } from "./shortJson.ts";

/** What the document has where an operation failed. */
export interface FailureDetails {
  readonly reason: PatchFailureReason;
  /** The reason in words: a sentence without a capital and without an end. */
  readonly words: string;
  /** The pointer to blame: the operation's `path`, or its `from`. */
  readonly pointer: string;
  /** The value at `pointer` as one line of JSON, cut when long; undefined where nothing is. */
  readonly found: string | undefined;
  /** The nearest place on the way to `pointer` that exists. */
  readonly nearest: {
    readonly pointer: string;
    readonly kind: "object" | "array" | "scalar";
    /** Names of an object's members, the first of them. */
    readonly keys: readonly string[];
    /** How many members or elements there are. */
    readonly size: number;
    /** A scalar as JSON, cut when long. */
    readonly value: string | undefined;
  };
  /** What was probably meant, and what to do: whole sentences, the likeliest first. */
  readonly hints: readonly string[];
}

/** One operation of a patch, tried by itself after those before it that could be applied. */
export interface TriedOperation {
  /** From 0. */
  readonly index: number;
  readonly operation: PatchOperation;
  readonly works: boolean;
  /** Undefined for one that works, and for failing ones beyond the first `MOST_DETAILED`. */
  readonly details: FailureDetails | undefined;
}

/** A patch operation by operation. */
export interface PatchExplanation {
  readonly operations: readonly TriedOperation[];
  /** The first operation that fails: the patch ends there, and changes nothing. -1 when all of them work. */
  readonly failedAt: number;
  readonly failures: number;
  /** The document with the operations that work and without the others. No client makes this of a failed patch. */
  readonly goodOnly: JsonValue;
}

/** Failing operations whose details are told. */
export const MOST_DETAILED = 100;
const MOST_KEYS = 200;
const VALUE_LENGTH = 300;

/**
 * Tries the operations of a patch one by one on a document: which fail, why, what is there instead, and what would come of the others.
 * The first failure is the one that `applyPatch` ends with. Costs what the operations cost, and a look at the keys around each failure.
 */
export function explainPatch(document: JsonValue, operations: readonly PatchOperation[]): PatchExplanation {
  const failed = new Map<number, FailureDetails | undefined>();
  const goodOnly = applyWhereGood(document, operations, (index, { reason, pointer }, met) => {
    const operation = operations[index] as PatchOperation;
    failed.set(index, failed.size < MOST_DETAILED ? detailsOf(met, operation, reason, pointer) : undefined);
  });
  return {
    operations: operations.map((operation, index) => ({
      index,
      operation,
      works: !failed.has(index),
      details: failed.get(index),
    })),
    failedAt: failed.keys().next().value ?? -1,
    failures: failed.size,
    goodOnly,
  };
}

function detailsOf(
  met: JsonValue,
  operation: PatchOperation,
  reason: PatchFailureReason,
  pointer: string,
): FailureDetails {
  const tokens = parsePointer(pointer) ?? [];
  const way: JsonValue[] = [met];
  for (const token of tokens) {
    const child = childAt(way.at(-1), token);
    if (child === undefined) break;
    way.push(child);
  }
  const exists = way.length > tokens.length && reason !== "bad-pointer";
  const found = exists ? way.at(-1) : undefined;
  // For a value that is there, what is around it says more than the value itself.
  const depth = exists ? Math.max(0, tokens.length - 1) : way.length - 1;
  const nearest = way[depth] as JsonValue;
  return {
    reason,
    words: reasonText(reason),
    pointer,
    found: found === undefined ? undefined : shortJson(found, VALUE_LENGTH),
    nearest: { pointer: formatPointer(tokens.slice(0, depth)), ...contentOf(nearest) },
    hints: patchHints(met, operation, reason, pointer),
  };
}

function contentOf(value: JsonValue): Omit<FailureDetails["nearest"], "pointer"> {
  if (Array.isArray(value)) return { kind: "array", keys: [], size: value.length, value: undefined };
  if (typeof value !== "object" || value === null)
    return { kind: "scalar", keys: [], size: 0, value: shortJson(value, VALUE_LENGTH) };
  const keys = Object.keys(value);
  return { kind: "object", keys: keys.slice(0, MOST_KEYS), size: keys.length, value: undefined };
}
