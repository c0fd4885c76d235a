import { expect, it } from "vitest";
import { requestIds } from "./requestIds.ts";

it.each([
  ['{"threadId":"t","runId":"r"}', "t", "r"],
  ['{"method":"agent/run","params":{},"body":{"threadId":"t","runId":"r"}}', "t", "r"],
  ['{"thread_id":"t","run_id":"r"}', "t", "r"],
  ['{"threadId":3}', "", ""],
  ["[1]", "", ""],
  ["no JSON", "", ""],
  ["", "", ""],
])("reads %j", (body, threadId, runId) => expect(requestIds(body)).toEqual({ threadId, runId }));
