import { expect, it } from "vitest";
import { costOf, priceKey, sumUsage } from "./tokenUsage.ts";

it("sums what runs state by provider and model, and says nothing of what none states", () => {
  const sums = sumUsage([
    { usage: [{ provider: "a", model: "m", inputTokens: 10, outputTokens: 3 }] },
    { usage: [] },
    {
      usage: [
        { provider: "a", model: "m", inputTokens: 5, reasoningTokens: 2 },
        { provider: "a", model: "m", inputTokens: 1 },
        { model: "m", outputTokens: 7 },
      ],
    },
  ]);
  expect(sums).toEqual([
    { provider: "a", model: "m", runs: 2, inputTokens: 16, outputTokens: 3, reasoningTokens: 2 },
    { provider: "", model: "m", runs: 1, outputTokens: 7 },
  ]);
  expect(new Set(sums.map(priceKey)).size).toBe(2);
});

it("costs nothing that is not known", () => {
  const totals = { provider: "a", model: "m", runs: 1, inputTokens: 2_000_000, outputTokens: 500_000 };
  expect(costOf(totals, undefined)).toBeUndefined();
  expect(costOf(totals, { input: 3 })).toBeUndefined();
  expect(costOf(totals, { input: 3, output: 10 })).toBe(11);
  expect(costOf({ ...totals, outputTokens: 0 }, { input: 3 })).toBe(6);
  const { outputTokens: _, ...unstated } = totals;
  expect(costOf(unstated, { input: 3, output: 10 })).toBeUndefined();
});
