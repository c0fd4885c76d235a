import { expect, it } from "vitest";
import type { JsonValue } from "#src/lib/json.ts";
import { applyPatch } from "#src/lib/jsonPatch.ts";
import { getPointer } from "#src/lib/jsonPointer.ts";
import { settingOperation, testingOperation } from "./valueOperation.ts";

const before: JsonValue = { "a/b": 1, list: [1, { x: 2 }], same: true };
const after: JsonValue = { "a/b": { c: [] }, list: [{ y: 0 }, { x: null }], same: true };

it.each([[["a/b"]], [["list", "0"]], [["list", "1", "x"]], [["list"]], [[]]])(
  "sets the value at %j, and tests it",
  (path: readonly string[]) => {
    const value = getPointer(after, path) as JsonValue;
    const result = applyPatch(before, [settingOperation(before, path, value), testingOperation(path, value)]);
    expect(result.ok && getPointer(result.value, path)).toEqual(value);
    expect(result.ok && Object.keys(result.value as object)).toEqual(Object.keys(before as object));
    expect(applyPatch(before, [testingOperation(path, value)]).ok).toBe(false);
  },
);

it("adds a member that is gone, and does not push elements aside", () => {
  expect(applyPatch({}, [settingOperation(before, ["same"], true)])).toEqual({ ok: true, value: { same: true } });
  expect(applyPatch({ list: [7, 8] }, [settingOperation(before, ["list", "0"], 1)])).toEqual({
    ok: true,
    value: { list: [1, 8] },
  });
});
