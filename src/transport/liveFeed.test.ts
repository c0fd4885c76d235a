import { describe, expect, it } from "vitest";
import { createLiveFeed, type LiveListener } from "./liveFeed.ts";
import { RelayClient } from "./relayClient.ts";
import { encodeRelayRecord } from "./relayWire.ts";

const recorders = { type: "recorders", recorders: [] } as const;
const released = { type: "released", exchange: "x" } as const;
const json = (value: unknown, status = 200): Response => new Response(JSON.stringify(value), { status });

/** A body of these records, written in pieces of three bytes. */
function streamOf(...records: (typeof recorders | typeof released)[]): Response {
  const bytes = records.flatMap((record) => [...encodeRelayRecord(record)]);
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += 3) controller.enqueue(Uint8Array.from(bytes.slice(at, at + 3)));
      controller.close();
    },
  });
  return new Response(body);
}

/** A server that answers `/live/stream` from a list, one entry for each connection; then the test ends the following. */
function bench(answers: readonly (() => Response)[], token = "one") {
  const abort = new AbortController();
  const heard: string[] = [];
  const asked: string[] = [];
  const waits: number[] = [];
  const left = [...answers];
  let current = token;
  const client = new RelayClient({
    base: "http://scope.test",
    fetch: async (input, init) => {
      const path = new URL(input instanceof Request ? input.url : input).pathname;
      if (path === "/relay/session") return json({ token: current, targets: [], version: "1" });
      asked.push(`${init?.method ?? "GET"} ${path} ${typeof init?.body === "string" ? init.body : ""}`.trim());
      const answer = left.shift();
      if (left.length === 0 && path === "/live/stream") abort.abort();
      return answer?.() ?? json({});
    },
  });
  const feed = createLiveFeed(client, {
    wait: (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
  });
  const listener: LiveListener = {
    onOpen: (isSameServer) => void heard.push(isSameServer ? "open" : "open another"),
    onRecords: (records) => void heard.push(...records.map(({ type }) => type)),
    onLost: (reason) => void heard.push(`lost: ${reason}`),
  };
  return {
    feed,
    heard,
    asked,
    waits,
    restart: () => (current = "two"),
    follow: () => feed.follow(listener, abort.signal),
  };
}

describe("following live traffic", () => {
  it("hands over records however they were cut, and connects again when a connection ends", async () => {
    const { follow, heard, waits } = bench([() => streamOf(recorders, released), () => streamOf(recorders)]);
    await follow();
    expect(heard).toEqual([
      "open",
      "recorders",
      "released",
      "lost: The connection to AG-UI Scope ended.",
      "open",
      "recorders",
    ]);
    expect(waits).toEqual([500]);
  });

  it("waits longer while the server stays away, and says so", async () => {
    const away = (): Response => {
      throw new TypeError("refused");
    };
    const { follow, heard, waits } = bench([away, away, away, away, away, () => streamOf(recorders)]);
    await follow();
    expect(waits).toEqual([500, 1000, 2000, 5000, 5000]);
    expect(heard[0]).toContain("not running any more");
    expect(heard.slice(-2)).toEqual(["open", "recorders"]);
  });

  it("notices a server that was started anew", async () => {
    const { follow, heard, restart } = bench([
      () => streamOf(recorders),
      () => {
        restart();
        return json({ error: "unknown token", code: "TOKEN" }, 401);
      },
      () => streamOf(recorders),
    ]);
    await follow();
    expect(heard.filter((what) => what.startsWith("open"))).toEqual(["open", "open another"]);
  });

  it("gives up where no such server is", async () => {
    const { follow, heard, waits } = bench([() => new Response("<html>", { status: 404 }), () => streamOf(recorders)]);
    await follow();
    expect(heard).toHaveLength(1);
    expect(heard[0]).toContain("not served by agui-scope");
    expect(waits).toEqual([]);
  });
});

describe("steering", () => {
  it("asks in the server's words", async () => {
    const { feed, asked } = bench([]);
    await feed.changeRecorder("r/1", { faults: null });
    await feed.release("x", { do: "edit", text: "{}" });
    await feed.release("x", { do: "step" });
    await feed.stopRecorder("r");
    await feed.forget();
    expect(asked).toEqual([
      'PATCH /live/recorders/r%2F1 {"faults":null}',
      'POST /live/exchanges/x/edit {"text":"{}"}',
      "POST /live/exchanges/x/step {}",
      "DELETE /live/recorders/r",
      "DELETE /live/exchanges",
    ]);
  });

  it("tells why a recorder was refused", async () => {
    const { feed } = bench([() => json({ error: "Port 9 is taken.", code: "RECORDER_REFUSED" }, 409)]);
    expect(await feed.startRecorder("http://a.test", 9)).toEqual({ ok: false, error: "Port 9 is taken." });
  });
});
