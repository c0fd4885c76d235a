import { AGUI_MEDIA_TYPE, EventEncoder } from "@ag-ui/encoder";
import { EventType } from "@ag-ui/core";
import { describe, expect, it } from "vitest";
import { planOf } from "#src/transport/faults/injectForTests.ts";
import type { FaultPlan } from "#src/transport/faults/types.ts";
import type { WireResponse } from "#src/transport/types.ts";
import { deliver, type DeliveryControls } from "./deliver.ts";
import { eventTypeOf } from "./frameEvent.ts";
import { Gate } from "./gate.ts";
import type { Delivered } from "./types.ts";

const response: WireResponse = {
  status: 200,
  statusText: "OK",
  headers: [
    { name: "Content-Type", value: "text/event-stream" },
    { name: "Content-Length", value: "99" },
  ],
  url: "http://agent.test/",
  redirected: false,
};
const A = 'data: {"type":"A"}\n\n';
const B = 'data: {"type":"B"}\n\n';
const C = 'data: {"type":"C"}\n\n';

/** An upstream whose pieces come when the test says so. */
class Upstream {
  closed = false;
  pulls = 0;
  private readonly pieces: (Uint8Array | Error)[] = [];
  private ended = false;
  private wake: (() => void) | undefined;

  static of(...pieces: readonly string[]): Upstream {
    const upstream = new Upstream();
    for (const piece of pieces) upstream.send(piece);
    upstream.end();
    return upstream;
  }

  send(piece: string | Uint8Array | Error): void {
    this.pieces.push(typeof piece === "string" ? Buffer.from(piece) : piece);
    this.wake?.();
  }

  end(): void {
    this.ended = true;
    this.wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        this.pulls++;
        const piece = this.pieces.shift();
        if (piece instanceof Error) throw piece;
        if (piece !== undefined) yield piece;
        else if (this.ended) return;
        else await new Promise<void>((resolve) => (this.wake = resolve));
      }
    } finally {
      this.closed = true;
    }
  }
}

const never = new AbortController().signal;
/** An answer whose length nobody knows before its end. */
const streamed = (body: Upstream) => ({ response: { ...response, headers: response.headers.slice(0, 1) }, body });
const begin = (upstream: Upstream, controls: Partial<DeliveryControls> = {}) =>
  deliver({ response, body: upstream }, { signal: never, ...controls });

async function all(delivery: AsyncGenerator<Delivered>): Promise<Delivered[]> {
  const out: Delivered[] = [];
  for await (const each of delivery) out.push(each);
  return out;
}
const textOf = (out: readonly Delivered[]): string =>
  Buffer.concat(out.flatMap((each) => (each.type === "bytes" ? [each.bytes] : []))).toString();
const shape = (out: readonly Delivered[]): readonly string[] =>
  out.map((each) => {
    if (each.type === "bytes") return Buffer.from(each.bytes).toString();
    if (each.type === "injected") return each.injection.kind;
    return each.type === "end" ? `end ${each.reason}` : "head";
  });

describe("without faults and breakpoints", () => {
  it("passes head and pieces as they come", async () => {
    const out = await all(begin(Upstream.of("da", 'ta: {"type":', "é")));
    expect(out[0]).toEqual({ type: "head", response });
    expect(shape(out)).toEqual(["head", "da", 'ta: {"type":', "é", "end complete"]);
  });

  it("reads nothing that nobody asks for, and lets go of the upstream when the consumer leaves", async () => {
    const upstream = Upstream.of(A, B, C);
    const delivery = begin(upstream);
    await delivery.next();
    expect(upstream.pulls).toBe(0);
    await delivery.next();
    expect(upstream.pulls).toBe(1);
    await delivery.return(undefined);
    expect(upstream.closed).toBe(true);
  });

  it("ends with reset when the upstream breaks", async () => {
    const upstream = new Upstream();
    upstream.send(A);
    upstream.send(new Error("read ECONNRESET"));
    expect((await all(begin(upstream))).at(-1)).toEqual({ type: "end", reason: "reset", message: "read ECONNRESET" });
  });

  it("ends at once and without a word when it is aborted while it waits", async () => {
    const upstream = new Upstream();
    upstream.send(A);
    const abort = new AbortController();
    const delivery = begin(upstream, { signal: abort.signal });
    await delivery.next();
    await delivery.next();
    const waiting = delivery.next();
    abort.abort();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });
});

