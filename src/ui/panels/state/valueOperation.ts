import type { JsonValue } from "#src/lib/json.ts";
import type { PatchOperation } from "#src/lib/jsonPatch.ts";
import { formatPointer, getPointer } from "#src/lib/jsonPointer.ts";

/**
 * The operation (RFC 6902) that sets the value at `path` to what it is. A member of an object is added, which sets it whether or not it
 * is there; an element of an array and the whole document are replaced, because adding would push the others aside.
 */
export function settingOperation(document: JsonValue, path: readonly string[], value: JsonValue): PatchOperation {
  const inObject = path.length > 0 && !Array.isArray(getPointer(document, path.slice(0, -1)));
  return { op: inObject ? "add" : "replace", path: formatPointer(path), value };
}

/** The operation (RFC 6902) that fails where the value at `path` is another one. */
export function testingOperation(path: readonly string[], value: JsonValue): PatchOperation {
  return { op: "test", path: formatPointer(path), value };
}
