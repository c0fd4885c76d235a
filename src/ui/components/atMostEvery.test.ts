import { afterEach, expect, it, vi } from "vitest";
import { atMostEvery } from "./atMostEvery.ts";

afterEach(() => vi.restoreAllMocks());

it("calls again only after its time, counted from when it was made and from the last call that counted", () => {
  const now = vi.spyOn(performance, "now");
  const called: number[] = [];
  now.mockReturnValue(1000);
  const call = atMostEvery(100, () => called.push(performance.now()));
  for (const time of [1000, 1099, 1100, 1150, 1199, 1200, 1500, 1590]) {
    now.mockReturnValue(time);
    call();
  }
  expect(called).toEqual([1100, 1200, 1500]);
});
