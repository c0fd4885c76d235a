import { describe, expect, it } from "vitest";
import { DEFAULT_DIALECTS } from "#src/run/dialects/dialects.ts";
import { pausesOf } from "./pausesOf.ts";
import { readingOf, receive, wild, type TestExchange } from "./readingForTests.ts";
import { scanAhead } from "./runScan.ts";
import type { DialectId, Pause } from "./types.ts";

const STARTED = { type: "RUN_STARTED", threadId: "t", runId: "r1" };
const FINISHED = { type: "RUN_FINISHED", threadId: "t", runId: "r1" };
const call = (id: string, name: string, args: object = {}): readonly object[] => [
  { type: "TOOL_CALL_START", toolCallId: id, toolCallName: name, parentMessageId: "m" },
  { type: "TOOL_CALL_ARGS", toolCallId: id, delta: JSON.stringify(args) },
  { type: "TOOL_CALL_END", toolCallId: id },
];
const interrupted = (...interrupts: readonly object[]): object => ({
  ...FINISHED,
  outcome: { type: "interrupt", interrupts },
});

interface Looked {
  readonly tools?: readonly string[];
  readonly dialects?: readonly DialectId[];
}

const pauses = (exchanges: readonly TestExchange[], { tools = [], dialects = DEFAULT_DIALECTS }: Looked = {}) =>
  pausesOf(readingOf(...exchanges), { tools, dialects });
const after = (answer: readonly object[], looked?: Looked): readonly Pause[] => pauses([{ body: {}, answer }], looked);
const ids = (found: readonly Pause[]): readonly string[] => found.map(({ id }) => id);

