import type { StateCreator } from "zustand/vanilla";
import { bodyFormKey, bodyFormOf } from "#src/store/bodyForms.ts";
import type { RequestOptionsSlice } from "#src/store/requestOptionTypes.ts";
import type { ScopeState } from "#src/store/types.ts";

/** How requests are written, beside what the fields say. */
export const createRequestOptionsSlice =
  ({ bodyForms }: Pick<RequestOptionsSlice, "bodyForms">): StateCreator<ScopeState, [], [], RequestOptionsSlice> =>
  (set, get) => ({
    bodyForms,
    setBodyForm(change) {
      const key = bodyFormKey(get());
      const form = { shape: "camelCase", ceiling: undefined, ...bodyFormOf(get()), ...change } as const;
      const { [key]: _, ...others } = get().bodyForms;
      const isPlain = form.shape === "camelCase" && form.ceiling === undefined;
      set({ bodyForms: isPlain ? others : { ...others, [key]: form } });
    },
  });
