import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Breakpoint } from "#src/transport/breakpoint.ts";
import type { LiveRecord } from "#src/transport/liveTraffic.ts";
import {
  deferred,
  FINISHED,
  frame,
  LiveHarness,
  type LivePage,
  message,
  RUN,
  STARTED,
  startStream,
} from "./liveHarness.ts";

let scope: LiveHarness;
beforeEach(async () => {
  scope = await LiveHarness.start();
});
afterEach(() => scope.stop());

const CONTENT: Breakpoint = { id: "b", enabled: true, eventType: "TEXT_MESSAGE_CONTENT" };
const SAID = message("m", "secret plan");
const wholeAnswer = STARTED + SAID + FINISHED;

const isHeld = (record: LiveRecord): record is Extract<LiveRecord, { type: "held" }> => record.type === "held";
/** Waits for the frame that is held next after `text`. */
const heldWith = (page: LivePage, text: string): Promise<Extract<LiveRecord, { type: "held" }>> =>
  page.until((record): record is Extract<LiveRecord, { type: "held" }> => isHeld(record) && record.text.includes(text));

/** A recorder in front of an agent that sends a whole run at once. */
async function heldRun(breakpoints: readonly Breakpoint[]) {
  const url = await scope.agent((res) => {
    startStream(res, wholeAnswer);
    res.end();
  });
  const [recorder, page] = await Promise.all([scope.record(url), scope.page()]);
  const changed = await scope.call("PATCH", `/live/recorders/${recorder.id}`, { breakpoints });
  expect(await changed.json()).toMatchObject({ breakpoints });
  const response = await fetch(recorder.address, { method: "POST", body: RUN });
  const { exchange } = await page.request();
  return { recorder, page, response, exchange };
}

describe("breakpoints", () => {
  it("hold a frame, pass it on an edit, and mark both", async () => {
    const { page, response, exchange } = await heldRun([CONTENT]);
    const stopped = await heldWith(page, "secret plan");
    expect(stopped).toMatchObject({ exchange, breakpoint: "b" });
    expect(page.text()).not.toContain("secret plan");
    const edited = JSON.stringify({ type: "TEXT_MESSAGE_CONTENT", messageId: "m", delta: "other plan" });
    expect((await scope.call("POST", `/live/exchanges/${exchange}/edit`, { text: edited })).status).toBe(200);
    const delivered = await response.text();
    expect(delivered).toContain("other plan");
    expect(delivered).not.toContain("secret plan");
    await page.end();
    expect(page.text()).toBe(delivered);
    const injections = page.records.flatMap((record) => (record.type === "injected" ? [record.injection] : []));
    expect(injections.map(({ kind }) => kind)).toEqual(["held", "edit"]);
    expect(injections[1]?.original).toContain("secret plan");
    await page.until((record) => record.type === "released");
  });

  it("step from frame to frame, and continue to the end", async () => {
    const { page, response, exchange } = await heldRun([CONTENT]);
    await heldWith(page, "secret plan");
    await scope.call("POST", `/live/exchanges/${exchange}/step`);
    await heldWith(page, "TEXT_MESSAGE_END");
    await scope.call("POST", `/live/exchanges/${exchange}/step`);
    expect(await heldWith(page, "RUN_FINISHED")).not.toHaveProperty("breakpoint");
    expect(page.text()).not.toContain("RUN_FINISHED");
    await scope.call("POST", `/live/exchanges/${exchange}/continue`);
    expect(await response.text()).toBe(wholeAnswer);
    expect(await page.end()).toMatchObject({ reason: "complete" });
  });

  it("say how many frames have arrived behind the held one", async () => {
    const { page } = await heldRun([CONTENT]);
    const behind = await page.until((record) => isHeld(record) && record.waiting === 2);
    expect(behind).toMatchObject({ type: "held", breakpoint: "b" });
  });

  it("set during a run act on it, from the next frame on", async () => {
    const seen = deferred();
    const url = await scope.agent((res) => {
      // Ends inside a frame, so that the breakpoint has to wait for the next one to begin.
      startStream(res, STARTED + SAID.slice(0, 30));
      void seen.promise.then(() => res.end(SAID.slice(30) + FINISHED));
    });
    const [recorder, page] = await Promise.all([scope.record(url), scope.page()]);
    const response = await fetch(recorder.address, { method: "POST", body: RUN });
    await page.sees(SAID.slice(0, 30));
    await scope.call("PATCH", `/live/recorders/${recorder.id}`, { breakpoints: [CONTENT] });
    seen.resolve();
    const { exchange } = await heldWith(page, "secret plan");
    expect(page.text()).not.toContain("secret plan");
    await scope.call("POST", `/live/exchanges/${exchange}/continue`);
    expect(await response.text()).toBe(wholeAnswer);
  });

  it("are told to a page that comes while a frame is held", async () => {
    const { page, exchange } = await heldRun([CONTENT]);
    await heldWith(page, "secret plan");
    const late = await scope.page();
    expect(await heldWith(late, "secret plan")).toMatchObject({ exchange });
    expect(late.records.filter(isHeld)).toHaveLength(1);
  });

  it("hold nothing for ever when no page is left", async () => {
    await scope.stop();
    scope = await LiveHarness.start({ unattendedMs: 50 });
    const { page, response, recorder } = await heldRun([{ id: "all", enabled: true }]);
    await heldWith(page, "RUN_STARTED");
    page.close();
    // Every frame has a breakpoint: one that continued would be held again.
    expect(await response.text()).toBe(wholeAnswer);
    // A page that comes back has its breakpoints again.
    const back = await scope.page();
    await back.until(({ type }) => type === "recorders");
    const again = await fetch(recorder.address, { method: "POST", body: RUN });
    const { exchange } = await back.request(1);
    await back.until((record) => isHeld(record) && record.exchange === exchange);
    await again.body?.cancel();
  });

  it("end with the app: one that leaves while a frame is held", async () => {
    const { page, response } = await heldRun([CONTENT]);
    await heldWith(page, "secret plan");
    await response.body?.cancel();
    expect(await page.end()).toMatchObject({ reason: "aborted" });
  });

  it("hold an answer of known length, and no discovery", async () => {
    const url = await scope.agent((res, _body, req) => {
      if (req.method === "GET") {
        res.write('{"agents":');
        res.end("{}}");
      } else res.writeHead(500, { "content-length": "4" }).end("oops");
    });
    const [recorder, page] = await Promise.all([scope.record(url), scope.page()]);
    await scope.call("PATCH", `/live/recorders/${recorder.id}`, { breakpoints: [{ id: "all", enabled: true }] });
    expect(await (await fetch(`${recorder.address}info`)).text()).toBe('{"agents":{}}');
    const failed = await fetch(recorder.address, { method: "POST", body: RUN });
    // An edit may make it longer, so nobody is promised how long it is.
    expect(failed.headers.get("content-length")).toBeNull();
    const { exchange } = await heldWith(page, "oops");
    await scope.call("POST", `/live/exchanges/${exchange}/continue`);
    expect(await failed.text()).toBe("oops");
    await scope.call("PATCH", `/live/recorders/${recorder.id}`, { breakpoints: [] });
    const whole = await fetch(recorder.address, { method: "POST", body: RUN });
    expect(whole.headers.get("content-length")).toBe("4");
  });
});

