import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BodyReader } from "#src/transport/bodyReader.ts";
import { bytesOf, cutAt, framesOf } from "#src/transport/cutsForTests.ts";
import { isJson } from "#src/lib/json.ts";
import { delivered, injections, planOf, stepsFor } from "./injectForTests.ts";
import { UNKNOWN_TYPE } from "./frameFaults.ts";
import { FAULT_KINDS } from "./readFaultPlan.ts";
import type { FaultKind, FaultPlan, FaultRule } from "./types.ts";

const sse = (json: object): string => `data: ${JSON.stringify(json)}\n\n`;
const A = sse({ type: "A", text: "Grüße 👋" });
const B = sse({ type: "B", n: [1, 2] });
const C = sse({ type: "C" });
const ABC = A + B + C;

const run = (body: string, ...rules: Parameters<typeof planOf>) => {
  const steps = stepsFor(planOf(...rules), [bytesOf(body)]);
  return { steps, text: delivered(steps), done: injections(steps) };
};
const on = (kind: FaultKind, eventType: string, more: Partial<FaultRule> = {}) =>
  ({ kind, where: { eventType }, ...more }) as const;

describe("each fault on an event stream", () => {
  it("drop leaves the frame out and keeps what the agent had sent", () => {
    const { text, done } = run(ABC, on("drop", "B"));
    expect(text).toBe(A + C);
    expect(done).toEqual([{ kind: "drop", says: "Dropped a frame here.", original: '{"type":"B","n":[1,2]}' }]);
  });

  it("duplicate sends it twice, with the mark before the second one", () => {
    const { steps, text } = run(ABC, on("duplicate", "B"));
    expect(text).toBe(A + B + B + C);
    expect(steps.map(({ type }) => type)).toEqual(["bytes", "bytes", "injected", "bytes", "bytes"]);
  });

  it("reorder sends it after the next one", () => {
    expect(run(ABC, on("reorder", "A")).text).toBe(B + A + C);
    expect(run(ABC, { kind: "reorder" }).text).toBe(B + A + C);
  });

  it("reorder passes over a dropped frame, and says so where nothing follows", () => {
    expect(run(ABC, on("reorder", "A"), on("drop", "B")).text).toBe(C + A);
    const { text, done } = run(ABC, on("reorder", "C"));
    expect(text).toBe(ABC);
    expect(done).toMatchObject([{ kind: "reorder", says: expect.stringContaining("did nothing here") as string }]);
  });

  it("corrupt makes the JSON invalid and leaves the framing alone", () => {
    const { text, done } = run(ABC, on("corrupt", "B"));
    const frames = framesOf(new BodyReader({ status: 200, contentType: "" }), [bytesOf(text)]).frames;
    expect(frames.map(({ data }) => isJson(data))).toEqual([true, false, true]);
    expect(done).toMatchObject([{ kind: "corrupt", original: '{"type":"B","n":[1,2]}' }]);
  });

  it("unknown-event adds one before", () => {
    const { text, done } = run(ABC, on("unknown-event", "B"));
    expect(text.startsWith(A)).toBe(true);
    expect(text.endsWith(B + C)).toBe(true);
    expect(text).toContain(`data: {"type":"${UNKNOWN_TYPE}"`);
    expect(done).toHaveLength(1);
  });

  it("crlf sends CRLF for each LF", () => {
    expect(run(ABC, { kind: "crlf" }).text).toBe(ABC.replaceAll("\n", "\r\n"));
    expect(run("data: 1\r\n\r\ndata: 2\n\n", { kind: "crlf" }).text).toBe("data: 1\r\n\r\ndata: 2\r\n\r\n");
  });

  it("delay and jitter wait before the frame", () => {
    expect(run(ABC, on("delay", "B", { ms: 40 })).steps[2]).toEqual({ type: "wait", ms: 40 });
    const waits = run(ABC, { kind: "jitter", ms: 1000 }).steps.filter(({ type }) => type === "wait");
    expect(new Set(waits.map((step) => (step.type === "wait" ? step.ms : -1))).size).toBe(3);
  });

  it("drip sends single bytes, split pieces that cut a character and the blank line", () => {
    const drip = run(ABC, on("drip", "A", { ms: 5 }));
    expect(drip.steps[1]).toEqual({ type: "drip", bytes: bytesOf(A), ms: 5 });
    const split = run(A, { kind: "split" });
    const pieces = split.steps.flatMap((step) => (step.type === "bytes" ? [step.bytes] : []));
    expect(split.text).toBe(A);
    expect(pieces.at(-1)?.[0]).toBe(10);
    expect(pieces.some((piece) => ((piece[0] ?? 0) & 0xc0) === 0x80)).toBe(true);
  });

  it.each(["cut", "stall"] as const)("%s ends all before the frame", (kind) => {
    const { steps, text, done } = run(ABC, { kind, where: { from: 2 } });
    expect(text).toBe(A);
    expect(steps.at(-1)).toEqual({ type: kind });
    expect(done).toMatchObject([{ kind, original: '{"type":"B","n":[1,2]}' }]);
  });

  it("cut lets a frame that waited for the next one go first", () => {
    expect(run(ABC, on("reorder", "A"), on("cut", "B")).text).toBe(A);
  });
});

