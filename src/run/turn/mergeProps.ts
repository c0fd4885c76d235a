import { isObject, type JsonObject, type JsonValue } from "#src/lib/json.ts";
import { jsonEqual } from "#src/lib/jsonEqual.ts";
import { escapeToken } from "#src/lib/jsonPointer.ts";

/** Forwarded props put together, and the JSON Pointers of what two of them said differently. */
export interface MergedProps {
  readonly props: JsonObject;
  readonly conflicts: readonly string[];
}

/** Puts objects together, members of members too. Where two say something else in one place, the later one holds and the place is a conflict. */
export function mergeProps(parts: readonly JsonObject[]): MergedProps {
  const conflicts: string[] = [];
  const props = parts.reduce<JsonObject>((all, part) => merge(all, part, "", conflicts), {});
  return { props, conflicts };
}

function merge(first: JsonObject, second: JsonObject, at: string, conflicts: string[]): JsonObject {
  const entries = new Map<string, JsonValue>(Object.entries(first));
  for (const [key, value] of Object.entries(second)) {
    const place = `${at}/${escapeToken(key)}`;
    const before = entries.get(key);
    if (isObject(before) && isObject(value)) entries.set(key, merge(before, value, place, conflicts));
    else {
      if (before !== undefined && !jsonEqual(before, value)) conflicts.push(place);
      entries.set(key, value);
    }
  }
  return Object.fromEntries(entries);
}
