import { expect, it } from "vitest";
import type { RunTransport } from "#src/transport/runTransport.ts";
import { loadAddressCode } from "./address.ts";
import { Bench } from "./benchForTests.ts";
import { postBeside } from "./sidePost.ts";

const SECRET = "s3cret";

/** Repeats the address that it was asked for, as servers and networks do. */
const echoing: RunTransport = {
  async run({ url }, sink) {
    const response = { status: 200, statusText: "OK", headers: [], url, redirected: false };
    await sink({ type: "response", time: 1, response });
    const bytes = new TextEncoder().encode(`Cannot POST ${url}`);
    await sink({ type: "chunk", time: 1, bytes, frames: [], notes: [] });
    await sink({ type: "end", time: 2, reason: "reset", message: `lost ${url}`, frames: [], notes: [] });
  },
};

it("an address comes back with the names of its secrets, in the log and in the notice", async () => {
  await loadAddressCode();
  const bench = new Bench();
  const store = bench.store();
  const id = store.getState().addEnvironment({ name: "e", variables: [{ name: "KEY", value: SECRET, secret: true }] });
  store.getState().chooseEnvironment(id);
  store.getState().setEndpoint("http://agent.test/${KEY}/run");
  const kept: string[] = [];
  await postBeside({
    get: store.getState,
    transports: { http: echoing, webSocket: echoing, relay: echoing },
    runUrl: "http://agent.test/${KEY}/run",
    reply: { pauseId: "p", sidePost: { path: "tool_result", body: "{}" }, warnings: [] },
    line: { id: "1", session: "s", at: 0, name: "locate" },
    signal: new AbortController().signal,
    keep: (sentence) => kept.push(sentence),
  });
  const { turnLog, notice } = store.getState();
  expect(turnLog[0]?.answer).toContain("Cannot POST http://agent.test/${KEY}/run");
  expect(notice?.text).toContain("lost http://agent.test/${KEY}/run");
  expect(kept[0]).toBe(
    "AG-UI Scope answered locate beside the stream: POST http://agent.test/${KEY}/run/tool_result {}",
  );
  expect(kept[1]).toContain("The answer was posted, and HTTP 200 OK broke off");
  expect(JSON.stringify([turnLog, notice, kept])).not.toContain(SECRET);
});
