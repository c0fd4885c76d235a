import { expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import { bodyFormOf, keptBodyForms } from "./bodyForms.ts";
import { createRequestOptionsSlice } from "./slices/requestOptions.ts";
import type { ScopeState } from "./types.ts";

/** The slice alone, with an endpoint. */
const storeWith = (endpoint: string) =>
  createStore<ScopeState>()((...all) => ({
    ...({ endpoint } as ScopeState),
    ...createRequestOptionsSlice({ bodyForms: {} })(...all),
  }));

it("keeps a form for each origin, and none for the plain one", () => {
  const store = storeWith("http://a.test/one");
  store.getState().setBodyForm({ shape: "snake_case" });
  store.getState().setBodyForm({ ceiling: "0.0.39" });
  expect(bodyFormOf({ ...store.getState(), endpoint: "http://a.test/two" })).toEqual({
    shape: "snake_case",
    ceiling: "0.0.39",
  });
  expect(bodyFormOf({ ...store.getState(), endpoint: "http://b.test/" })).toBeUndefined();
  store.getState().setBodyForm({ shape: "camelCase", ceiling: undefined });
  expect(store.getState().bodyForms).toEqual({});
});

it("reads what was kept, and leaves out what it cannot read", () => {
  const kept = { "http://a": { shape: "minimal", ceiling: "1.0" }, "http://b": { shape: "kebab-case" }, "http://c": 1 };
  expect(keptBodyForms(JSON.parse(JSON.stringify(kept)))).toEqual({ "http://a": { shape: "minimal", ceiling: "1.0" } });
  expect(keptBodyForms({ "http://a": { shape: "minimal", ceiling: 2 } })).toEqual({
    "http://a": { shape: "minimal", ceiling: undefined },
  });
  expect(keptBodyForms(undefined)).toEqual({});
});
