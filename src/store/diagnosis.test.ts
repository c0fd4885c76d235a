import { expect, it } from "vitest";
import type { RelayRecord } from "#src/transport/relayWire.ts";
import { Bench, settle } from "./benchForTests.ts";

const AGENT = "http://agent.test:8000/chat";
const answer = (status: number): readonly RelayRecord[] => {
  const head = { status, statusText: "", headers: [{ name: "allow", value: "POST" }], url: AGENT, redirected: false };
  return [{ type: "response", exchange: "", time: 1, response: head }];
};

/** A run that goes directly and that the browser says nothing about. */
async function runThatFails(bench: Bench) {
  const store = bench.store();
  await store.getState().loadRelay();
  store.getState().setEndpoint(AGENT);
  store.getState().setConnection({ route: "direct" });
  store.getState().editDraft({ message: "hi" });
  const running = store.getState().run();
  await settle();
  bench.unreachable("Failed to fetch");
  await running;
  bench.paint();
  // The code that asks is loaded when it is needed.
  await expect.poll(() => store.getState().diagnosis).toBeDefined();
  return store;
}

it("looks behind a silent failure by itself where the relay may reach that origin", async () => {
  const bench = new Bench();
  bench.targets = ["http://agent.test:8000"];
  bench.answers = () => answer(405);
  const store = await runThatFails(bench);
  await expect.poll(() => store.getState().diagnosis?.code).toBe("cors");
  expect(bench.relayCalls.map(({ method, url }) => `${method} ${url}`)).toEqual([`OPTIONS ${AGENT}`]);
  expect(store.getState().status.detail).toBe("Blocked by the browser (CORS)");
});

it("asks nobody by itself whom the user has not let the relay reach, and does when told to", async () => {
  const bench = new Bench();
  bench.targets = [];
  bench.answers = () => answer(405);
  const store = await runThatFails(bench);
  expect(bench.relayCalls).toEqual([]);
  expect(store.getState().diagnosis?.offers.map(({ type }) => type)).toEqual(["look-behind", "use-relay"]);
  await store.getState().lookBehind();
  expect(bench.targets).toContain("http://agent.test:8000");
  expect(store.getState().diagnosis?.code).toBe("cors");
});

it("tries the usual paths without a POST, and forgets them with the next run", async () => {
  const bench = new Bench();
  bench.targets = [];
  bench.answers = ({ url }) => answer(url.endsWith("/agui") ? 405 : 404);
  const store = await runThatFails(bench);
  await store.getState().tryPaths();
  expect(new Set(bench.relayCalls.map(({ method }) => method))).toEqual(new Set(["GET"]));
  expect(store.getState().pathsFound?.[0]).toMatchObject({ path: "/agui", verdict: "agent" });
  void store.getState().run();
  expect(store.getState().pathsFound).toBeUndefined();
});

it("says so when the code that asks cannot be had", async () => {
  const bench = new Bench();
  bench.targets = [];
  const store = await runThatFails(bench);
  bench.answers = () => {
    throw new Error("Failed to fetch dynamically imported module");
  };
  await store.getState().tryPaths();
  expect(store.getState().notice?.text).toContain("A part of the page could not be loaded (Failed to fetch");
  expect(store.getState().asking).toBe("nothing");
});

it("keeps what an agent says about the body until the body is edited", async () => {
  const bench = new Bench();
  const store = bench.store();
  store.getState().editDraft({ message: "hi" });
  const running = store.getState().run();
  await settle();
  bench.refuse(422, '{"detail":[{"loc":["body","messages",0,"id"],"msg":"Field required"}]}');
  bench.paint();
  await running;
  // The end is told twice: when it came, and when the run was over.
  bench.paint();
  await expect.poll(() => store.getState().diagnosis).toBeDefined();
  expect(store.getState().diagnosis?.issues).toMatchObject([{ pointer: "/messages/0/id" }]);
  expect(store.getState().refusedDraft).toBe(store.getState().draft);
  store.getState().editDraft({ message: "ho" });
  expect(store.getState().refusedDraft).not.toBe(store.getState().draft);
});

it("adds a header that an agent asks for, once", () => {
  const store = new Bench().store();
  store.getState().addHeader("token");
  store.getState().addHeader("Token");
  expect(store.getState().profiles[0]?.headers).toMatchObject([{ name: "token", value: "", remember: false }]);
});
