import { describe, expect, it } from "vitest";
import { pendingInterruptProblem, requestProblems } from "./requestProblems.ts";

const GOOD = {
  threadId: "t",
  runId: "r",
  state: {},
  messages: [{ id: "m", role: "user", content: "Hi" }],
  tools: [],
  context: [],
  forwardedProps: {},
};
const found = (input: unknown): string[] =>
  requestProblems(JSON.stringify(input)).map(({ severity, pointer }) => `${severity} ${pointer}`);

describe("pendingInterruptProblem", () => {
  it("warns of what is sent while interrupts are open", () => {
    expect(pendingInterruptProblem([])).toBeUndefined();
    expect(pendingInterruptProblem([{ id: "i1" }])).toMatchObject({
      severity: "warning",
      pointer: "/resume",
      message: expect.stringContaining("The interrupt i1 is open") as string,
    });
    expect(pendingInterruptProblem([{ id: "i1" }, { id: "i2" }])?.message).toContain("2 interrupts are open");
  });
});

describe("requestProblems", () => {
  it("has nothing to say about the usual body", () => {
    expect(found(GOOD)).toEqual([]);
  });

  it("says where a body stops being JSON", () => {
    expect(requestProblems("{")).toMatchObject([{ severity: "error", pointer: "" }]);
  });

  it.each([[null], [[]], ["text"], [3]])("refuses %j as a body", (input) => {
    expect(found(input)).toEqual(["error "]);
  });

  it.each(["threadId", "runId", "state", "messages", "tools", "context", "forwardedProps"] as const)(
    "misses %s",
    (name) => {
      const { [name]: _, ...rest } = GOOD;
      expect(found(rest)).toContain(`error /${name}`);
    },
  );

  it.each(["tools", "context", "forwardedProps", "parentRunId", "resume"])("refuses null for %s", (name) => {
    expect(found({ ...GOOD, [name]: null })).toContain(`error /${name}`);
  });

  it("names the camelCase spelling", () => {
    const { threadId, ...rest } = GOOD;
    expect(requestProblems(JSON.stringify({ ...rest, thread_id: threadId }))).toContainEqual({
      severity: "error",
      pointer: "/thread_id",
      message: "thread_id must be written threadId.",
    });
  });

  it("wants an id on each message, and another one each", () => {
    const messages = [{ role: "user", content: "Hi" }, ...GOOD.messages, ...GOOD.messages];
    expect(found({ ...GOOD, messages })).toEqual(["error /messages/0/id", "error /messages/2/id"]);
  });

  it("checks every message against its shape and names the place", () => {
    const messages = [
      { id: "m", role: "assistant", content: null },
      { id: "n", role: "robot", content: "Hi" },
      { id: "o", role: "user" },
    ];
    expect(requestProblems(JSON.stringify({ ...GOOD, messages })).map(({ message }) => message)).toEqual([
      expect.stringContaining("messages[0].content is null"),
      expect.stringContaining("messages[1] must be"),
      expect.stringContaining("messages[2].content is missing"),
    ]);
  });

  it("only warns about a field that AG-UI does not know", () => {
    expect(found({ ...GOOD, extra: 1 })).toEqual(["warning /extra"]);
  });

  it("only warns about a result that no call asked for", () => {
    const answer = { id: "a", role: "tool", toolCallId: "c1", content: "42" };
    const call = {
      id: "b",
      role: "assistant",
      toolCalls: [{ id: "c1", type: "function", function: { name: "f", arguments: "{}" } }],
    };
    expect(found({ ...GOOD, messages: [...GOOD.messages, answer] })).toEqual(["warning /messages/1/toolCallId"]);
    expect(found({ ...GOOD, messages: [...GOOD.messages, call, answer] })).toEqual([]);
  });
});