describe("pausesOf", () => {
  it("finds nothing in a recording without a run, in a run that goes on, and after one that answered everything", () => {
    expect(pauses([])).toEqual([]);
    expect(after([STARTED, ...call("c", "search")])).toEqual([]);
    const result = { type: "TOOL_CALL_RESULT", messageId: "x", toolCallId: "c", content: "found" };
    expect(after([STARTED, ...call("c", "search"), result, FINISHED])).toEqual([]);
  });

  it("lists the calls that RUN_FINISHED names, without doubt", () => {
    const end = { ...FINISHED, outcome: { type: "success", pendingToolCallIds: ["c2"] } };
    expect(after([STARTED, ...call("c1", "backend"), ...call("c2", "pick", { n: 1 }), end])).toMatchObject([
      {
        id: "call:c2",
        dialect: "frontend-tool",
        evidence: [5],
        toolCall: { id: "c2", name: "pick", argumentsText: '{"n":1}' },
        shape: { fits: ["result", "approve", "reject", "fail", "cancel"] },
        doubt: undefined,
      },
    ]);
  });

  it("leaves out a call whose result came in a snapshot, whatever RUN_FINISHED names", () => {
    const toolCall = { id: "c", type: "function", function: { name: "pick", arguments: "{}" } };
    const messages = [
      { id: "m", role: "assistant", toolCalls: [toolCall] },
      { id: "x", role: "tool", toolCallId: "c", content: "done" },
    ];
    const end = { ...FINISHED, outcome: { type: "success", pendingToolCallIds: ["c"] } };
    expect(after([STARTED, ...call("c", "pick"), { type: "MESSAGES_SNAPSHOT", messages }, end])).toEqual([]);
  });

  it("doubts a call that nobody offers, and not one that the request or the tool set offers", () => {
    const answer = [STARTED, ...call("c", "lookup"), FINISHED];
    expect(after(answer)[0]?.doubt).toContain("Nobody offers lookup");
    expect(after(answer, { tools: ["lookup"] })[0]?.doubt).toBeUndefined();
    const body = { threadId: "t", messages: [], tools: [{ name: "lookup", description: "" }] };
    expect(pauses([{ body, answer }])[0]?.doubt).toBeUndefined();
  });

  it("shows an interrupt and the call that it names once", () => {
    const answer = [
      STARTED,
      ...call("c", "send", { to: "you" }),
      interrupted({ id: "i", reason: "tool_call", toolCallId: "c", expiresAt: "2026-01-01T00:00:00Z" }),
    ];
    expect(after(answer)).toMatchObject([
      {
        id: "interrupt:i",
        dialect: "interrupt",
        evidence: [5],
        toolCall: { id: "c", argumentsText: '{"to":"you"}' },
        expiresAt: Date.UTC(2026, 0, 1),
        shape: { yesKey: "approved", editKey: "editedArgs" },
      },
    ]);
  });

  it("keeps what is open over a request that failed before a run", () => {
    const reading = readingOf({ body: {}, answer: [STARTED, interrupted({ id: "i", reason: "confirmation" })] });
    receive(reading, { body: {}, answer: "" });
    expect(ids(pausesOf(reading, { tools: [], dialects: DEFAULT_DIALECTS }))).toEqual(["interrupt:i"]);
    receive(reading, { body: { resume: [{ interruptId: "i", status: "cancelled" }] }, answer: [STARTED, FINISHED] });
    expect(pausesOf(reading, { tools: [], dialects: DEFAULT_DIALECTS })).toEqual([]);
  });

  it("looks only for the dialects that are asked for", () => {
    const answer = [STARTED, ...call("c", "confirm_changes"), FINISHED];
    expect(after(answer)[0]?.dialect).toBe("confirm-changes");
    expect(after(answer, { dialects: ["frontend-tool"] })[0]?.dialect).toBe("frontend-tool");
    expect(after(answer, { dialects: ["interrupt"] })).toEqual([]);
  });

  it("takes a last question in the chat for one only when asked to", () => {
    const text = { type: "TEXT_MESSAGE_CHUNK", messageId: "m", role: "assistant", delta: "Which city? " };
    expect(after([STARTED, text, FINISHED])).toEqual([]);
    const looked = { dialects: [...DEFAULT_DIALECTS, "chat-question" as const] };
    expect(after([STARTED, text, FINISHED], looked)).toMatchObject([{ id: "message:m", question: "Which city? " }]);
    expect(ids(after([STARTED, text, ...call("c", "pick"), FINISHED], looked))).toEqual(["call:c"]);
  });

  it("finds a question whose name is written with escapes", () => {
    const event = String.raw`{"type":"CUSTOM","name":"on\u005finterrupt","value":"Go?"}`;
    const line = (json: string): string => `data: ${json}\n\n`;
    const answer = [JSON.stringify(STARTED), event, JSON.stringify(FINISHED)].map(line).join("");
    expect(pauses([{ body: {}, answer }])).toMatchObject([{ id: "event:2", question: "Go?" }]);
  });

  it("finds what is asked beside an open stream, and forgets it when the stream is over", () => {
    const dialects = [...DEFAULT_DIALECTS, "tool-call-request" as const];
    const request = { type: "TOOL_CALL_REQUEST", toolCallId: "x", toolName: "locate", arguments: {} };
    const reading = readingOf({ body: {}, answer: [STARTED, request], open: true });
    expect(pausesOf(reading, { tools: [], dialects })).toMatchObject([
      { id: "request:x", evidence: [2], toolCall: { name: "locate", argumentsText: "{}" } },
    ]);
    expect(pausesOf(reading, { tools: [], dialects: DEFAULT_DIALECTS })).toEqual([]);
    reading.receive({ type: "end", time: 3, reason: "complete", message: "", frames: [], notes: [] });
    expect(pausesOf(reading, { tools: [], dialects })).toEqual([]);
  });

  it("decodes no event of an earlier run, none that cannot ask, and none twice", () => {
    const custom = { type: "CUSTOM", name: "usage", value: 1 };
    const many = Array.from({ length: 200 }, () => custom);
    const reading = readingOf(
      { body: {}, answer: [STARTED, ...many, FINISHED] },
      { body: {}, answer: [STARTED, custom, { type: "CUSTOM", name: "on_interrupt", value: '"Go?"' }, FINISHED] },
    );
    const decoded: number[] = [];
    const decodedAt = reading.decodedAt.bind(reading);
    reading.decodedAt = (seq) => (decoded.push(seq), decodedAt(seq));
    const look = (): readonly Pause[] => pausesOf(reading, { tools: [], dialects: DEFAULT_DIALECTS });
    expect(look()).toMatchObject([{ id: "event:205", question: "Go?" }]);
    expect(decoded).toEqual([206, 205]);
    look();
    expect(decoded).toEqual([206, 205, 206]);
  });
});

