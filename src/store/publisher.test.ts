import { expect, it } from "vitest";
import { readingOf, receive } from "#src/run/pending/readingForTests.ts";
import { Bench } from "./benchForTests.ts";
import { createPublisher } from "./publisher.ts";

it("tells of a file that is being read all at once, and then nothing until it is told again", () => {
  const bench = new Bench();
  const store = bench.store();
  const answer = Array.from({ length: 25 }, (_, n) => ({ type: "CUSTOM", name: "n", value: n }));
  const reading = readingOf({ body: {}, answer, open: true });
  store.setState({ session: { id: "file", name: "a.sse", origin: "file", reading } });
  const publish = createPublisher(
    { get: store.getState, set: store.setState, scheduler: bench.deps.scheduler },
    "file",
  );
  publish({ phase: "streaming", detail: "" });
  bench.paint(16);
  const { revision } = store.getState();
  expect(store.getState()).toMatchObject({ length: 25, viewLength: 25 });
  receive(reading, { body: {}, answer });
  bench.paint(16);
  bench.paint(500);
  expect(store.getState()).toMatchObject({ length: 25, viewLength: 25, revision });
});
