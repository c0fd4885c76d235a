import { expect, it } from "vitest";
import type { JsonObject } from "#src/lib/json.ts";
import { isTooLarge } from "./isTooLarge.ts";

const node = {
  type: "object",
  properties: { name: { type: "string" }, children: { items: { $ref: "#/$defs/node" } } },
};

/** 2 ** `deep` texts, in as many lines. */
function doubling(deep: number): JsonObject {
  const levels = Array.from({ length: deep }, (_, at) => {
    const next = { $ref: `#/$defs/d${at + 1}` };
    return [`d${at}`, { properties: { a: next, b: next } }] as const;
  });
  return { $defs: { ...Object.fromEntries(levels), [`d${deep}`]: { type: "string" } }, $ref: "#/$defs/d0" };
}

it.each<[string, JsonObject, boolean]>([
  ["a plain one", { properties: { city: { type: "string" } } }, false],
  ["a tree", { $defs: { node }, $ref: "#/$defs/node" }, false],
  ["one that refers to nowhere", { properties: { a: { $ref: "#/%" }, b: { $ref: "https://example.org" } } }, false],
  ["a few levels", doubling(5), false],
  ["many levels", doubling(30), true],
  ["a long list", { type: "array", minItems: 1e9, items: { type: "string" } }, true],
  ["a long list of anything", { type: "array", minItems: 1e9 }, true],
  ["itself at the same place", { allOf: [{ $ref: "#" }] }, true],
  ["a choice of itself", { $defs: { a: { anyOf: [{ $ref: "#/$defs/a" }] } }, $ref: "#/$defs/a" }, true],
  ["itself within", { properties: { next: { $ref: "#" } } }, false],
])("%s", (_, schema, tooLarge) => {
  expect(isTooLarge(schema)).toBe(tooLarge);
});
