import { describe, expect, it } from "vitest";
import { firstWords, saidByErrorBody } from "./errorBody.ts";

describe("saidByErrorBody", () => {
  it.each([
    [
      "FastAPI",
      '{"detail":[{"type":"missing","loc":["body","messages",0,"id"],"msg":"Field required"}]}',
      "messages[0].id: Field required",
    ],
    ["FastAPI, plain", '{"detail":"Not Found"}', "Not Found"],
    ["pydantic-ai", '[{"type":"missing","loc":["tools"],"msg":"Field required"}]', "tools: Field required"],
    [
      "CopilotKit",
      '{"error":"Invalid request body","details":"messages is required"}',
      "Invalid request body: messages is required",
    ],
    [
      "CopilotKit with JSON inside a string",
      '{"error":"Invalid request body","details":"[{\\"path\\":[\\"runId\\"],\\"message\\":\\"Required\\"}]"}',
      "Invalid request body: runId: Required",
    ],
    [
      "a header that is missing",
      '{"detail":[{"loc":["header","token"],"msg":"Field required"}]}',
      "header token: Field required",
    ],
    ["OpenAI-like", '{"error":{"message":"No key","code":"x"}}', "No key"],
    ["problem details", '{"type":"about:blank","title":"Forbidden","detail":"No access"}', "Forbidden: No access"],
    ["text", "Internal Server Error\n", "Internal Server Error"],
    ["HTML", "<!doctype html><html><head><title>404 Not Found</title></head></html>", "404 Not Found"],
    ["HTML without a title", "<html><style>p{}</style><p>Nothing <b>here</b></p></html>", "Nothing here"],
    ["markup without words", "<svg><path/></svg>", "<svg><path/></svg>"],
    ["other JSON", '{"a":1}', '{"a":1}'],
    ["nothing", "", ""],
  ])("%s", (_name, body, said) => {
    expect(saidByErrorBody(body)).toBe(said);
  });
});

it("cuts long texts and says so", () => {
  expect(firstWords("word ".repeat(100))).toMatch(/^(word )+word…$|wo…$/);
  expect(firstWords("word ".repeat(100)).length).toBeLessThanOrEqual(241);
});

describe("a hostile error body", () => {
  // Each of these exhausts the stack, or takes minutes, where it is read without limits.
  it.each([
    ["nested lists", "[".repeat(50_000) + "]".repeat(50_000)],
    ["nested objects", '{"detail":'.repeat(50_000) + "1" + "}".repeat(50_000)],
    ["titles without an end", "<title".repeat(200_000)],
    ["scripts without an end", `<html>${"<script>".repeat(200_000)}`],
    ["a cross and blanks", JSON.stringify({ detail: `\u2716 a${" ".repeat(500_000)}b` })],
  ])("is read all the same: %s", (_, body) => {
    expect(saidByErrorBody(body).length).toBeLessThanOrEqual(241);
  });
});