describe("recorded pauses", () => {
  const found = (name: string, looked?: Looked): readonly Pause[] => pauses([wild(name)], looked);

  it("shows Agent Framework's approval once, heard on three channels", () => {
    expect(found("ms-agent-framework-python/hitl_b_turn1")).toMatchObject([
      {
        id: "interrupt:call_97_0",
        dialect: "maf-approval",
        channels: ["interrupt", "maf-approval", "confirm-changes"],
        evidence: [9, 10, 15],
        question: "Approve running delete_file?",
        toolCall: { id: "call_97_0", name: "delete_file" },
        shape: { yesKey: "accepted", editKey: "", fits: ["approve", "reject", "result", "cancel"] },
      },
    ]);
    expect(found("ms-agent-framework-python/hitl_noconfirm_b_turn1")[0]?.channels).toEqual([
      "interrupt",
      "maf-approval",
    ]);
  });

  it("finds LangGraph's question in the custom event alone", () => {
    expect(found("langgraph-python/hitl_rerun_without_resume")).toMatchObject([
      { dialect: "langgraph-custom", question: "Delete?", evidence: [2], shape: { fits: ["result"] } },
    ]);
  });

  it("answers LangGraph's question by resume where there is an outcome as well", () => {
    expect(found("langgraph-python/hitl_outcome_rerun_without_resume")).toMatchObject([
      {
        id: "interrupt:ceb521930634bcda023ffa57be5b74d6",
        dialect: "interrupt",
        channels: ["interrupt", "langgraph-custom"],
        evidence: [2, 3],
        question: "Delete?",
      },
    ]);
  });

  it("finds nothing after a turn that was answered", () => {
    expect(found("langgraph-python/hitl_turn2_legacy_command_resume")).toEqual([]);
    expect(found("pydantic-ai/hitl_turn2_approved")).toEqual([]);
    expect(found("ms-agent-framework-python/hitl_b_turn2_cancelled")).toEqual([]);
  });

  it("finds the call of confirm_changes, and doubts the one whose argument was only predicted", () => {
    expect(found("agui-server-starter/predictive_state_updates_turn1")).toMatchObject([
      {
        dialect: "frontend-tool",
        toolCall: { name: "write_document_local" },
        doubt: expect.stringContaining("Nobody") as string,
      },
      { dialect: "confirm-changes", toolCall: { name: "confirm_changes" }, doubt: undefined },
    ]);
  });

  it("knows a tool of Agno's own from one that the request offers", () => {
    expect(found("agno/frontend_tool")).toMatchObject([{ dialect: "frontend-tool", doubt: undefined }]);
    const own = wild("agno/frontend_tool");
    expect(pauses([{ ...own, body: { ...own.body, tools: [] } }])).toMatchObject([
      { dialect: "agno", shape: { yesKey: "accepted" } },
    ]);
  });
});

