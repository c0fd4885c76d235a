import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Message } from "#src/protocol/events.ts";
import { replyTo } from "#src/run/dialects/dialects.ts";
import { DEFAULT_DIALECTS } from "#src/run/dialects/dialects.ts";
import { pausesOf } from "#src/run/pending/pausesOf.ts";
import { readingOf, wild, type TestExchange } from "#src/run/pending/readingForTests.ts";
import type { PauseAnswer, Reply } from "#src/run/pending/types.ts";
import type { RequestDraft } from "#src/run/types.ts";
import { nextInput, type NextTurn } from "./nextInput.ts";
import { placeResults } from "./placeResults.ts";

const DRAFT: RequestDraft = {
  message: "the first message",
  attachments: [
    { kind: "image", name: "of the first message", mimeType: "", source: { kind: "url", url: "http://agent.test/a" } },
  ],
  threadId: "t1",
  runId: "mine",
  stateText: '{"edited":1}',
  context: [{ id: "k", description: "user", value: "u1" }],
  forwardedPropsText: "{}",
  bodyText: '{"edited":"as a whole"}',
};
const USER = { id: "u1", role: "user", content: "Go" };
const STARTED = { type: "RUN_STARTED", threadId: "t1", runId: "r1" };
const FINISHED = { type: "RUN_FINISHED", threadId: "t1", runId: "r1" };
const call = (id: string, name: string): object => ({
  type: "TOOL_CALL_CHUNK",
  toolCallId: id,
  toolCallName: name,
  parentMessageId: "a1",
  delta: "{}",
});

interface Case extends Partial<Omit<NextTurn, "view" | "replies">> {
  /** Answers by the pause's place, in the order in which they are given. */
  readonly answers: readonly (readonly [number, PauseAnswer])[];
}

function built(exchange: TestExchange, { answers, ...more }: Case) {
  const reading = readingOf(exchange);
  const pauses = pausesOf(reading, { tools: [], dialects: DEFAULT_DIALECTS });
  const replies = answers.map(([place, answer]): Reply => {
    const reply = replyTo(pauses[place] as (typeof pauses)[number], answer);
    if (!reply.ok) throw new Error(reply.error);
    return reply.value;
  });
  let id = 0;
  const newId = (): string => `n${++id}`;
  return nextInput({ draft: DRAFT, view: reading.viewAt(reading.length), replies, tools: [], newId, now: 0, ...more });
}
const result = (value: string): PauseAnswer => ({ kind: "result", value });
const body = (messages: readonly object[]): object => ({ threadId: "t1", runId: "r1", messages });
const interrupted = (...interrupts: readonly object[]): TestExchange => ({
  body: body([USER]),
  answer: [
    STARTED,
    {
      ...FINISHED,
      outcome: { type: "interrupt", interrupts: interrupts.map((each) => ({ reason: "confirmation", ...each })) },
    },
  ],
});

