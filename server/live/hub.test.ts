import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LiveRecord } from "#src/transport/liveTraffic.ts";
import { type RelayRecord, RelayRecordReader } from "#src/transport/relayWire.ts";
import { Hub } from "./hub.ts";
import { PagedBytes } from "./pagedBytes.ts";
import type { Sink } from "./subscriber.ts";

/** A reader that takes a record only when the test lets it, unless it is quick. */
class Reader implements Sink {
  private readonly reader = new RelayRecordReader<LiveRecord>();
  readonly records: LiveRecord[] = [];
  isCut = false;
  private pass: (() => void) | undefined;

  constructor(private readonly isQuick = true) {}

  write(bytes: Uint8Array): Promise<void> {
    const read = this.reader.push(bytes);
    if (!read.ok) throw new Error(read.error);
    this.records.push(...read.value);
    if (this.isQuick) return Promise.resolve();
    return new Promise((resolve) => (this.pass = resolve));
  }

  /** Takes what is being written. */
  take(): void {
    this.pass?.();
  }

  cut(): void {
    this.isCut = true;
  }

  of(exchange: string): LiveRecord[] {
    return this.records.filter((record) => "exchange" in record && record.exchange === exchange);
  }
}

const request = (exchange: string): RelayRecord => ({
  type: "request",
  exchange,
  request: { method: "POST", url: "http://x/", headers: [], body: "", startedAt: 0, via: "recorder" },
  source: { from: "r", kind: "run", client: "" },
});
const chunk = (exchange: string, size: number, time = 1): RelayRecord => ({
  type: "chunk",
  exchange,
  time,
  bytes: new Uint8Array(size).fill(time % 256),
});
const end = (exchange: string): RelayRecord => ({ type: "end", exchange, time: 9, reason: "complete", message: "" });

/** Lets every subscriber tell what it has. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
};

const MIB = 1024 * 1024;

describe("the hub", () => {
  it("tells every reader every record of an exchange in order, whenever it came and however it reads", async () => {
    const step = fc.oneof(
      fc.record({ exchange: fc.constantFrom("a", "b", "c"), size: fc.integer({ min: 0, max: 9_000 }) }),
      fc.constant("subscribe" as const),
      fc.constant("turn" as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const hub = new Hub();
        const sent = new Map<string, RelayRecord[]>();
        const readers: Reader[] = [];
        const send = (record: RelayRecord): void => {
          sent.set(record.exchange, [...(sent.get(record.exchange) ?? []), record]);
          hub.receive(record);
        };
        for (const [index, each] of steps.entries()) {
          if (each === "subscribe") {
            readers.push(new Reader());
            hub.subscribe(readers.at(-1) as Reader);
          } else if (each === "turn") await new Promise((resolve) => setImmediate(resolve));
          else {
            if (!sent.has(each.exchange)) send(request(each.exchange));
            send(chunk(each.exchange, each.size, index));
          }
        }
        await settled();
        for (const reader of readers) {
          expect(reader.records[0]?.type).toBe("recorders");
          for (const [exchange, records] of sent) expect(reader.of(exchange)).toEqual(records);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("keeps within its limit while a reader takes nothing, cuts that one and nobody else", async () => {
    const hub = new Hub({ limitBytes: 2 * MIB });
    const [quick, slow] = [new Reader(), new Reader(false)];
    hub.subscribe(quick);
    hub.subscribe(slow);
    hub.receive(request("a"));
    for (let index = 0; index < 1_000; index++) {
      hub.receive(chunk("a", 10_000, index));
      expect(hub.usedBytes).toBeLessThanOrEqual(2 * MIB);
      await new Promise((resolve) => setImmediate(resolve));
    }
    hub.receive(end("a"));
    await settled();
    expect(slow.isCut).toBe(true);
    expect(quick.isCut).toBe(false);
    expect(quick.of("a")).toHaveLength(1_002);
    expect(hub.subscriberCount).toBe(1);
    expect(hub.forgotten.exchanges).toBe(1);
    // Somebody new cannot begin in the middle, and is told that something is missing.
    const late = new Reader();
    hub.subscribe(late);
    await settled();
    expect(late.of("a")).toEqual([]);
    expect(late.records.at(-1)).toMatchObject({ type: "forgotten", exchanges: 1 });
  });

  it("lets go of what everybody has read before what somebody has not", async () => {
    const hub = new Hub({ limitBytes: 2 * MIB });
    const slow = new Reader(false);
    hub.subscribe(slow);
    hub.receive(request("a"));
    hub.receive(chunk("a", MIB));
    for (let turn = 0; turn < 20; turn++) {
      await settled();
      slow.take();
    }
    expect(slow.of("a")).toHaveLength(2);
    // From here on it takes nothing. "b" has ended and would be the first to go, were it not unread.
    for (const make of [request, chunkOf, end]) hub.receive(make("b"));
    hub.receive(chunk("a", MIB));
    expect(hub.forgotten.exchanges).toBe(1);
    expect(hub.exchange("a")?.records.start).toBeGreaterThan(0);
    expect(hub.exchange("b")).toBeDefined();
    expect(slow.isCut).toBe(false);
    hub.receive(chunk("a", 4 * MIB));
    expect(slow.isCut).toBe(true);
    expect(hub.usedBytes).toBeLessThanOrEqual(2 * MIB);
  });

  it("tells what is held after the records before it, and that it was released", async () => {
    const hub = new Hub();
    const reader = new Reader();
    hub.subscribe(reader);
    hub.receive(request("a"));
    hub.receive(chunk("a", 10));
    hub.setHeld("a", { text: "x", waiting: 0, breakpoint: "b" });
    await settled();
    hub.setHeld("a", undefined);
    await settled();
    expect(reader.of("a").map(({ type }) => type)).toEqual(["request", "chunk", "held", "released"]);
    const late = new Reader();
    hub.subscribe(late);
    await settled();
    expect(late.of("a").map(({ type }) => type)).toEqual(["request", "chunk"]);
  });

  it("tells nothing to a reader that has left", async () => {
    const hub = new Hub();
    const reader = new Reader();
    const leave = hub.subscribe(reader);
    await settled();
    leave();
    hub.receive(request("a"));
    await settled();
    expect(reader.of("a")).toEqual([]);
    expect(hub.subscriberCount).toBe(0);
  });
});

const chunkOf = (exchange: string): RelayRecord => chunk(exchange, 300_000);

describe("paged bytes", () => {
  it("give back what was appended, from any place, whatever is gone from the front", () => {
    const pieces = fc.array(fc.uint8Array({ maxLength: 20_000 }), { maxLength: 20 });
    fc.assert(
      fc.property(pieces, fc.nat(5), (appended, drops) => {
        const paged = new PagedBytes();
        for (const piece of appended) paged.append(piece);
        const whole = Buffer.concat(appended);
        expect(paged.end).toBe(whole.length);
        const before = paged.capacity;
        let freed = 0;
        for (let drop = 0; drop < drops; drop++) freed += paged.dropFirstPage();
        expect(paged.capacity).toBe(before - freed);
        expect(paged.start).toBe(freed);
        const read: Uint8Array[] = [];
        for (let place = paged.start; place < paged.end; place += read.at(-1)?.length ?? 0)
          read.push(paged.read(place));
        expect(Buffer.concat(read).equals(whole.subarray(freed))).toBe(true);
      }),
    );
  });
});