describe("channels that say the same", () => {
  const suspended = {
    type: "mastra_suspend",
    toolCallId: "c",
    toolName: "reserve",
    args: { nights: 2 },
    suspendPayload: { question: "Reserve?" },
    resumeSchema: { type: "object", properties: { approved: { type: "boolean" } }, required: ["approved"] },
    runId: "r1",
  };
  const custom = { type: "CUSTOM", name: "on_interrupt", value: JSON.stringify(suspended) };

  it("shows Mastra's pause once when it comes on both, and answers it by resume", () => {
    const end = interrupted({ id: "r1::c", reason: "mastra:tool_suspend", toolCallId: "c" });
    expect(after([STARTED, custom, end])).toMatchObject([
      {
        id: "interrupt:r1::c",
        dialect: "interrupt",
        channels: ["interrupt", "mastra-custom"],
        question: "Reserve?",
        toolCall: { id: "c", name: "reserve", argumentsText: '{"nights":2}' },
        shape: { yesKey: "approved", fits: ["approve", "reject", "result", "cancel"] },
      },
    ]);
  });

  it("answers Mastra's pause in its own way when there is no outcome", () => {
    expect(after([STARTED, custom, FINISHED])).toMatchObject([
      { id: "call:c", dialect: "mastra-custom", shape: { yesKey: "approved", fits: ["approve", "reject", "result"] } },
    ]);
  });

  it("matches LangGraph's channels by the id of the provider's event", () => {
    const end = interrupted({ id: "i", reason: "langgraph:interrupt" });
    const heard = { type: "CUSTOM", name: "on_interrupt", value: '"Go?"', rawEvent: { id: "i" } };
    expect(after([STARTED, heard, end])).toMatchObject([{ id: "interrupt:i", question: "Go?", evidence: [2, 3] }]);
  });

  it("matches LangGraph's channels by the value where the id is missing", () => {
    const raw = { ask: [1, 2] };
    const end = interrupted({ id: "i", reason: "langgraph:interrupt", metadata: { langgraph: { raw } } });
    const heard = { type: "CUSTOM", name: "on_interrupt", value: JSON.stringify(raw) };
    expect(after([STARTED, heard, end])).toMatchObject([
      { id: "interrupt:i", channels: ["interrupt", "langgraph-custom"] },
    ]);
  });

  it("knows Agent Framework from before its interrupts", () => {
    const call = { call_id: "call_1", name: "delete_file", arguments: { filename: "report.txt" } };
    const value = { type: "function_approval_request", function_call: call };
    const custom = { type: "CUSTOM", name: "function_approval_request", value: { id: "call_1", function_call: call } };
    expect(after([STARTED, custom, { ...FINISHED, interrupt: [{ id: "call_1", value }] }])).toMatchObject([
      { id: "interrupt:call_1", dialect: "maf-legacy", toolCall: { name: "delete_file" }, source: { id: "call_1" } },
    ]);
  });
});

it("says which part of the state a question about predicted changes is about", () => {
  const predict = { state_key: "document", tool: "write_document", tool_argument: "text" };
  const found = after([
    STARTED,
    { type: "CUSTOM", name: "PredictState", value: [predict] },
    ...call("c1", "write_document", { text: "Once" }),
    { type: "TOOL_CALL_RESULT", toolCallId: "c1", messageId: "m2", content: "done" },
    ...call("c2", "confirm_changes"),
    FINISHED,
  ]);
  expect(found).toMatchObject([
    { id: "call:c2", predicted: [{ stateKey: "document", tool: "write_document", seq: 2, value: "Once" }] },
  ]);
  expect(after([STARTED, ...call("c2", "confirm_changes"), FINISHED])[0]?.predicted).toBeUndefined();
});

it("finds the same after it was read ahead in steps", () => {
  const customs = Array.from({ length: 2_000 }, (_, n) => ({ type: "CUSTOM", name: "tick", value: n }));
  const reading = readingOf({
    body: {},
    answer: [STARTED, ...customs, { type: "CUSTOM", name: "on_interrupt", value: "Go on?" }, FINISHED],
  });
  const steps = [...scanAhead(reading)];
  expect(steps.length).toBeGreaterThan(2);
  expect(ids(pausesOf(reading, { tools: [], dialects: DEFAULT_DIALECTS }))).toHaveLength(1);
  expect([...scanAhead(reading)]).toEqual([]);
  expect([...scanAhead(readingOf())]).toEqual([]);
});