describe("with faults", () => {
  const faulty = (plan: FaultPlan, upstream: Upstream, signal = never) => all(begin(upstream, { plan, signal }));

  it("keeps bytes that belong to no frame", async () => {
    const out = await faulty(planOf({ kind: "drop", where: { eventType: "B" } }), Upstream.of(A + B, `${C}\n\n`));
    expect(shape(out)).toEqual(["head", A, "drop", C, "\n\n", "end complete"]);
    expect(out[0]).toMatchObject({ response: { headers: [{ name: "Content-Type" }] } });
  });

  it("changes the head only and passes the pieces when no rule concerns frames", async () => {
    const plan = planOf({ kind: "content-type", contentType: "text/html" });
    const out = await faulty(plan, Upstream.of("da", "ta: 1\n\n"));
    expect(shape(out)).toEqual(["head", "content-type", "da", "ta: 1\n\n", "end complete"]);
    expect(out[0]).toMatchObject({
      response: { headers: [{ name: "Content-Type", value: "text/html" }, { name: "Content-Length" }] },
    });
    expect(out[1]).toMatchObject({ injection: { original: "text/event-stream" } });
  });

  it("replaces the answer by a status and a body that says whose it is, and leaves the upstream unread", async () => {
    const upstream = Upstream.of(A);
    const out = await faulty(planOf({ kind: "status", status: 503 }), upstream);
    expect(out[0]).toMatchObject({
      response: { status: 503, headers: [{ name: "content-type", value: "text/plain; charset=utf-8" }] },
    });
    expect(out[1]).toMatchObject({ injection: { kind: "status", original: "200 OK" } });
    expect(textOf(out)).toMatch(/^AG-UI Scope answered 503 here by a fault rule/);
    expect(upstream.pulls).toBe(0);
  });

  it("cuts with reset, and lets go of the upstream", async () => {
    const upstream = Upstream.of(A, B, C);
    const out = await faulty(planOf({ kind: "cut", where: { from: 2 } }), upstream);
    expect(shape(out)).toEqual(["head", A, "cut", "end reset"]);
    expect(upstream.closed).toBe(true);
  });

  it("stalls until it is aborted", async () => {
    const abort = new AbortController();
    const delivery = begin(Upstream.of(A, B), {
      plan: planOf({ kind: "stall", where: { from: 2 } }),
      signal: abort.signal,
    });
    const told = [await delivery.next(), await delivery.next(), await delivery.next()];
    expect(shape(told.map(({ value }) => value as Delivered))).toEqual(["head", A, "stall"]);
    const after = delivery.next();
    abort.abort();
    expect(await after).toEqual({ done: true, value: undefined });
  });

  it("an abort ends a long delay", async () => {
    const abort = new AbortController();
    const delivery = begin(Upstream.of(A), { plan: planOf({ kind: "delay", ms: 500_000 }), signal: abort.signal });
    await delivery.next();
    await delivery.next();
    const after = delivery.next();
    abort.abort();
    expect((await after).done).toBe(true);
  });

  it("drips byte by byte", async () => {
    const out = await faulty(planOf({ kind: "drip", ms: 0 }), Upstream.of("data: é\n\n"));
    const pieces = out.flatMap((each) => (each.type === "bytes" ? [each.bytes.length] : []));
    expect(pieces).toEqual(Array.from("data: é\n\n#", () => 1));
    expect(textOf(out)).toBe("data: é\n\n");
  });

  it("says that frames of an encoded answer cannot be struck", async () => {
    const encoded = { ...response, headers: [{ name: "content-encoding", value: "gzip" }] };
    const upstream = Upstream.of("\u001f\u008b", "more");
    const out = await all(
      deliver({ response: encoded, body: upstream }, { plan: planOf({ kind: "drop" }), signal: never }),
    );
    expect(textOf(out)).toBe("\u001f\u008bmore");
    expect(out[1]).toMatchObject({ injection: { says: expect.stringContaining("encoded with gzip") as string } });
  });

  it("says that frames of an encoded answer cannot be held", async () => {
    const encoded = { ...response, headers: [{ name: "content-encoding", value: "br" }] };
    const gate = new Gate({ breakpoints: [{ id: "b", enabled: true }] });
    const out = await all(deliver({ response: encoded, body: Upstream.of("more") }, { gate, signal: never }));
    expect(textOf(out)).toBe("more");
    expect(out[1]).toMatchObject({
      injection: { kind: "held", says: expect.stringContaining("encoded with br") as string },
    });
  });

  it("strikes protobuf messages by their event type", async () => {
    const encoder = new EventEncoder({ accept: AGUI_MEDIA_TYPE });
    const messages = [
      encoder.encodeBinary({ type: EventType.STEP_STARTED, stepName: "a" }),
      encoder.encodeBinary({ type: EventType.STEP_FINISHED, stepName: "a" }),
    ];
    const body = Buffer.concat(messages);
    const run = async (...rules: Parameters<typeof planOf>) => {
      const upstream = new Upstream();
      upstream.send(body);
      upstream.end();
      const out = await faulty(planOf(...rules), upstream);
      return Buffer.concat(out.flatMap((each) => (each.type === "bytes" ? [each.bytes] : [])));
    };
    const where = { eventType: "STEP_FINISHED" };
    expect(await run({ kind: "drop", where })).toEqual(Buffer.from(messages[0] ?? []));
    const frame = (bytes: Uint8Array) =>
      ({ kind: "protobuf", start: 0, end: bytes.length, data: "", unterminated: false }) as const;
    const broken = (await run({ kind: "corrupt", where })).subarray(messages[0]?.length);
    expect(broken).toHaveLength(messages[1]?.length ?? 0);
    expect(eventTypeOf(frame(broken), broken)).toBeUndefined();
    const [first = new Uint8Array(0)] = messages;
    expect(eventTypeOf(frame(first), first)).toBe("STEP_STARTED");
    const added = (await run({ kind: "unknown-event", where })).subarray(first.length);
    expect(added.length - (messages[1]?.length ?? 0)).toBe(7);
    expect(eventTypeOf(frame(added), added.subarray(0, 7))).toBeUndefined();
  });
});

