import { expect, it } from "vitest";
import { eventSpec } from "#src/protocol/eventTable.ts";
import { eventFields } from "./eventFields.ts";

const names = (fields: readonly { readonly name: string }[]): readonly string[] => fields.map(({ name }) => name);

it("lists what came in the order of the specification, unknown fields last", () => {
  const fields = eventFields(
    { delta: "a", odd: 1, messageId: "m", type: "TEXT_MESSAGE_CONTENT" },
    eventSpec("TEXT_MESSAGE_CONTENT"),
  );
  expect(names(fields.present)).toEqual(["type", "messageId", "delta", "odd"]);
  expect(fields.present.at(-1)).toMatchObject({ known: false, meaning: undefined, pointer: "/odd" });
  expect(fields.present[1]).toMatchObject({ known: true, required: true, value: "m" });
});

it("tells required fields that are missing from optional ones", () => {
  const fields = eventFields({ type: "TEXT_MESSAGE_CONTENT" }, eventSpec("TEXT_MESSAGE_CONTENT"));
  expect(names(fields.missing)).toEqual(["messageId", "delta"]);
  expect(names(fields.absent)).toContain("timestamp");
});

it("knows nothing about an unknown type, and nothing is no event", () => {
  expect(eventFields({ "a/b": 1 }, undefined).present).toMatchObject([{ pointer: "/a~1b", known: false }]);
  expect(eventFields([1], undefined).present).toEqual([]);
});

it("treats names of Object's own members as any other", () => {
  const json: unknown = JSON.parse('{"type":"CUSTOM","name":"n","value":null,"__proto__":1,"toString":2}');
  expect(names(eventFields(json, eventSpec("CUSTOM")).present)).toEqual([
    "type",
    "name",
    "value",
    "__proto__",
    "toString",
  ]);
});
