import { expect, it, vi } from "vitest";

it("a run that waits for what fills its address in is not sent into a thread that came on screen meanwhile", async () => {
  // That code is loaded once for all; here it is still to come.
  vi.resetModules();
  const { Bench, settle } = await import("./benchForTests.ts");
  const bench = new Bench();
  const store = bench.store();
  store.getState().setPathValue("id", "1");
  store.getState().setEndpoint("http://agent.test/{id}");
  const run = store.getState().run();
  store.getState().newThread();
  await run;
  await settle();
  expect(store.getState().canFill).toBe(true);
  expect(bench.sent).toHaveLength(0);
  expect(store.getState().status.phase).toBe("idle");
  // The next one is for the thread that is there.
  void store.getState().run();
  await vi.waitFor(() => expect(bench.sent.map(({ url }) => url)).toEqual(["http://agent.test/1"]));
  bench.end();
});
