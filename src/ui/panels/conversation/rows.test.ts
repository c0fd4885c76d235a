import { describe, expect, it } from "vitest";
import type { Message } from "#src/protocol/events.ts";
import type {
  AgentView,
  MessageEntry,
  RunView,
  StepView,
  SubagentView,
  ToolCallView,
} from "#src/reconstruction/types.ts";
import { callStatus, conversationRows, conversationTail, type ConversationRow } from "./rows.ts";

const entry = (message: Message, createdBy: number, run = 0): MessageEntry => ({
  message,
  createdBy,
  changedBy: createdBy,
  open: false,
  run,
});

const run = (status: RunView["status"], runId = "run_1"): RunView => ({
  runId,
  threadId: "t",
  parentRunId: undefined,
  protocolVersion: undefined,
  status,
  startedBy: 1,
  endedBy: undefined,
  result: undefined,
  error: undefined,
  usage: [],
});

const call = (id: string, change: Partial<ToolCallView> = {}): ToolCallView => ({
  id,
  name: "book",
  arguments: "{}",
  messageId: "a",
  status: "called",
  startedBy: 5,
  endedBy: 6,
  deltas: 1,
  result: undefined,
  subagentRunId: undefined,
  run: 0,
  ...change,
});

const view = (change: Partial<AgentView>): AgentView => ({
  at: 99,
  threadId: "t",
  runs: [run("running")],
  entries: [],
  messages: [],
  state: {},
  stateChangedBy: 0,
  toolCalls: [],
  activities: [],
  predictions: [],
  subagents: [],
  steps: [],
  pendingToolCallIds: [],
  interrupts: [],
  ...change,
});

const step = (stepName: string, startedBy: number, ofRun = 0): StepView => ({
  stepName,
  subagentRunId: undefined,
  status: "finished",
  startedBy,
  endedBy: startedBy + 1,
  run: ofRun,
});

const kinds = (rows: readonly ConversationRow[]): readonly string[] => rows.map((row) => row.kind);
const calling = (...ids: readonly string[]): Message => ({
  id: "a",
  role: "assistant",
  toolCalls: ids.map((id) => ({ id, type: "function" as const, function: { name: "book", arguments: "{}" } })),
});
const answer = (toolCallId: string, change: object = {}): Message => ({
  id: `r_${toolCallId}`,
  role: "tool",
  toolCallId,
  content: "done",
  ...change,
});

