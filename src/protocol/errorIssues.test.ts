import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "#src/lib/json.ts";
import { errorIssues } from "./errorIssues.ts";

const SENT: JsonValue = {
  threadId: "t",
  messages: [
    { id: "m1", role: "user", content: "hi" },
    { role: "user", content: "no id" },
  ],
  tools: null,
  forwardedProps: { pace: -1 },
};

const pointers = (body: unknown, sent: JsonValue = SENT): string[] =>
  errorIssues(typeof body === "string" ? body : JSON.stringify(body), sent).map(
    ({ part, pointer, place, message }) => `${part === "body" ? pointer : `${part} ${place}`} | ${message}`,
  );

describe("errorIssues", () => {
  it.each<[string, unknown, string[]]>([
    [
      "FastAPI",
      {
        detail: [
          { type: "missing", loc: ["body", "runId"], msg: "Field required", input: {} },
          { type: "missing", loc: ["body", "messages", 1, "user", "id"], msg: "Field required" },
          { type: "list_type", loc: ["body", "tools"], msg: "Input should be a valid list" },
        ],
      },
      ["/runId | Field required", "/messages/1/id | Field required", "/tools | Input should be a valid list"],
    ],
    [
      "FastAPI: variants of a union are no members",
      {
        detail: [{ type: "string_type", loc: ["body", "messages", 0, "user", "content", "str"], msg: "Not a string" }],
      },
      ["/messages/0/content | Not a string"],
    ],
    [
      "FastAPI: variants that are functions",
      { detail: [{ type: "x", loc: ["body", "messages", 0, "user", "content", "list[union[A,B]]", 0], msg: "No" }] },
      ["/messages/0/content | No"],
    ],
    [
      "FastAPI: a header",
      { detail: [{ type: "missing", loc: ["header", "token"], msg: "Field required" }] },
      ["header token | Field required"],
    ],
    [
      "FastAPI: a body that is no JSON",
      { detail: [{ type: "json_invalid", loc: ["body", 14], msg: "JSON decode error", ctx: { error: "x" } }] },
      [" | JSON decode error"],
    ],
    [
      "FastAPI: the whole body",
      { detail: [{ type: "missing", loc: ["body"], msg: "Field required" }] },
      [" | Field required"],
    ],
    ["Pydantic AI", [{ type: "missing", loc: ["tools"], msg: "Field required" }], ["/tools | Field required"]],
    [
      "Pydantic AI: names in snake case",
      [{ type: "missing", loc: ["thread_id"], msg: "Field required" }],
      ["/threadId | Field required"],
    ],
    [
      "CopilotKit: JSON in a string",
      {
        error: "Invalid request body",
        details: JSON.stringify([
          {
            code: "invalid_type",
            expected: "string",
            received: "undefined",
            path: ["messages", 1, "id"],
            message: "Required",
          },
        ]),
      },
      ["/messages/1/id | Required"],
    ],
    [
      "CopilotKit: a union of zod 3",
      {
        error: "Invalid request body",
        details: JSON.stringify([
          {
            code: "invalid_union",
            unionErrors: [{ issues: [{ path: ["messages", 1, "id"], message: "Required" }] }],
            path: ["messages", 1],
            message: "Invalid input",
          },
        ]),
      },
      ["/messages/1/id | Required"],
    ],
    [
      "CopilotKit: prose of zod 4",
      {
        error: "Invalid request body",
        details: "✖ Invalid input: expected string, received undefined\n  → at messages[1].id",
      },
      ["/messages/1/id | Invalid input: expected string, received undefined"],
    ],
    [
      "prose",
      { error: "Invalid request body", details: "messages[1].id is required" },
      ["/messages/1/id | messages[1].id is required"],
    ],
    [
      "our own agents",
      { error: "The body is not a RunAgentInput", issues: [{ path: "/forwardedProps/pace", message: "Too small" }] },
      ["/forwardedProps/pace | Too small"],
    ],
    [
      "problem details with pointers",
      { title: "Invalid", status: 422, errors: [{ detail: "must be set", pointer: "#/runId" }] },
      ["/runId | must be set"],
    ],
    [
      "ASP.NET",
      {
        title: "One or more validation errors occurred.",
        errors: { "$.messages[1].Id": ["The Id field is required."] },
      },
      ["/messages/1/id | The Id field is required."],
    ],
    ["a sentence", { detail: "Not Found" }, []],
    ["a sentence about the model", { error: { message: "No key" } }, []],
    ["text", "Internal Server Error", []],
  ])("%s", (_name, body, expected) => {
    expect(pointers(body)).toEqual(expected);
  });

  it("keeps what the path says where nothing was sent to compare it with", () => {
    const [issue] = errorIssues('[{"loc":["messages",0,"id"],"msg":"Field required"}]');
    expect(issue).toMatchObject({ pointer: "/messages/0/id", place: "messages[0].id" });
  });

  it("never throws, whatever a server sends", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (body, sent) => {
        errorIssues(JSON.stringify({ detail: body, errors: body }), sent as JsonValue);
      }),
    );
    expect(errorIssues(`${"[".repeat(5000)}${"]".repeat(5000)}`)).toEqual([]);
  });
});