describe("nextInput", () => {
  it("is, byte for byte, the same thread with the results in place, the tools again and the run that it continues", () => {
    const answer = [
      STARTED,
      { type: "STATE_SNAPSHOT", snapshot: { step: 2 } },
      call("c1", "one"),
      call("c2", "two"),
      call("c3", "three"),
      { type: "TEXT_MESSAGE_CHUNK", messageId: "a2", role: "assistant", delta: "Waiting." },
      FINISHED,
    ];
    const tools = [{ name: "one", description: "First", parameters: { type: "object" } }];
    const { body: text, problems } = built(
      { body: body([USER]), answer },
      {
        answers: [
          [2, result("C")],
          [0, { kind: "fail", message: "No" }],
          [1, result("B")],
        ],
        tools,
      },
    );
    const toolCall = (id: string, name: string): string =>
      `{"id":"${id}","type":"function","function":{"name":"${name}","arguments":"{}"}}`;
    expect(text).toBe(
      '{"threadId":"t1","runId":"n1","parentRunId":"r1","state":{"step":2},"messages":[' +
        '{"id":"u1","role":"user","content":"Go"},' +
        `{"id":"a1","role":"assistant","toolCalls":[${toolCall("c1", "one")},${toolCall("c2", "two")},${toolCall("c3", "three")}]},` +
        '{"id":"n2","role":"tool","toolCallId":"c1","content":"No","error":"No"},' +
        '{"id":"n3","role":"tool","toolCallId":"c2","content":"B"},' +
        '{"id":"n4","role":"tool","toolCallId":"c3","content":"C"},' +
        '{"id":"a2","role":"assistant","content":"Waiting."}],' +
        '"tools":[{"name":"one","description":"First","parameters":{"type":"object"}}],' +
        '"context":[{"description":"user","value":"u1"}],"forwardedProps":{}}',
    );
    expect(problems).toEqual([]);
  });

  it("answers all interrupts in their order with one resume, behind everything else", () => {
    const { body: text, problems } = built(interrupted({ id: "i1" }, { id: "i2" }), {
      answers: [
        [1, { kind: "cancel" }],
        [0, { kind: "result", value: { go: true } }],
      ],
    });
    expect(text.slice(text.indexOf(',"forwardedProps"'))).toBe(
      ',"forwardedProps":{},"resume":[{"interruptId":"i1","status":"resolved","payload":{"go":true}},{"interruptId":"i2","status":"cancelled"}]}',
    );
    expect(problems).toEqual([]);
  });

  it("makes the recorded second turn of LangGraph, but for the ids", () => {
    const { body: text } = built(wild("langgraph-python/hitl_rerun_without_resume"), {
      answers: [[0, result("yes")]],
      draft: { ...DRAFT, threadId: "00000000-0000-4000-8000-000000000004", context: [] },
      newId: () => "r2",
    });
    const recorded = wild("langgraph-python/hitl_turn2_legacy_command_resume").body;
    expect(text.replace('"parentRunId":"r1b",', "")).toBe(JSON.stringify(recorded));
  });

  it("puts an answer into the forwarded props that are there, and says when it replaces some", () => {
    const draft = { ...DRAFT, forwardedPropsText: '{"user":"x","command":{"resume":"old","keep":1}}' };
    const { body: text, problems } = built(wild("langgraph-python/hitl_rerun_without_resume"), {
      answers: [[0, result("yes")]],
      draft,
    });
    expect(text).toContain('"forwardedProps":{"user":"x","command":{"resume":"yes","keep":1}}');
    expect(problems).toMatchObject([{ severity: "warning", pointer: "/forwardedProps/command/resume" }]);
  });

  it("holds back two answers for one place, and props that are no object", () => {
    const asks = ["a", "b"].map((value) => ({ type: "CUSTOM", name: "on_interrupt", value }));
    const exchange = { body: body([USER]), answer: [STARTED, ...asks, FINISHED] };
    const answers = [
      [0, result("x")],
      [1, result("y")],
    ] as const;
    expect(built(exchange, { answers }).problems).toMatchObject([
      { severity: "error", message: expect.stringContaining("Two answers") as string },
    ]);
    const draft = { ...DRAFT, forwardedPropsText: "[1]" };
    const [problem] = built(exchange, { answers: [[0, result("x")]], draft }).problems;
    expect(problem).toMatchObject({ severity: "error", pointer: "/forwardedProps" });
  });

  it("says which calls are left without a result, and never sends two for one", () => {
    const exchange = { body: body([USER]), answer: [STARTED, call("c1", "one"), call("c2", "two"), FINISHED] };
    expect(built(exchange, { answers: [[0, result("A")]] }).problems).toMatchObject([
      { severity: "warning", message: expect.stringContaining("“c2” of two has no result") as string },
    ]);
    const twice = built(exchange, {
      answers: [
        [0, result("A")],
        [0, result("B")],
        [1, result("C")],
      ],
    });
    expect(twice.body).not.toContain('"content":"B"');
    expect(twice.problems).toMatchObject([{ message: expect.stringContaining("second one is not sent") as string }]);
  });

  it("places a result that claims another call behind the call that it is for", () => {
    const exchange = { body: body([USER]), answer: [STARTED, call("c1", "one"), FINISHED] };
    const { body: text, problems } = built(exchange, {
      answers: [[0, { kind: "result", value: 1, callId: "nobody" }]],
    });
    expect(text).toContain('"arguments":"{}"}}]},{"id":"n2","role":"tool","toolCallId":"nobody","content":"1"}]');
    expect(problems).toMatchObject([{ severity: "warning", pointer: "/messages/2/toolCallId" }]);
  });
});

