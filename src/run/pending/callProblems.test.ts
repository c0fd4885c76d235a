import { expect, it } from "vitest";
import type { MockTool } from "#src/tools/types.ts";
import { callProblems } from "./callProblems.ts";
import { readingOf } from "./readingForTests.ts";

const schema = (type: string) => ({ type: "object", properties: { at: { type: "array", items: { type } } } });
const answer = [
  { type: "RUN_STARTED", threadId: "t", runId: "r" },
  { type: "RUN_FINISHED", threadId: "t", runId: "r" },
];
const mock = { name: "book", parametersText: JSON.stringify(schema("boolean")) } as MockTool;
const call = { name: "book", argumentsText: '{"at":[1,"two"]}' };

it("checks a call by what its own request offered, whatever is offered now", () => {
  const offers = (type: string) => ({ tools: [{ name: "book", description: "", parameters: schema(type) }] });
  const reading = readingOf({ body: offers("number"), answer }, { body: offers("string"), answer });
  const places = (seq: number): readonly string[] =>
    callProblems(reading, [mock], { ...call, seq }).map(({ pointer }) => pointer);
  expect(places(1)).toEqual(["/at/1"]);
  expect(places(3)).toEqual(["/at/0"]);
  // What a request brought along the first one did.
  expect(places(0)).toEqual(["/at/1"]);
});

it("checks it by the mock tool of its name where the request says nothing of it", () => {
  const reading = readingOf({ body: { tools: [{ name: "book" }, "none"] }, answer });
  expect(callProblems(reading, [mock], { ...call, seq: 1 }).map(({ pointer }) => pointer)).toEqual(["/at/0", "/at/1"]);
  expect(callProblems(reading, [{ ...mock, parametersText: "" }], { ...call, seq: 1 })).toEqual([]);
  expect(callProblems(reading, [], { ...call, seq: 1 })).toEqual([]);
});
