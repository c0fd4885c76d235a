import { expect, it } from "vitest";
import { bucketLabel, money, perSecond, readPrice } from "./labels.ts";

it("names a bucket in one unit", () => {
  expect(bucketLabel(0, 1)).toBe("under 1 ms");
  expect(bucketLabel(500, 1000)).toBe("500–1\u2009000 ms");
  expect(bucketLabel(1000, 2000)).toBe("1–2 s");
  expect(bucketLabel(100_000, Infinity)).toBe("100 s or more");
});

it("writes a rate with the digits that mean something", () => {
  expect(perSecond(3, 4000)).toBe("0.8");
  expect(perSecond(310, 1000)).toBe("310");
});

it("writes small amounts so that they differ", () => {
  expect(money(0, "USD")).toBe("0.00 USD");
  expect(money(0.000668, "")).toBe("0.000668");
  expect(money(0.000_000_1, "EUR")).toBe("0.000000100 EUR");
  expect(money(12.345, "EUR")).toBe("12.35 EUR");
});

it("reads prices and nothing else", () => {
  expect(readPrice(" 2,5 ")).toBe(2.5);
  expect(readPrice("0")).toBe(0);
  expect(readPrice("3.")).toBe(3);
  expect(readPrice("")).toBeUndefined();
  for (const text of ["-1", "1e3", "free", "1.2.3", "NaN"]) expect(readPrice(text)).toBe("invalid");
});
