import { expect, it } from "vitest";
import type { JsonValue } from "#src/lib/json.ts";
import { jsonSummary } from "./jsonSummary.ts";

it.each<[JsonValue, string]>([
  [{}, "{}"],
  [[], "[]"],
  [null, "null"],
  ["text", '"text"'],
  [{ trip: { city: "Lisbon" }, stage: "plan", done: false }, '{ "trip": { … }, "stage": "plan", "done": false }'],
  [{ list: [1, 2], none: [], empty: {} }, '{ "list": [ 2 ], "none": [], "empty": {} }'],
  [{ long: "x".repeat(30) }, `{ "long": "${"x".repeat(24)}…" }`],
  [{ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7 }, '{ "a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6, … }'],
  [[1, { a: 1 }, "b"], '[ 1, { … }, "b" ]'],
])("%j: %s", (value, summary) => {
  expect(jsonSummary(value)).toBe(summary);
});