describe("with a gate", () => {
  /** A delivery that is collected in the background, and how to wait for what the gate does. */
  function held(upstream: Upstream, gate: Gate, controls: Partial<DeliveryControls> = {}) {
    const out: Delivered[] = [];
    const done = (async () => {
      for await (const each of deliver(streamed(upstream), { signal: never, gate, ...controls })) out.push(each);
    })();
    const until = (condition: () => boolean): Promise<void> =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!condition()) return;
          delete gate.onChange;
          resolve();
        };
        gate.onChange = look;
        look();
      });
    return { out, done, until };
  }
  const clock =
    (...times: number[]) =>
    () =>
      times.shift() ?? 0;
  const at = (id: string, more: object = {}) => ({ id, enabled: true, ...more });

  it("holds at an event type, counts what has arrived behind it, and continues", async () => {
    const upstream = new Upstream();
    const gate = new Gate({ breakpoints: [at("b", { eventType: "B" })], now: clock(1000, 2234) });
    const { out, done, until } = held(upstream, gate);
    upstream.send(A + B + C);
    await until(() => gate.held?.waiting === 1);
    expect(gate.held).toEqual({ text: '{"type":"B"}', waiting: 1, breakpoint: "b" });
    expect(shape(out)).toEqual(["head", A]);
    upstream.send(C + C);
    await until(() => gate.held?.waiting === 3);
    gate.continue();
    upstream.end();
    await done;
    expect(shape(out)).toEqual(["head", A, "held", B, C, C, C, "end complete"].flatMap((each) => each));
    expect(out[2]).toEqual({ type: "injected", injection: { kind: "held", says: "Held for 1.2 s at a breakpoint." } });
    expect(gate.held).toBeUndefined();
  });

  it("steps frame by frame over comments, then continues to the next match", async () => {
    const gate = new Gate({ breakpoints: [at("b", { contains: '"A"' })], now: clock(0, 5, 10, 30) });
    const { out, done, until } = held(Upstream.of(`${A}: hi\n\n${B}${C}${A}`), gate);
    await until(() => gate.held?.breakpoint === "b");
    gate.step();
    await until(() => gate.held?.text === '{"type":"B"}');
    expect(gate.held?.breakpoint).toBeUndefined();
    gate.continue();
    await until(() => gate.held?.text === '{"type":"A"}');
    gate.continue();
    await done;
    expect(textOf(out)).toBe(`${A}: hi\n\n${B}${C}${A}`);
    const says = out.flatMap((each) => (each.type === "injected" ? [each.injection.says] : []));
    expect(says.slice(0, 2)).toEqual(["Held for 5 ms at a breakpoint.", "Held for 20 ms after a step."]);
  });

  it("delivers an edited payload and keeps the original", async () => {
    const gate = new Gate({ breakpoints: [at("b", { eventType: "B" })] });
    const { out, done, until } = held(Upstream.of(A + B + C), gate);
    await until(() => gate.held !== undefined);
    gate.edit('{\n"type":"X"}');
    await done;
    expect(shape(out)).toEqual(["head", A, "held", "edit", 'data: {\ndata: "type":"X"}\n\n', C, "end complete"]);
    expect(out[3]).toMatchObject({ injection: { original: '{"type":"B"}' } });
  });

  it("faults strike what was edited", async () => {
    const gate = new Gate({ breakpoints: [at("b", { eventType: "B" })] });
    const plan = planOf({ kind: "duplicate", where: { eventType: "X" } });
    const { out, done, until } = held(Upstream.of(A + B), gate, { plan });
    await until(() => gate.held !== undefined);
    gate.edit('{"type":"X"}');
    await done;
    const edited = 'data: {"type":"X"}\n\n';
    expect(shape(out)).toEqual(["head", A, "held", "edit", edited, "duplicate", edited, "end complete"]);
  });

  it("takes breakpoints that are set and removed while it runs", async () => {
    const upstream = new Upstream();
    const gate = new Gate();
    const { out, done, until } = held(upstream, gate);
    upstream.send(A);
    gate.breakpoints = [at("b", { eventType: "B" }), at("off", { enabled: false })];
    upstream.send(B);
    await until(() => gate.held?.breakpoint === "b");
    gate.breakpoints = [];
    expect(gate.held).toBeDefined();
    gate.continue();
    upstream.send(B);
    upstream.end();
    await done;
    expect(textOf(out)).toBe(A + B + B);
  });

  it("with nothing to hold, the pieces pass as they come, even the start of a frame", async () => {
    const upstream = new Upstream();
    const gate = new Gate();
    const delivery = deliver(streamed(upstream), { signal: never, gate });
    await delivery.next();
    upstream.send('data: {"ty');
    expect(shape([(await delivery.next()).value as Delivered])).toEqual(['data: {"ty']);
    // The rest of a frame that has begun to pass is not held any more.
    gate.breakpoints = [at("b")];
    upstream.send(`pe":"A"}\n\n${B}`);
    expect(shape([(await delivery.next()).value as Delivered])).toEqual(['pe":"A"}\n\n']);
    const next = delivery.next();
    gate.onChange = () => gate.held && gate.continue();
    expect(shape([(await next).value as Delivered])).toEqual(["held"]);
    await delivery.return(undefined);
  });

  it("keeps the length of an answer that no breakpoint waits for, and then holds none of its frames", async () => {
    const gate = new Gate();
    const delivery = begin(Upstream.of("da", "ta: 1\n\n"), { gate });
    expect((await delivery.next()).value).toEqual({ type: "head", response });
    gate.breakpoints = [at("b")];
    expect(shape(await all(delivery))).toEqual(["da", "ta: 1\n\n", "end complete"]);
  });

  it("gives up the length of an answer that a breakpoint waits for", async () => {
    const gate = new Gate({ breakpoints: [at("b")] });
    gate.onChange = () => gate.held && gate.continue();
    const out = await all(begin(Upstream.of(A), { gate }));
    expect(out[0]).toMatchObject({ response: { headers: [{ name: "Content-Type" }] } });
    expect(shape(out)).toEqual(["head", "held", A, "end complete"]);
  });

  it("goes on stepping after an edit of a frame that a step had reached", async () => {
    const gate = new Gate({ breakpoints: [at("b", { eventType: "A" })] });
    const { out, done, until } = held(Upstream.of(A + B + C), gate);
    await until(() => gate.held?.breakpoint === "b");
    gate.step();
    await until(() => gate.held?.text === '{"type":"B"}');
    gate.edit("{}");
    await until(() => gate.held?.text === '{"type":"C"}');
    gate.continue();
    await done;
    expect(textOf(out)).toBe(`${A}data: {}\n\n${C}`);
  });

  it("an abort ends a hold", async () => {
    const abort = new AbortController();
    const gate = new Gate({ breakpoints: [at("b")] });
    const { out, done, until } = held(Upstream.of(A), gate, { signal: abort.signal });
    await until(() => gate.held !== undefined);
    abort.abort();
    await done;
    expect(gate.held).toBeUndefined();
    expect(shape(out)).toEqual(["head"]);
  });

  it("reads ahead 64 MiB while a frame is held, and no further", async () => {
    const gate = new Gate({ breakpoints: [at("b", { eventType: "A" })] });
    const upstream = new Upstream();
    upstream.send(A);
    const large = Buffer.from(`data: ${"x".repeat(16 * 1024 * 1024)}\n\n`);
    for (let count = 0; count < 8; count++) upstream.send(large);
    upstream.end();
    const { out, done, until } = held(upstream, gate);
    await until(() => gate.held?.waiting === 4);
    // One turn of the event loop, in which a reader without a limit would go on.
    await new Promise(setImmediate);
    expect(upstream.pulls).toBe(5);
    gate.continue();
    await done;
    const sizes = out.flatMap((each) => (each.type === "bytes" ? [each.bytes.length] : []));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(A.length + 8 * large.length);
  });
});