describe("conditions", () => {
  const body = Array.from({ length: 12 }, (_, index) => sse({ type: index % 2 === 0 ? "A" : "B", index })).join("");
  const dropped = (where: FaultRule["where"]): readonly number[] =>
    run(body, { kind: "drop", where }).done.map(
      ({ original }) => (JSON.parse(original ?? "") as { index: number }).index,
    );

  it("all hold together", () => {
    expect(dropped({ eventType: "B" })).toEqual([1, 3, 5, 7, 9, 11]);
    expect(dropped({ eventType: "B", every: 3 })).toEqual([5, 11]);
    expect(dropped({ eventType: "B", from: 5 })).toEqual([5, 7, 9, 11]);
    expect(dropped({ times: 2 })).toEqual([0, 1]);
    expect(dropped({ eventType: "B", from: 4, every: 2, times: 1 })).toEqual([5]);
    expect(dropped({ probability: 0 })).toEqual([]);
    expect(dropped({ probability: 1 })).toHaveLength(12);
  });

  it("another seed strikes other frames", () => {
    const rules = planOf({ kind: "drop", where: { probability: 0.5 } }).rules;
    const bySeed = [1, 2, 3, 4].map((seed) => delivered(stepsFor({ seed, rules }, [bytesOf(body)])));
    expect(new Set(bySeed).size).toBe(4);
  });

  it("a rule strikes the same frames whatever rules come after it", () => {
    const chance: Parameters<typeof planOf>[0] = { kind: "drop", where: { probability: 0.5 } };
    const alone = run(body, chance).done.filter(({ kind }) => kind === "drop");
    const beside = run(body, chance, { kind: "jitter", ms: 9, where: { probability: 0.5 } }).done;
    expect(beside.filter(({ kind }) => kind === "drop")).toEqual(alone);
  });

  it("two rules with the same chance strike frames of their own", () => {
    const chance: Parameters<typeof planOf>[0] = { kind: "drop", where: { probability: 0.5 } };
    const second = run(body, { kind: "delay", enabled: false }, chance);
    expect(second.text).not.toBe(run(body, chance).text);
  });

  it("a rule that is off does nothing", () => {
    expect(run(ABC, { kind: "drop", enabled: false })).toMatchObject({ text: ABC, done: [] });
  });
});

