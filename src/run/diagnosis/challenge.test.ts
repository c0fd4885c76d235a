import * as fc from "fast-check";
import { expect, it } from "vitest";
import { parseChallenges } from "./challenge.ts";
import { retryAt } from "./retryAfter.ts";

const read = (header: string) =>
  parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);

it.each<[string, unknown]>([
  ["Bearer", [["Bearer", {}]]],
  ['Bearer realm="a, b", error="invalid_token"', [["Bearer", { realm: "a, b", error: "invalid_token" }]]],
  ['Basic realm="x \\"y\\"", charset=UTF-8', [["Basic", { realm: 'x "y"', charset: "UTF-8" }]]],
  [
    'Basic realm="a", Bearer scope="run"',
    [
      ["Basic", { realm: "a" }],
      ["Bearer", { scope: "run" }],
    ],
  ],
  [
    "Negotiate abc==, Basic realm=a",
    [
      ["Negotiate", {}],
      ["Basic", { realm: "a" }],
    ],
  ],
  ["", []],
])("reads the challenges of %s", (header, expected) => {
  expect(read(header)).toEqual(expected);
});

it("ends on whatever a server sends", () => {
  fc.assert(
    fc.property(fc.string(), (header) => {
      expect(parseChallenges(header).length).toBeLessThanOrEqual(header.length);
    }),
  );
});

it.each<[string | undefined, number | undefined]>([
  ["12", 1_012_000],
  ["0", 1_000_000],
  ["Thu, 01 Jan 1970 01:00:00 GMT", 3_600_000],
  ["soon", undefined],
  ["1970-01-01", undefined],
  ["", undefined],
  [undefined, undefined],
])("Retry-After: %s", (header, at) => {
  expect(retryAt(header, 1_000_000)).toBe(at);
});
