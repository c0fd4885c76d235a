import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { encodeRelayRecord, type RelayRecord, RELAY_MEDIA_TYPE } from "#src/transport/relayWire.ts";
import { FINISHED, LiveHarness, rawCall, RUN, STARTED } from "./liveHarness.ts";

let scope: LiveHarness;
beforeEach(async () => {
  scope = await LiveHarness.start();
});
afterEach(() => scope.stop());

const request: Extract<RelayRecord, { type: "request" }> = {
  type: "request",
  exchange: "e1",
  request: {
    method: "POST",
    url: "http://127.0.0.1:8000/agent",
    headers: [{ name: "authorization", value: "s3cret" }],
    body: RUN,
    startedAt: 1_700_000_000_000,
    via: "direct",
  },
  source: { from: "page", kind: "run", client: "my app" },
};
const response: RelayRecord = {
  type: "response",
  exchange: "e1",
  time: 1,
  response: {
    status: 200,
    statusText: "OK",
    headers: [{ name: "set-cookie", value: "s3cret" }],
    url: "http://127.0.0.1:8000/agent",
    redirected: false,
  },
};
const chunk = (text: string): RelayRecord => ({ type: "chunk", exchange: "e1", time: 2, bytes: Buffer.from(text) });
const end: RelayRecord = { type: "end", exchange: "e1", time: 3, reason: "complete", message: "" };

/** The record as one of another exchange. */
const of = (exchange: string, record: RelayRecord): RelayRecord => ({ ...record, exchange });

/** A batch as the tap sends it. */
const post = (records: readonly { readonly type: string }[], headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${scope.url}/live/tap`, {
    method: "POST",
    headers: { "content-type": RELAY_MEDIA_TYPE, ...headers },
    body: Buffer.concat(records.map((record) => encodeRelayRecord(record))),
  });

describe("the intake of taps", () => {
  it("shows an exchange over several batches as a tap's own, without secrets", async () => {
    const page = await scope.page();
    expect(await (await post([request, response, chunk(STARTED)])).json()).toEqual({ accepted: 3, refused: 0 });
    await page.sees("RUN_STARTED");
    expect(await (await post([chunk(FINISHED), end])).json()).toEqual({ accepted: 2, refused: 0 });
    expect(await page.end()).toMatchObject({ exchange: "tap:e1", reason: "complete" });
    expect(page.text()).toBe(STARTED + FINISHED);
    const told = await page.request();
    expect(told).toMatchObject({ exchange: "tap:e1", source: { from: "tap", kind: "run", client: "my app" } });
    expect(told.request).toMatchObject({ via: "tap", body: RUN });
    expect(JSON.stringify(page.records)).not.toContain("s3cret");
  });

  it("lets a tap speak for no exchange but its own, in order and once", async () => {
    const recorder = await scope.record(await scope.agent((res) => res.write(STARTED)));
    const page = await scope.page();
    const run = await fetch(recorder.address, { method: "POST", body: RUN });
    const { exchange } = await page.request();
    expect(await (await post([{ ...end, exchange }, chunk("lost"), end])).json()).toEqual({ accepted: 0, refused: 3 });
    expect(await (await post([request, request, end, end, chunk("late")])).json()).toEqual({ accepted: 2, refused: 3 });
    await page.end("tap:e1");
    expect(page.records.some((record) => record.type === "end" && record.exchange === exchange)).toBe(false);
    await run.body?.cancel();
  });

  it("gives up the exchange that was silent longest when too many never end", async () => {
    const page = await scope.page();
    const begin = (index: number): RelayRecord => of(`n${index}`, request);
    await post(Array.from({ length: 1_000 }, (_, index) => begin(index)));
    await post([of("n0", chunk(STARTED)), begin(1_000)]);
    expect(await page.end()).toMatchObject({ exchange: "tap:n1", reason: "reset" });
    expect(await (await post([of("n1", end), of("n0", end)])).json()).toEqual({
      accepted: 1,
      refused: 1,
    });
  });

  it.each([
    [{ type: "recorders", recorders: [] }],
    [{ type: "held", exchange: "e1", text: "", waiting: 0 }],
    [{ type: "request", exchange: "e1" }],
    [{ ...request, exchange: "" }],
    [{ ...request, exchange: "x".repeat(1000) }],
    [{ ...request, request: { ...request.request, body: 7 } }],
  ])("refuses the record %j", async (record) => {
    expect(await (await post([record])).json()).toEqual({ accepted: 0, refused: 1 });
    expect([...scope.live.hub.exchanges]).toEqual([]);
  });

  it.each([
    [{ time: -1 }],
    [{ time: "1" }],
    [{ type: "end", reason: "bored" }],
    [{ type: "response", response: { status: "200" } }],
  ])("refuses a record with %j in an exchange that goes on", async (wrong) => {
    const records = [request, { ...end, ...wrong }, end];
    expect(await (await post(records)).json()).toEqual({ accepted: 2, refused: 1 });
  });

  it("refuses a body that is no sequence of records", async () => {
    const wrong = await fetch(`${scope.url}/live/tap`, { method: "POST", body: "{".repeat(100) });
    expect(wrong.status).toBe(400);
    const cut = await fetch(`${scope.url}/live/tap`, {
      method: "POST",
      body: Buffer.from(encodeRelayRecord(end)).subarray(0, 20),
    });
    expect(await cut.json()).toMatchObject({ code: "NOT_RECORDS" });
  });

  it("answers with 500 after a bug, and tells of it", async () => {
    const told: unknown[] = [];
    const broken = await LiveHarness.start({ onFailure: (error) => told.push(error) });
    const bug = new Error("a bug");
    broken.live.hub.listen(() => {
      throw bug;
    });
    const answer = await fetch(`${broken.url}/live/tap`, {
      method: "POST",
      body: Buffer.from(encodeRelayRecord(request)),
    });
    expect(answer.status).toBe(500);
    expect(told).toEqual([bug]);
    await broken.stop();
  });

  it("says that a Scope runs, and lets pages of this machine ask", async () => {
    const origin = "http://localhost:3000";
    const response = await fetch(`${scope.url}/live/tap`, { headers: { origin } });
    expect(await response.json()).toEqual({ scope: true });
    expect(response.headers.get("access-control-allow-origin")).toBe(origin);
    const preflight = await rawCall(scope.url, {
      method: "OPTIONS",
      path: "/live/tap",
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
        "access-control-request-private-network": "true",
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers).toMatchObject({
      "access-control-allow-origin": origin,
      "access-control-allow-headers": "content-type",
      "access-control-allow-private-network": "true",
    });
  });

  it.each([[{ origin: "https://evil.example" }], [{ host: "evil.example" }]])("refuses %j", async (headers) => {
    const refused = await rawCall(scope.url, { method: "POST", path: "/live/tap", headers });
    expect(refused.status).toBe(403);
    expect(refused.headers["access-control-allow-origin"]).toBeUndefined();
  });
});
