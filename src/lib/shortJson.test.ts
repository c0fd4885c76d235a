import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { JsonValue } from "./json.ts";
import { shortJson } from "./shortJson.ts";

it("is the JSON text of a value that fits", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(shortJson(value as JsonValue, 100_000)).toBe(
        JSON.stringify(value, (_, inner: unknown) => (Object.is(inner, -0) ? 0 : inner)),
      );
    }),
  );
});

it("cuts what does not fit and says so", () => {
  expect(shortJson("abcdef", 3)).toBe('"abc…"');
  expect(shortJson([1, 2, 3, 4, 5, 6, 7, 8, 9], 8)).toBe("[1,2,3,4…]");
  expect(shortJson({ name: "x".repeat(100), more: [1] }, 20)).toMatch(/^\{"name":"x+…"…\}$/);
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
      // Quotes, escapes and brackets that close come on top.
      expect(shortJson(value as JsonValue, 60).length).toBeLessThan(450);
    }),
  );
});
