import { expect, it } from "vitest";
import { argumentProblemInWords, argumentProblems } from "./argumentProblems.ts";
import { mockFrom } from "./mockFrom.ts";

it("makes a mock of the calls of a tool that nobody defined", () => {
  const { tool, unread } = mockFrom(
    "get_weather",
    [
      { argumentsText: '{"city":"Paris"}', resultText: '{"degrees":20}' },
      { argumentsText: '{"city":"Rome","days":2}', resultText: '{"degrees":20.5}' },
      { argumentsText: '{"city":' },
    ],
    "t1",
  );
  expect(unread).toBe(1);
  expect(tool).toMatchObject({ id: "t1", name: "get_weather", enabled: true, plan: { kind: "ask" } });
  expect(JSON.parse(tool.parametersText)).toEqual({
    type: "object",
    properties: { city: { type: "string" }, days: { type: "integer" } },
    required: ["city"],
  });
  expect(JSON.parse(tool.resultSchemaText)).toEqual({
    type: "object",
    properties: { degrees: { type: "number" } },
    required: ["degrees"],
  });
  expect(argumentProblems(tool, '{"city":"Oslo"}')).toEqual([]);
});

it("makes no result schema of results that are text, and takes any object where no arguments could be read", () => {
  const { tool } = mockFrom("a", [{ argumentsText: "", resultText: "done" }], "t1");
  expect(tool.resultSchemaText).toBe("");
  expect(JSON.parse(tool.parametersText)).toEqual({ type: "object" });
});

it("says what is wrong with arguments", () => {
  const { tool } = mockFrom("a", [{ argumentsText: '{"city":"Paris"}' }], "t1");
  expect(argumentProblems(tool, '{"city":"Pa')).toEqual([
    { pointer: "", message: "is no JSON: a string has no end (line 1, column 9)", keyword: "json" },
  ]);
  expect(argumentProblems(tool, "")[0]?.message).toBe("is no JSON: it is empty; {} says that there are no arguments");
  expect(argumentProblems(tool, "{}")).toEqual([
    { pointer: "/city", message: "city is required", keyword: "required" },
  ]);
  const words = (text: string) => argumentProblems(tool, text).map(argumentProblemInWords);
  expect(words("{}")).toEqual(["/city is required."]);
  expect(words('{"city":1}')).toEqual(["/city must be a string, but is a number."]);
  expect(words("[]")).toEqual(["The value must be an object, but is an array."]);
  expect(argumentProblems({ parametersText: "" }, "[1]")).toEqual([]);
  expect(argumentProblems({ parametersText: "{" }, "{}")).toEqual([
    { pointer: "", message: "cannot be checked: the schema of the tool is no JSON", keyword: "$schema" },
  ]);
});