describe("calls of the page", () => {
  it("start a recorder and inject faults, marked", async () => {
    const url = await scope.agent((res) => startStream(res, wholeAnswer));
    const page = await scope.page();
    const created = await scope.call("POST", "/live/recorders", { target: url });
    expect(created.status).toBe(201);
    const { id, address } = (await created.json()) as { readonly id: string; readonly address: string };
    const faults = {
      seed: 7,
      rules: [
        { id: "f", kind: "drop", enabled: true, where: { eventType: "TEXT_MESSAGE_CONTENT" } },
        { id: "c", kind: "cut", enabled: true, where: { eventType: "RUN_FINISHED" } },
      ],
    };
    expect((await scope.call("PATCH", `/live/recorders/${id}`, { faults })).status).toBe(200);
    const response = await fetch(address, { method: "POST", body: RUN });
    await expect(response.text()).rejects.toThrow("terminated");
    expect(await page.end()).toMatchObject({ reason: "reset" });
    expect(page.text()).toContain("RUN_STARTED");
    expect(page.text()).not.toContain("secret plan");
    const kinds = page.records.flatMap((record) => (record.type === "injected" ? [record.injection.kind] : []));
    expect(kinds).toEqual(["drop", "cut"]);
    const cleared = await scope.call("PATCH", `/live/recorders/${id}`, { faults: null });
    expect(await cleared.json()).not.toHaveProperty("faults");
  });

  it.each([
    ["POST", "/live/recorders", {}, 400],
    ["POST", "/live/recorders", [1], 400],
    ["POST", "/live/recorders", { target: "ftp://x" }, 409],
    ["POST", "/live/recorders", { target: "http://127.0.0.1:9", port: 70_000 }, 400],
    ["POST", "/live/recorders", { target: "http://169.254.169.254/" }, 409],
    ["PATCH", "/live/recorders/none", {}, 404],
    ["PATCH", "/live/recorders/none", { breakpoints: [{ id: 1 }] }, 400],
    ["PATCH", "/live/recorders/none", { faults: { rules: [{ kind: "boo" }] } }, 400],
    ["DELETE", "/live/recorders/none", undefined, 404],
    ["POST", "/live/exchanges/none/step", undefined, 404],
    ["GET", "/live/else", undefined, 404],
    ["POST", "/live/exchanges/%ZZ/step", undefined, 404],
  ])("%s %s with %j is refused with %j and a sentence", async (method, path, body, status) => {
    const response = await scope.call(method, path, body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: expect.stringMatching(/\.$/) as string });
  });

  it("say that a port is taken", async () => {
    const { port } = new URL(await scope.agent((res) => res.end()));
    const response = await scope.call("POST", "/live/recorders", { target: "http://127.0.0.1:9", port: Number(port) });
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ error: expect.stringContaining(`Port ${port}`) as string });
  });

  it("edit nothing that is not held", async () => {
    const url = await scope.agent((res) => startStream(res));
    const [recorder, page] = await Promise.all([scope.record(url), scope.page()]);
    const response = await fetch(recorder.address, { method: "POST", body: RUN });
    const { exchange } = await page.request();
    const edit = await scope.call("POST", `/live/exchanges/${exchange}/edit`, { text: frame({}) });
    expect(edit.status).toBe(409);
    await response.body?.cancel();
  });
});