describe("a resume that is wrong on purpose", () => {
  const exchange = interrupted({ id: "i1" }, { id: "i2", expiresAt: "1970-01-01T00:00:01Z" });
  const answers = [
    [0, result("a")],
    [1, result("b")],
  ] as const;
  const resumed = (fault?: NextTurn["fault"], now = 0) => {
    const { body: text, problems } = built(exchange, { answers, now, ...(fault && { fault }) });
    const { resume = [] } = JSON.parse(text) as { resume?: { interruptId: string }[] };
    return {
      ids: resume.map(({ interruptId }) => interruptId),
      severities: problems.map(({ severity }) => severity),
      text,
    };
  };

  it("is held back where it was not meant", () => {
    expect(resumed()).toMatchObject({ ids: ["i1", "i2"], severities: [] });
    expect(resumed(undefined, 5_000)).toMatchObject({ severities: ["error"] });
    expect(built(exchange, { answers: [[0, result("a")]] }).problems).toMatchObject([
      { severity: "error", message: "One resume must answer all open interrupts; missing: “i2”." },
    ]);
  });

  it("is sent with a warning where it was", () => {
    expect(resumed("partial")).toMatchObject({ ids: ["i1"], severities: ["warning"] });
    expect(resumed("expired", 5_000)).toMatchObject({ ids: ["i1", "i2"], severities: ["warning"] });
    expect(resumed("unknown-id")).toMatchObject({ ids: ["i1", "i2", "unknown-i1"], severities: ["warning"] });
    expect(resumed("repeated")).toMatchObject({ ids: ["i1", "i2", "i1"], severities: ["warning"] });
    const missing = resumed("missing");
    expect(missing).toMatchObject({ ids: [], severities: ["warning"] });
    expect(missing.text).not.toContain('"resume"');
  });
});

describe("placeResults", () => {
  const assistant = (id: string, ...calls: readonly string[]): Message => ({
    id,
    role: "assistant",
    toolCalls: calls.map((each) => ({ id: each, type: "function", function: { name: "f", arguments: "{}" } })),
  });
  const tool = (id: string, toolCallId: string): Message => ({ id, role: "tool", toolCallId, content: id });
  const text = (id: string): Message => ({ id, role: "assistant", content: id });
  const placed = (messages: readonly Message[], ...results: readonly string[]): readonly string[] =>
    placeResults(
      messages,
      results.map((toolCallId) => ({ id: `+${toolCallId}`, toolCallId, content: "" })),
    ).map(({ id }) => id);

  it("goes between the results that are there, so that the order of the calls holds", () => {
    const messages = [assistant("a", "1", "2", "3"), tool("t2", "2"), text("later")];
    expect(placed(messages, "3", "1")).toEqual(["a", "+1", "t2", "+3", "later"]);
  });

  it("comes last where no message carries the call", () => {
    expect(placed([assistant("a", "1"), text("x")], "9", "1")).toEqual(["a", "+1", "x", "+9"]);
  });

  it("keeps every message in its order and puts each result behind its owner, before anything but results", () => {
    const history = fc.array(fc.constantFrom("calls", "text", "answered"), { maxLength: 8 }).map((kinds) =>
      kinds.flatMap((kind, at): Message[] => {
        if (kind === "text") return [text(`m${at}`)];
        const calls = [`${at}a`, `${at}b`];
        return [assistant(`m${at}`, ...calls), ...(kind === "answered" ? [tool(`t${at}`, `${at}b`)] : [])];
      }),
    );
    fc.assert(
      fc.property(history, fc.func(fc.boolean()), (messages, isAnswered) => {
        const there = new Set(messages.flatMap((each) => (each.role === "tool" ? [each.toolCallId] : [])));
        const calls = messages.flatMap((each) => (each.role === "assistant" ? (each.toolCalls ?? []) : []));
        const open = calls.map(({ id }) => id).filter((id) => !there.has(id) && isAnswered(id));
        const after = placeResults(
          messages,
          open.toReversed().map((toolCallId) => ({ id: `+${toolCallId}`, toolCallId, content: "" })),
        );
        expect(after.filter(({ id }) => !id.startsWith("+"))).toEqual(messages);
        // Behind its owner, and behind the results of the calls before it?
        let owned: readonly string[] = [];
        let last = -1;
        const places = after.flatMap((message) => {
          if (message.role !== "tool") {
            owned = message.role === "assistant" ? (message.toolCalls ?? []).map(({ id }) => id) : [];
            last = -1;
            return [];
          }
          const before = last;
          last = owned.indexOf(message.toolCallId);
          return [last > before];
        });
        expect(places).not.toContain(false);
        expect(after.length).toBe(messages.length + open.length);
      }),
    );
  });
});