describe("conversationRows", () => {
  it("keeps the order of messages and frames them by their run", () => {
    const rows = conversationRows(
      view({
        runs: [run("success")],
        entries: [
          entry({ id: "u", role: "user", content: "Hi" }, 0, -1),
          entry({ id: "t", role: "reasoning", content: "Hm" }, 2),
          entry({ id: "a", role: "assistant", content: "Hello" }, 5),
          entry({ id: "p", role: "activity", activityType: "PLAN", content: {} }, 7),
        ],
      }),
    );
    expect(kinds(rows)).toEqual(["message", "run-start", "reasoning", "message", "activity", "run-end"]);
  });

  it("puts what the next request brought after the end of the run before", () => {
    const entries = [
      entry({ id: "u1", role: "user", content: "Hi" }, 0, -1),
      entry({ id: "a1", role: "assistant", content: "Hello" }, 3),
      entry({ id: "u2", role: "user", content: "More" }, 0),
    ];
    const sent = view({ runs: [run("success")], entries });
    expect(kinds(conversationRows(sent))).toEqual(["message", "run-start", "message", "run-end", "message"]);
    const answer2 = entry({ id: "a2", role: "assistant", content: "Well" }, 9, 1);
    const answered = view({ runs: [run("success"), run("running")], entries: [...entries, answer2] });
    expect(kinds(conversationRows(answered))).toEqual([
      "message",
      "run-start",
      "message",
      "run-end",
      "message",
      "run-start",
      "message",
    ]);
  });

  it("shows an answer inside the call that it answers, and each second answer too", () => {
    const rows = conversationRows(
      view({
        entries: [
          entry(calling("c1", "c2"), 5),
          entry(answer("c1"), 8),
          entry(answer("c1"), 9),
          entry(answer("c2"), 10),
        ],
        toolCalls: [call("c1"), call("c2", { startedBy: 6 })],
      }),
    );
    expect(kinds(rows)).toEqual(["run-start", "call", "call"]);
    expect(
      rows.flatMap((row) =>
        row.kind === "call" ? [[row.createdBy, row.results.map((result) => result.createdBy)]] : [],
      ),
    ).toEqual([
      [5, [8, 9]],
      [6, [10]],
    ]);
  });

  it("shows an answer to a call that nobody made as an orphan", () => {
    expect(kinds(conversationRows(view({ entries: [entry(answer("lost"), 3)] })))).toEqual(["run-start", "orphan"]);
  });

  it("shows calls that only the request carried, without a life of their own", () => {
    const rows = conversationRows(
      view({ runs: [], entries: [entry(calling("old"), 0, -1), entry(answer("old"), 0, -1)] }),
    );
    expect(rows).toMatchObject([{ kind: "call", view: undefined, createdBy: 0, results: [{ createdBy: 0 }] }]);
  });

  it("shows the text of a message that also carries calls, and no empty bubble where there is none", () => {
    const talking = { ...calling("c1"), content: "I will book." } as Message;
    expect(kinds(conversationRows(view({ entries: [entry(talking, 2)] })))).toEqual(["run-start", "message", "call"]);
    const silent = { id: "a", role: "assistant", content: "" } as Message;
    expect(kinds(conversationRows(view({ entries: [entry(silent, 2)] })))).toEqual(["run-start", "message"]);
  });

  it("marks runs that brought no message, and lists interrupts only where they are still open", () => {
    const interrupts = [{ id: "i", reason: "confirmation" }];
    const rows = conversationRows(
      view({ runs: [run("interrupt"), run("error"), run("interrupt", "run_3")], interrupts }),
    );
    expect(kinds(rows)).toEqual(["run-start", "run-end", "run-start", "run-end", "run-start", "run-end"]);
    expect(rows.flatMap((row) => (row.kind === "run-end" ? [row.interrupts.length] : []))).toEqual([0, 0, 1]);
  });

  it("draws steps where they began, those with nothing between them on one line", () => {
    const steps = [step("plan", 2), step("think", 3), step("book", 6), step("rest", 9), step("later", 12, 1)];
    const rows = conversationRows(
      view({
        runs: [run("success"), run("running")],
        steps,
        entries: [entry({ id: "a", role: "assistant", content: "a" }, 5), entry(calling("c1"), 7)],
        toolCalls: [call("c1", { startedBy: 7 })],
      }),
    );
    expect(rows.map((row) => (row.kind === "steps" ? row.steps.map(({ stepName }) => stepName) : row.kind))).toEqual([
      "run-start",
      ["plan", "think"],
      "message",
      ["book"],
      "call",
      ["rest"],
      "run-end",
      "run-start",
      ["later"],
    ]);
  });

  it("keeps the steps of two subagents on lines of their own", () => {
    const steps = [step("one", 2), { ...step("two", 3), subagentRunId: "s1" }];
    const rows = conversationRows(view({ steps }));
    expect(rows.flatMap((row) => (row.kind === "steps" ? [row.subagent] : []))).toEqual([undefined, "s1"]);
  });

  it("draws a subagent where it began, in its run, and those inside it further in", () => {
    const began = (id: string, startedBy: number, parentSubagentRunId?: string) =>
      ({
        subagentRunId: id,
        name: `the ${id}`,
        parentSubagentRunId,
        startedBy,
      }) as unknown as AgentView["subagents"][0];
    const runs = [run("success"), { ...run("running"), startedBy: 20 }];
    const rows = conversationRows(
      view({
        runs,
        steps: [step("plan", 3), step("more", 22, 1)],
        subagents: [began("a", 2), began("b", 4, "a"), began("c", 8, "b"), began("d", 21), began("me", 30, "me")],
        entries: [entry({ id: "x", role: "assistant", content: "a" }, 5)],
      }),
    );
    const told = rows.map((row) => {
      if (row.kind === "subagent") return `${row.view.subagentRunId} ${row.depth} in ${row.subagent ?? "none"}`;
      return row.kind === "steps" ? row.steps[0]?.stepName : row.kind;
    });
    expect(told.join(", ")).toBe(
      "run-start, a 0 in none, plan, b 1 in the a, message, c 2 in the b, run-end, run-start, d 0 in none, more, me 6 in the me",
    );
  });

  it("names the subagent, or its id while nothing named it", () => {
    const subagents = [{ subagentRunId: "s1", name: "booker" }] as unknown as AgentView["subagents"];
    const rows = conversationRows(
      view({
        subagents,
        entries: [
          entry({ id: "x", role: "assistant", content: "a", subagentRunId: "s1" }, 1),
          entry({ id: "y", role: "assistant", content: "b", subagentRunId: "s2" }, 2),
        ],
      }),
    );
    expect(rows.flatMap((row) => (row.kind === "message" ? [row.subagent] : []))).toEqual(["booker", "s2"]);
  });
});

