import { expect, it } from "vitest";
import { isConnectCall, runInputOf } from "./requestBody.ts";

const input = { threadId: "t", runId: "r", messages: [] };

it("takes a plain body as it is, and an envelope apart", () => {
  expect(runInputOf(input)).toBe(input);
  expect(runInputOf({ method: "agent/run", params: { agentId: "a" }, body: input })).toBe(input);
  expect(runInputOf({ method: "agent/connect", params: { agentId: "a" }, body: input })).toBe(input);
});

it.each([
  [undefined],
  [null],
  ["text"],
  [[input]],
  [{ method: "info" }],
  [{ method: "agent/run", body: "text" }],
  [{ threadId: "t", method: "agent/run", body: {} }],
  [{ messages: [], method: "agent/run", body: {} }],
])("leaves %j alone", (body) => {
  expect(runInputOf(body)).toBe(body);
});

it.each([
  ["http://x/api/agent/a/connect", "{}", true],
  ["http://x/api/agent/a%2Fb/connect/?x=1", "{}", true],
  ["http://x/api", JSON.stringify({ method: "agent/connect", params: { agentId: "a" }, body: input }), true],
  ["http://x/api", JSON.stringify({ method: "agent/run", params: { agentId: "a" }, body: input }), false],
  ["http://x/api", JSON.stringify({ ...input, method: "agent/connect" }), false],
  ["http://x/api/agent/a/run?then=/agent/a/connect", "{}", false],
  ["http://x/connect", "oops", false],
])("tells whether %s with %s is a connect", (url, body, isConnect) => {
  expect(isConnectCall({ url, body })).toBe(isConnect);
});
