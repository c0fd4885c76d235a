import type { StateCreator } from "zustand/vanilla";
import type { PricesSlice, ScopeState } from "#src/store/types.ts";

/** What tokens cost, by the user's own word. */
export const createPricesSlice =
  (initial: Pick<PricesSlice, "tokenPrices" | "currency">): StateCreator<ScopeState, [], [], PricesSlice> =>
  (set, get) => ({
    tokenPrices: initial.tokenPrices,
    currency: initial.currency,
    setTokenPrice(key, price) {
      const { [key]: _, ...others } = get().tokenPrices;
      set({ tokenPrices: Object.keys(price).length === 0 ? others : { ...others, [key]: price } });
    },
    setCurrency(currency) {
      set({ currency });
    },
  });