describe("conversationTail", () => {
  const entries = Array.from({ length: 50 }, (_, at) =>
    at % 5 === 3
      ? entry(calling(`c${at}`), at + 1)
      : at % 5 === 4
        ? entry(answer(`c${at - 1}`), at + 1)
        : entry({ id: `m${at}`, role: "assistant", content: "a" }, at + 1),
  );
  const steps = entries.flatMap((_, at) => (at % 3 === 0 ? [step("s", at + 0.5), step("t", at + 0.7)] : []));
  const subagents = entries.flatMap((_, at) =>
    at % 4 === 0 ? [{ subagentRunId: `s${at}`, name: "s", startedBy: at + 0.6 } as unknown as SubagentView] : [],
  );
  const whole = view({
    entries,
    steps,
    subagents,
    toolCalls: entries.flatMap((_, at) => (at % 5 === 3 ? [call(`c${at}`)] : [])),
  });

  it("gives the same rows as the whole conversation does, from any length", () => {
    const all = conversationRows(whole);
    expect(all.filter(({ kind }) => kind === "steps").length).toBeGreaterThan(5);
    expect(all.filter(({ kind }) => kind === "subagent")).toHaveLength(subagents.length);
    for (let atLeast = 1; atLeast <= 60; atLeast++) {
      const { rows, hidden } = conversationTail(whole, atLeast);
      expect(rows.length).toBeGreaterThanOrEqual(Math.min(atLeast, all.length));
      expect(rows).toEqual(all.slice(all.length - rows.length));
      expect(hidden === 0).toBe(rows.length === all.length);
    }
  });

  it("takes an answer whose call lies before it for an answer", () => {
    const { rows } = conversationTail(
      view({
        entries: [entry(calling("c"), 1), ...entries.slice(0, 3), entry(answer("c"), 9)],
        toolCalls: [call("c")],
      }),
      2,
    );
    expect(kinds(rows)).toEqual(["message", "message", "message"]);
  });
});

describe("callStatus", () => {
  const status = (change: Parameters<typeof callStatus>[0]) => callStatus(change);
  it("goes from streaming over called to answered or failed", () => {
    expect(status({ view: call("c", { status: "streaming" }), results: [], pending: false })).toBe("streaming");
    expect(status({ view: call("c"), results: [], pending: false })).toBe("called");
    expect(status({ view: call("c"), results: [], pending: true })).toBe("pending");
    expect(status({ view: call("c"), results: [entry(answer("c"), 2)], pending: true })).toBe("answered");
    expect(status({ view: call("c"), results: [entry(answer("c", { error: "no rooms" }), 2)], pending: false })).toBe(
      "failed",
    );
  });
});
