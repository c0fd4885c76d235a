import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { view, type ViewOutput } from "#server/commands/view.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import { openFile } from "#src/run/openFile.ts";
import { saveFile } from "#src/run/saveFile.ts";

const wild = fileURLToPath(new URL("../fixtures/wild", import.meta.url));
const sseFiles = readdirSync(wild, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".sse"));

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(args: readonly string[], stdin = ""): Promise<Ran> {
  let out = "";
  let err = "";
  const code = await view(args, {
    stdin: (async function* () {
      yield new TextEncoder().encode(stdin);
    })(),
    stdout: (text) => (out += text),
    stderr: (text) => (err += text),
  });
  return { code, out, err };
}

const json = async (args: readonly string[], stdin?: string): Promise<ViewOutput> => {
  const ran = await run([...args, "--json"], stdin);
  expect(ran.err).toBe("");
  expect(ran.code).toBe(0);
  return JSON.parse(ran.out) as ViewOutput;
};

const EVENTS = [
  { type: "RUN_STARTED", threadId: "t", runId: "r" },
  { type: "STATE_SNAPSHOT", snapshot: { nights: 2 } },
  { type: "TEXT_MESSAGE_START", messageId: "m", role: "assistant" },
  { type: "TEXT_MESSAGE_CONTENT", messageId: "m", delta: "Olá" },
  { type: "STATE_DELTA", delta: [{ op: "replace", path: "/nights", value: 3 }] },
  { type: "TEXT_MESSAGE_END", messageId: "m" },
  { type: "RUN_FINISHED", threadId: "t", runId: "r" },
];
const SSE = EVENTS.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");

