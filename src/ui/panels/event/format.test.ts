import { expect, it } from "vitest";
import { formatBytes, formatCount, formatDuration, formatMs, plural } from "./format.ts";

it("groups thousands", () => {
  expect([0, 999, 1000, 1234567].map(formatCount)).toEqual(["0", "999", "1\u2009000", "1\u2009234\u2009567"]);
});

it("writes counts, moments, durations and sizes with their units", () => {
  expect([1, 2].map((count) => plural(count, "event"))).toEqual(["1 event", "2 events"]);
  expect([0, 0.4219, 12.4, 2613].map(formatMs)).toEqual(["0 ms", "0.42 ms", "12 ms", "2\u2009613 ms"]);
  expect([420, 1310, 125_000].map(formatDuration)).toEqual(["420 ms", "1.3 s", "2 min 5 s"]);
  expect([812, 48_200, 5_100_000, 2_000_000_000].map(formatBytes)).toEqual(["812 B", "48.2 kB", "5.1 MB", "2.0 GB"]);
});
