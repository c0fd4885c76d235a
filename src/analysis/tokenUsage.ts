import type { RunView } from "#src/reconstruction/types.ts";

const COUNTS = [
  "inputTokens",
  "outputTokens",
  "totalTokens",
  "reasoningTokens",
  "cachedInputTokens",
  "cacheWriteInputTokens",
] as const;
type CountName = (typeof COUNTS)[number];

/** Tokens of one model of one provider, summed. A count that no run stated is absent: nobody knows that it is 0. */
export type TokenTotals = Readonly<Partial<Record<CountName, number>>> & {
  /** Empty where no run named it. */
  readonly provider: string;
  readonly model: string;
  /** How many runs stated usage of this model. */
  readonly runs: number;
};

/** What one model costs, in the user's currency for a million tokens; absent until the user says it. */
export interface TokenPrice {
  readonly input?: number;
  readonly output?: number;
}

/** Prices by `priceKey`. */
export type TokenPrices = Readonly<Record<string, TokenPrice>>;

/** Names a model in a table of prices. */
export const priceKey = ({ provider, model }: Pick<TokenTotals, "provider" | "model">): string =>
  JSON.stringify([provider, model]);

/** Tokens that the runs state in RUN_FINISHED and RUN_ERROR, by provider and model in the order in which they first occur. */
export function sumUsage(runs: readonly Pick<RunView, "usage">[]): readonly TokenTotals[] {
  const sums = new Map<string, TokenTotals>();
  for (const { usage } of runs) {
    const seen = new Set<string>();
    for (const entry of usage) {
      const { provider = "", model = "" } = entry;
      const key = priceKey({ provider, model });
      const known = sums.get(key) ?? { provider, model, runs: 0 };
      const counts: Partial<Record<CountName, number>> = {};
      for (const name of COUNTS) {
        const count = entry[name];
        if (count !== undefined) counts[name] = (known[name] ?? 0) + count;
      }
      sums.set(key, { ...known, ...counts, runs: known.runs + (seen.has(key) ? 0 : 1) });
      seen.add(key);
    }
  }
  return [...sums.values()];
}

/** What these tokens cost, in the user's currency; undefined while a price or a count that it takes is missing. */
export function costOf(totals: TokenTotals, price: TokenPrice | undefined): number | undefined {
  const parts = [
    [totals.inputTokens, price?.input],
    [totals.outputTokens, price?.output],
  ] as const;
  let cost = 0;
  for (const [count, each] of parts) {
    if (count === undefined || each === undefined) {
      if (count === 0) continue;
      return undefined;
    }
    cost += (count * each) / 1e6;
  }
  return cost;
}