describe("agui-scope view", () => {
  it("prints the view after the last event, and after any other with --at", async () => {
    const end = await json(["-"], SSE);
    expect(end).toMatchObject({
      at: 7,
      events: 7,
      threadId: "t",
      messages: [{ id: "m", role: "assistant", content: "Olá" }],
      state: { nights: 3 },
      pendingToolCallIds: [],
      interrupts: [],
      problems: [],
    });
    expect(end.runs).toMatchObject([{ runId: "r", status: "success" }]);
    const early = await json(["-", "--at", "3"], SSE);
    expect(early).toMatchObject({ at: 3, messages: [{ content: "" }], state: { nights: 2 } });
    expect(await json(["-", "--at", "0"], SSE)).toMatchObject({ at: 0, messages: [], state: {}, runs: [] });
  });

  it("tells SSE, NDJSON, a JSON array and a recording apart by content", async () => {
    const expected = await json(["-"], SSE);
    const opened = await openFile(new TextEncoder().encode(SSE), {});
    if (!opened.ok) throw new Error(opened.error);
    const saved = await saveFile(opened.value.reading, new Date(0));
    for (const text of [
      EVENTS.map((event) => JSON.stringify(event)).join("\n"),
      JSON.stringify(EVENTS),
      JSON.stringify(EVENTS, null, 2),
      saved.parts.join(""),
    ]) {
      const { problems: _, ...rest } = await json(["-"], text);
      const { problems: __, ...same } = expected;
      expect(rest).toEqual(same);
    }
  });

  it("prints bookmarks and notes up to the event", async () => {
    const opened = await openFile(new TextEncoder().encode(SSE), {});
    if (!opened.ok) throw new Error(opened.error);
    const { reading } = opened.value;
    reading.annotations.set(1, "");
    reading.annotations.set(2, "why?\nask");
    reading.annotations.set(reading.length, "the end");
    const text = (await saveFile(reading, new Date(0))).parts.join("");
    expect((await json(["-"], text))["annotations"]).toEqual([
      { event: 1, note: "" },
      { event: 2, note: "why?\nask" },
      { event: reading.length, note: "the end" },
    ]);
    const { out } = await run(["-", "--at", "2"], text);
    expect(out).toContain("Bookmarks and notes\n  event 1\n  event 2 · why?\n    ask\n");
    expect(out).not.toContain("the end");
  });

  it("reads a recording back to the same view, problems included, for every stream of a real backend", async () => {
    expect(sseFiles.length).toBeGreaterThan(40);
    for (const name of sseFiles.filter((file) => statSync(join(wild, file)).size > 0)) {
      const opened = await openFile(readFileSync(join(wild, name)), {});
      if (!opened.ok) throw new Error(`${name}: ${opened.error}`);
      const before = opened.value.reading;
      const saved = await saveFile(before, new Date(0));
      const again = await openFile(new TextEncoder().encode(saved.parts.join("")), {});
      if (!again.ok) throw new Error(`${name}: ${again.error}`);
      const after = again.value.reading;
      expect(after.viewAt(after.length), name).toEqual(before.viewAt(before.length));
      expect(after.findings, name).toEqual(before.findings);
    }
  });

  it("reports a bad line of a recording and still reads the rest", async () => {
    const opened = await openFile(new TextEncoder().encode(SSE), {});
    if (!opened.ok) throw new Error(opened.error);
    const lines = (await saveFile(opened.value.reading, new Date(0))).parts.join("").split("\n");
    const at = lines.findIndex((line) => line.includes("Olá"));
    lines[at] = "{";
    const output = await json(["-"], lines.join("\n"));
    expect(output.events).toBe(6);
    expect(output.problems[0]).toMatchObject({ rule: "recording/bad-line", severity: "error" });
    expect(output.problems[0]?.message).toContain(`Line ${at + 1}`);
    expect(output.state).toEqual({ nights: 3 });
  });

  it("reads a JSON document as the answer that it is, and says that it is no stream", async () => {
    for (const document of ['{"detail":"Not Found"}', "[]"]) {
      const output = await json(["-"], document);
      expect(output.problems.map(({ rule }) => rule)).toContain("transport/not-a-stream");
      expect(output.messages).toEqual([]);
    }
    expect((await json(["-"], ": keep-alive\n\n")).problems).toMatchObject([{ rule: "transport/empty-body" }]);
  });

  it.each(["snapshot", "patch"])(
    "prints a state nested 20,000 deep that came by a %s, failed patches of it included",
    async (by) => {
      const nested = `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;
      const events = [
        { type: "RUN_STARTED", threadId: "t", runId: "r" },
        by === "snapshot"
          ? { type: "STATE_SNAPSHOT", snapshot: JSON.parse(nested) as unknown }
          : { type: "STATE_DELTA", delta: [{ op: "add", path: "", value: JSON.parse(nested) as unknown }] },
        { type: "STATE_DELTA", delta: [{ op: "test", path: "/a", value: JSON.parse(nested) as unknown }] },
        { type: "STATE_DELTA", delta: [{ op: "remove", path: `${"/a".repeat(19_990)}/b` }] },
        { type: "STATE_SNAPSHOT", snapshot: JSON.parse(nested) as unknown },
        { type: "RUN_FINISHED", threadId: "t", runId: "r" },
      ];
      const deep = events.map((event) => `data: ${stringifyJson(event)}\n\n`).join("");
      const asJson = await run(["-", "--json"], deep);
      expect(asJson.err).toBe("");
      expect(asJson.code).toBe(0);
      expect(asJson.out.includes(nested)).toBe(true);
      expect((JSON.parse(asJson.out) as ViewOutput).problems.map(({ rule }) => rule)).toEqual(
        expect.arrayContaining(["state/patch-test-failed", "state/patch-failed"]),
      );
      expect((await run(["-"], deep)).code).toBe(0);
    },
  );

  it("exits with 2 for wrong usage and 3 for what cannot be read, with one line that says why", async () => {
    const cases: readonly (readonly [readonly string[], string, number, string])[] = [
      [[], "", 2, "No file was named"],
      [["-", "--at", "x"], SSE, 2, "--at takes an event number"],
      [["-", "--at", "99"], SSE, 2, "beyond the last event, which is 7"],
      [["-", "--nope"], SSE, 2, "--nope"],
      [["a", "b"], "", 2, "One file at a time"],
      [["/no/such/file"], "", 3, "There is no file /no/such/file"],
      [[wild], "", 3, "is a directory"],
      [["-"], "", 3, "empty"],
      [["-"], '{"format":"agui-scope/recording","version":99}\n', 3, "newer"],
      [["-"], "hello\n", 3, "plain text and holds no events"],
      [["-"], "<!doctype html><p>Hello", 3, "an HTML page and holds no events"],
      [["-"], `\0\x01\x02${"junk".repeat(500)}`, 3, "binary"],
      [["-", "--at", "-1"], SSE, 2, "--at"],
    ];
    for (const [args, stdin, code, words] of cases) {
      const ran = await run(args, stdin);
      expect(ran, args.join(" ")).toMatchObject({ code, out: "" });
      expect(ran.err).toContain(words);
      expect(ran.err.trimEnd().split("\n")).toHaveLength(1);
    }
  });
});
