import { expect, it } from "vitest";
import { inSlices } from "./inSlices.ts";

/** A step that takes longer than a slice. */
function slow(): void {
  const until = performance.now() + 10;
  while (performance.now() < until);
}

it("gives the page its turn between slices, and tells when it is done", async () => {
  const heard: string[] = [];
  let steps = 0;
  await new Promise<void>((resolve) => {
    inSlices(
      () => {
        slow();
        return ++steps < 3;
      },
      () => {
        heard.push("done");
        resolve();
      },
      () => heard.push(`pause ${steps}`),
    );
    heard.push("page");
  });
  expect(heard).toEqual(["pause 1", "page", "pause 2", "done"]);
});

it("stops when it is told to", async () => {
  let steps = 0;
  const stop = inSlices(
    () => {
      slow();
      return ++steps < 100;
    },
    () => expect.unreachable(),
  );
  stop();
  await new Promise((resolve) => void setTimeout(resolve, 0));
  expect(steps).toBe(1);
});
