import { expect, it } from "vitest";
import { isObject, parseJson } from "#src/lib/json.ts";
import { fakeValue } from "./fakeValue.ts";

function made(schemaText: string) {
  const schema = parseJson(schemaText);
  if (!isObject(schema)) throw new Error("no schema");
  return fakeValue(schema, undefined, 1);
}

const tooMuch = { ok: false, error: expect.stringContaining("contains itself without end, or asks for too much") };
const four = (member: string): string => `{"a":${member},"b":${member},"c":${member},"d":${member}}`;

it.each([
  ["itself", '{"allOf":[{"$ref":"#"}]}'],
  ["one of itself", '{"type":"object","oneOf":[{"$ref":"#"},{"$ref":"#"}]}'],
  [
    "a circle of two",
    '{"$defs":{"const":{"allOf":[{"$ref":"#/$defs/b"}]},"b":{"allOf":[{"$ref":"#/$defs/const"}]}},"$ref":"#/$defs/b"}',
  ],
  [
    "a tree that only ends in millions of values",
    `{"type":"object","properties":${four('{"oneOf":[{"$ref":"#"}]}')},"required":["a","b","c","d"]}`,
  ],
])("comes to an end with a schema of %s", (_, schema) => {
  expect(made(schema)).toEqual(tooMuch);
});

it("leaves out what may be left out where a tree would become too large with it", () => {
  expect(made(`{"type":"object","properties":${four('{"allOf":[{"$ref":"#"}]}')}}`)).toEqual({ ok: true, value: {} });
});

it("makes up a large value, and takes over those that the schema names", () => {
  const rows = made('{"type":"array","minItems":5000,"items":{"enum":[{"a":{"b":1}}]}}');
  expect(rows.ok && Array.isArray(rows.value) && rows.value.length).toBe(5_000);
  expect(rows.ok && Array.isArray(rows.value) && rows.value[4_999]).toEqual({ a: { b: 1 } });
  expect(made('{"type":"object","properties":{"enum":{"const":[{}]}},"required":["enum"]}')).toEqual({
    ok: true,
    value: { enum: [{}] },
  });
});