describe("other formats", () => {
  const lines = '{"type":"A"}\n{"type":"B"}\n';
  it("acts on NDJSON", () => {
    expect(run(lines, on("drop", "A")).text).toBe('{"type":"B"}\n');
    expect(run(lines, on("reorder", "A")).text).toBe('{"type":"B"}\n{"type":"A"}\n');
    expect(run(lines, on("unknown-event", "B")).text).toMatch(
      /^\{"type":"A"\}\n\{"type":"AGUI_SCOPE.*\}\n\{"type":"B"\}\n$/,
    );
    const broken = run(lines, on("corrupt", "B")).text.split("\n");
    expect(broken.map(isJson)).toEqual([true, false, false]);
  });

  it("keeps the last line of NDJSON apart from what would follow it", () => {
    const open = '{"type":"A"}\n{"type":"B"}';
    expect(run(open, on("reorder", "A")).text).toBe(open);
    expect(run(open, on("duplicate", "B")).text).toBe(open);
    expect(run(open, on("duplicate", "B")).done[0]?.says).toContain("the body ended inside this frame");
  });

  it("says what cannot be done to a JSON array, a document and a comment, once", () => {
    const array = '[{"type":"A"},{"type":"B"}]';
    const { text, done } = run(array, { kind: "drop" });
    expect(text).toBe(array);
    expect(done).toEqual([
      {
        kind: "drop",
        says: "The rule to drop every frame did nothing here: an element of a JSON array cannot be taken out.",
      },
    ]);
    expect(run("<html>", { kind: "duplicate" }).done[0]?.says).toContain("one document");
    expect(run(": hi\n\n: ho\n\n", { kind: "corrupt" }).done).toHaveLength(1);
  });

  it("keeps a byte order mark at the start of the body", () => {
    const marked = `\uFEFF${A}`;
    expect(run(marked, { kind: "duplicate" }).text).toBe(`\uFEFF${A}${A}`);
    expect(run(marked, { kind: "unknown-event" }).text).toMatch(/^\uFEFFdata: \{"type":"AGUI_SCOPE[^\uFEFF]*$/);
    expect(run(marked + B, on("reorder", "A")).text).toBe(marked + B);
  });
});

const kindOf = fc.constantFrom(...FAULT_KINDS.filter((kind) => kind !== "status" && kind !== "content-type"));
const where = fc.record(
  {
    eventType: fc.constantFrom("A", "B", "Z"),
    from: fc.integer({ min: 1, max: 5 }),
    every: fc.integer({ min: 1, max: 3 }),
    probability: fc.constantFrom(0, 0.3, 1),
    times: fc.integer({ min: 1, max: 3 }),
  },
  { requiredKeys: [] },
);
const rule: fc.Arbitrary<FaultRule> = fc.record({
  id: fc.constant("r"),
  kind: kindOf,
  enabled: fc.constantFrom(true, true, false),
  where,
  ms: fc.integer({ min: 0, max: 50 }),
});
const plan: fc.Arbitrary<FaultPlan> = fc.record({ seed: fc.nat(), rules: fc.array(rule, { maxLength: 4 }) });
const part = fc.constantFrom(
  A,
  B,
  C,
  ": é\n\n",
  "\n\n",
  "event: x\ndata: {\ndata: }\r\n\r\n",
  "data",
  '{"type":"A"}\n',
  "é",
);
const body = fc.array(part, { maxLength: 10 }).map((parts) => bytesOf(parts.join("")));

describe("for any plan and any body", () => {
  it("the steps are the same wherever the network cuts the body, and when repeated", () => {
    fc.assert(
      fc.property(plan, body, fc.array(fc.nat(), { maxLength: 5 }), (some, bytes, cuts) => {
        const pieces = cutAt(
          bytes,
          cuts.map((cut) => cut % (bytes.length + 1)),
        );
        expect(stepsFor(some, pieces)).toEqual(stepsFor(some, [bytes]));
      }),
      { numRuns: 500 },
    );
  });

  it("the bytes are the agent's when no frame matches", () => {
    fc.assert(
      fc.property(plan, body, ({ seed, rules }, bytes) => {
        const none = { seed, rules: rules.map((each) => ({ ...each, where: { eventType: "Z" } })) };
        const steps = stepsFor(none, [bytes]);
        expect(steps.every(({ type }) => type === "bytes")).toBe(true);
        expect(delivered(steps)).toBe(Buffer.from(bytes).toString());
      }),
      { numRuns: 500 },
    );
  });

  it("faults of timing change no byte", () => {
    const kinds = ["delay", "jitter", "drip", "split"] as const;
    fc.assert(
      fc.property(plan, body, fc.constantFrom(...kinds), ({ seed, rules }, bytes, kind) => {
        const steps = stepsFor({ seed, rules: rules.map((each) => ({ ...each, kind })) }, [bytes]);
        expect(delivered(steps)).toBe(Buffer.from(bytes).toString());
      }),
      { numRuns: 500 },
    );
  });

  it("bytes that differ from the agent's have a mark, and every mark is a sentence", () => {
    fc.assert(
      fc.property(plan, body, (some, bytes) => {
        const steps = stepsFor(some, [bytes]);
        const done = injections(steps);
        expect(done.length > 0 || delivered(steps) === Buffer.from(bytes).toString()).toBe(true);
        for (const { says } of done) expect(says).toMatch(/^[A-Z].*\.$/);
      }),
      { numRuns: 500 },
    );
  });

  it("a corrupted frame is never JSON", () => {
    fc.assert(
      fc.property(fc.nat(), fc.json({ maxDepth: 3 }), (seed, json) => {
        fc.pre(/[{[":,]/.test(json));
        const some = { seed, rules: planOf({ kind: "corrupt" }).rules };
        const steps = stepsFor(some, [bytesOf(`data: ${json}\n\n`)]);
        expect(injections(steps)).toMatchObject([{ kind: "corrupt", original: json }]);
        expect(isJson(delivered(steps).slice("data: ".length).trim())).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});
