import { describe, expect, it, vi } from "vitest";
import type { Reading } from "#src/reconstruction/reading.ts";
import { receive, readingOf, type TestExchange } from "#src/run/pending/readingForTests.ts";
import { bodyAgain } from "./bodyAgain.ts";
import { RunRows, type RunRow } from "./runRows.ts";
import { runTree, type RunNode } from "./runTree.ts";

const user = (id: string, content: unknown = `say ${id}`): object => ({ id, role: "user", content });
const body = (runId: string, messages: readonly object[], more: object = {}): object => ({
  threadId: "t",
  runId,
  messages,
  ...more,
});
const run = (runId: string): readonly object[] => [
  { type: "RUN_STARTED", threadId: "t", runId },
  { type: "RUN_FINISHED", threadId: "t", runId },
];

function rowsOf(reading: Reading): readonly RunRow[] {
  const rows = new RunRows(reading);
  while (rows.read());
  return rows.rows;
}

const a1 = { id: "a1", role: "assistant", content: "Yes" };
const called = {
  id: "a1",
  role: "assistant",
  toolCalls: [{ id: "c", type: "function", function: { name: "f", arguments: "" } }],
};
const exchanges: readonly TestExchange[] = [
  { body: body("r1", [user("u1", "  Plan\n a trip ")]), answer: run("r1") },
  {
    body: body("r2", [user("u1"), a1, user("u2", [{ type: "image" }, { type: "text", text: "What is this" }])]),
    answer: run("r2"),
  },
  { body: body("r3", [user("u1"), a1, user("u3")], { parentRunId: "r1" }), answer: run("r3") },
  { body: body("r4", [user("u1"), a1, user("u3")], { parentRunId: "r1" }), answer: run("r4") },
  {
    body: body(
      "r5",
      [user("u1"), a1, user("u3"), called, { role: "tool", id: "x", toolCallId: "c", content: "done" }],
      { parentRunId: "r4" },
    ),
    answer: run("r5"),
  },
  {
    body: body("r6", [user("u1"), a1, user("u3"), called, a1, a1], {
      parentRunId: "r5",
      resume: [{ interruptId: "i" }, { interruptId: "j" }],
    }),
    answer: run("r6"),
  },
  { body: body("r7", [user("u9", [{ type: "image" }])]), answer: run("r7") },
];

describe("the runs of a recording", () => {
  it("say what began them", () => {
    expect(rowsOf(readingOf(...exchanges)).map(({ runId, cause, words }) => [runId, cause, words])).toEqual([
      ["r1", "message", "Plan a trip"],
      ["r2", "message", "What is this"],
      ["r3", "fork", "say u3"],
      ["r4", "resend", "say u3"],
      ["r5", "results", "done"],
      ["r6", "resume", "2 interrupts answered"],
      ["r7", "fork", "1 attachment"],
    ]);
  });

  it("are sent again where all but the run id is the same, and not where only the messages are", () => {
    const said = (runId: string, state: number): TestExchange => ({
      body: body(runId, [user("u1")], { state }),
      answer: run(runId),
    });
    const rows = rowsOf(readingOf(said("r1", 1), said("r2", 2), said("r3", 3), said("r4", 2), said("r5", 1)));
    expect(rows.map(({ cause }) => cause)).toEqual(["message", "message", "message", "resend", "resend"]);
  });

  it("cost no more for each, however many say nearly the same", () => {
    const parsedFor = (count: number): number => {
      const alike = Array.from({ length: count }, (_, state) => ({
        body: body(`r${state}`, [user("u1")], { state }),
        answer: run(`r${state}`),
      }));
      const reading = readingOf(...alike);
      const parse = vi.spyOn(JSON, "parse");
      try {
        rowsOf(reading);
        return parse.mock.calls.length;
      } finally {
        parse.mockRestore();
      }
    };
    expect(parsedFor(120)).toBeLessThan(3 * parsedFor(60));
  });

  it("have their events and how they ended", () => {
    expect(rowsOf(readingOf(...exchanges)).slice(0, 2)).toMatchObject([
      { firstSeq: 1, events: 2, status: { phase: "finished" }, threadId: "t", url: "http://agent.test/", more: 0 },
      { firstSeq: 3, events: 2 },
    ]);
  });

  it("are listed by what the agent calls them, and found by what the request does", () => {
    const rows = rowsOf(
      readingOf(
        { body: body("asked", [user("u1")]), answer: run("mine") },
        { body: body("x", [user("u1"), a1], { parentRunId: "asked" }), answer: run("x") },
      ),
    );
    expect(rows[0]).toMatchObject({ runId: "mine", runIds: ["mine", "asked"] });
    expect(runTree(rows)).toHaveLength(2);
  });

  it("of a capture without a request are one with more in it", () => {
    expect(rowsOf(readingOf({ body: undefined, answer: [...run("r1"), ...run("r2")] }))).toMatchObject([
      { runId: "r1", more: 1, words: "", cause: "message" },
    ]);
  });

  it("are read on while one goes on, and what is over stays what it is", () => {
    const reading = readingOf(exchanges[0] as TestExchange);
    receive(reading, { ...(exchanges[1] as TestExchange), answer: run("r2").slice(0, 1), open: true });
    const rows = new RunRows(reading);
    while (rows.read());
    const shown = rows.rows;
    const [before] = shown;
    // Who shows them tells by the list whether anything has changed.
    expect(rows.rows).toBe(shown);
    expect(rows.rows[1]).toMatchObject({ events: 1, status: { phase: "streaming" } });
    rows.read();
    expect(rows.rows).not.toBe(shown);
    expect(rows.rows).toHaveLength(2);
    expect(rows.rows[0]).toBe(before);
  });
});

describe("the tree of runs", () => {
  const ids = (line: readonly RunNode[]): unknown =>
    line.map(({ row, branches }) => (branches.length > 0 ? [row.runId, ...branches.map(ids)] : row.runId));

  it("has a line below a run for each that continues it later", () => {
    expect(ids(runTree(rowsOf(readingOf(...exchanges))))).toEqual([["r1", ["r3"], ["r4", "r5", "r6"]], "r2", "r7"]);
  });

  it("has runs whose parent is elsewhere on the first line", () => {
    const rows = rowsOf(readingOf({ body: body("r1", [user("u")], { parentRunId: "gone" }), answer: run("r1") }));
    expect(ids(runTree(rows))).toEqual(["r1"]);
  });
});

describe("a body that is sent again", () => {
  it("has another run id, and is else what it was, to the letter", () => {
    expect(bodyAgain('{ "runId" : "a", "n": 1.0, "messages": [{"runId": "a"}] }', "b")).toBe(
      '{ "runId" : "b", "n": 1.0, "messages": [{"runId": "a"}] }',
    );
    expect(bodyAgain('{"thread_id":"t","run_id":"a"}', 'q"')).toBe('{"thread_id":"t","run_id":"q\\""}');
  });

  it("comes without the envelope of a single route", () => {
    const text = '{"method":"agent/run","params":{"agentId":"x"},"body":{"threadId":"t","runId":"a"}}';
    expect(bodyAgain(text, "b")).toBe('{"threadId":"t","runId":"b"}');
  });

  it("stays what it is where it has none", () => {
    expect(bodyAgain("no json", "b")).toBe("no json");
    expect(bodyAgain('{"threadId":"t"}', "b")).toBe('{"threadId":"t"}');
  });
});
