import { isObject, type JsonValue } from "./json.ts";
import { jsonEqual } from "./jsonEqual.ts";
import { escapeToken } from "./jsonPointer.ts";

/** One place where two documents differ. `before` is absent for `added`, `after` for `removed`. */
export interface JsonChange {
  /** JSON Pointer (RFC 6901) of the value. */
  readonly pointer: string;
  readonly kind: "added" | "removed" | "changed";
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}

/** What is nested deeper is compared as a whole: recursion must end. */
const DEEPEST = 200;

/**
 * Every place where `after` differs from `before`, outermost first, in document order.
 * Subtrees that are the same object are skipped without a look, so two versions of one document that share structure cost what differs.
 * Arrays are compared place by place: an insertion shows as changed elements and one added at the end. What is nested deeper
 * than 200 levels is one place, changed as a whole.
 */
export function jsonDiff(before: JsonValue | undefined, after: JsonValue | undefined): JsonChange[] {
  const changes: JsonChange[] = [];
  compare(before, after, "", changes, 0);
  return changes;
}

function compare(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  pointer: string,
  out: JsonChange[],
  depth: number,
): void {
  if (before === after) return;
  if (depth > DEEPEST && jsonEqual(before, after)) return;
  if (before === undefined) out.push({ pointer, kind: "added", before, after });
  else if (after === undefined) out.push({ pointer, kind: "removed", before, after });
  else if (depth > DEEPEST) out.push({ pointer, kind: "changed", before, after });
  else if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length);
    for (let index = 0; index < length; index++) {
      compare(
        before[index] as JsonValue | undefined,
        after[index] as JsonValue | undefined,
        `${pointer}/${index}`,
        out,
        depth + 1,
      );
    }
  } else if (isObject(before) && isObject(after)) {
    compareObjects(before, after, pointer, out, depth + 1);
  } else out.push({ pointer, kind: "changed", before, after });
}

function compareObjects(
  before: Record<string, JsonValue>,
  after: Record<string, JsonValue>,
  pointer: string,
  out: JsonChange[],
  depth: number,
): void {
  for (const key of Object.keys(before)) {
    const next = Object.hasOwn(after, key) ? after[key] : undefined;
    if (before[key] !== next) compare(before[key], next, `${pointer}/${escapeToken(key)}`, out, depth);
  }
  for (const key of Object.keys(after)) {
    if (!Object.hasOwn(before, key)) compare(undefined, after[key], `${pointer}/${escapeToken(key)}`, out, depth);
  }
}
