import { expect, it } from "vitest";
import { readingOf } from "#src/run/pending/readingForTests.ts";
import type { ScopeState } from "#src/store/types.ts";
import { bodyChanges, reviewProblems } from "./reviewedBody.ts";

const interrupted = readingOf({
  body: {},
  answer: [
    { type: "RUN_STARTED", threadId: "t", runId: "r" },
    {
      type: "RUN_FINISHED",
      threadId: "t",
      runId: "r",
      outcome: { type: "interrupt", interrupts: [{ id: "i1", reason: "x" }] },
    },
  ],
});
const state = (bodyForms: ScopeState["bodyForms"] = {}): ScopeState =>
  ({ endpoint: "http://a.test/", bodyForms, resumeFault: undefined, session: { reading: interrupted } }) as ScopeState;
const FIELDS = {
  threadId: "t",
  runId: "r2",
  state: {},
  messages: [{ id: "m", role: "user", content: "Go" }],
  tools: [],
  context: [],
  forwardedProps: {},
};
const problems = (body: object, ...rest: Parameters<typeof state>): readonly string[] =>
  reviewProblems(JSON.stringify(body), state(...rest)).map(({ message }) => message);

it("finds what is wrong with an edited request, and with its resume", () => {
  expect(problems({ ...FIELDS, resume: [{ interruptId: "i1", status: "cancelled" }] })).toEqual([]);
  expect(problems(FIELDS)).toEqual(["One resume must answer all open interrupts; missing: “i1”."]);
  expect(problems({ ...FIELDS, runId: 3, resume: [{ interruptId: "i2", status: "cancelled" }, 7] })).toHaveLength(4);
  expect(reviewProblems("{", state())[0]?.message).toMatch(/no valid JSON/);
});

it("holds a body in another form to no rule of the plain one", () => {
  const forms = { "http://a.test": { shape: "snake_case", ceiling: undefined } } as const;
  expect(problems({ thread_id: "t" }, forms)).toEqual([]);
});

it("says where two bodies differ, and that one that is no JSON differs as a whole", () => {
  expect(bodyChanges('{"a":1,"b":[1]}', '{ "a": 1, "b": [2] }')).toMatchObject([{ pointer: "/b/0", kind: "changed" }]);
  expect(bodyChanges('{"a":1}', "{")).toMatchObject([{ pointer: "" }]);
});
