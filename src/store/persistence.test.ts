import { describe, expect, it } from "vitest";
import { noProfiles } from "./headerProfiles.ts";
import { keptLoop } from "./loopSettings.ts";
import { loadSettings, saveSettings, type KeyValueStorage } from "./persistence.ts";

const newId = (): string => "id";
const holding = (text: string | null): KeyValueStorage => ({ getItem: () => text, setItem: () => undefined });
const blocked: KeyValueStorage = {
  getItem: () => {
    throw new DOMException("denied", "SecurityError");
  },
  setItem: () => {
    throw new DOMException("full", "QuotaExceededError");
  },
};
const defaults = {
  theme: "system",
  endpoint: "",
  panelSizes: {},
  profiles: noProfiles(),
  profileId: "none",
  connections: {},
  bodyForms: {},
  environments: [],
  environmentId: "",
  pathValues: {},
  requestProfiles: [],
  requestProfileId: "",
  faultPlan: { seed: 1, rules: [] },
  faultSets: [],
  toolSets: [{ id: "first", name: "My tools", tools: [] }],
  toolSetId: "first",
  loop: keptLoop(undefined),
  runBreakpoints: [],
  tokenPrices: {},
  currency: "",
  folded: false,
  stallMs: 500,
} as const;

describe("settings", () => {
  it.each([
    ["nothing", null],
    ["no JSON", "{"],
    ["no object", "[]"],
    ["other types", '{"theme":"pink","endpoint":3,"panelSizes":[1],"headers":{}}'],
  ])("have defaults for %s", (_what, text) => {
    expect(loadSettings(holding(text), newId)).toEqual(defaults);
  });

  it("keep what is readable beside what is not", () => {
    const text =
      '{"theme":"dark","panelSizes":{"a":{"x":"wide"},"b":{"y":40}},"headers":[{"name":"x-team"},{"nome":1}]}';
    expect(loadSettings(holding(text), newId)).toEqual({
      ...defaults,
      theme: "dark",
      panelSizes: { b: { y: 40 } },
      profiles: noProfiles([{ id: "id", name: "x-team", value: "", remember: false }]),
    });
  });

  it("keep prices that are prices", () => {
    const text = JSON.stringify({
      currency: "EUR",
      tokenPrices: { a: { input: 2 }, b: { output: "x" }, c: { input: -1 }, d: 3, e: { input: 0, output: 0.5 } },
    });
    expect(loadSettings(holding(text), newId)).toMatchObject({
      currency: "EUR",
      tokenPrices: { a: { input: 2 }, e: { input: 0, output: 0.5 } },
    });
  });

  it("keep breakpoints that can be read", () => {
    const conditions = [
      { kind: "type", types: ["RUN_STARTED", "FOO"] },
      { kind: "filter", text: "famly:" },
      { kind: "path", pointer: "/a" },
      { kind: "problem", atLeast: "error" },
      { kind: "stateChange" },
    ];
    const odd = [{ kind: "type" }, { kind: "problem", atLeast: "info" }, { kind: "moon" }, "x", undefined];
    const runBreakpoints = [...conditions, ...odd].map((condition) => ({ id: "old", enabled: true, condition }));
    const loaded = loadSettings(holding(JSON.stringify({ runBreakpoints: [...runBreakpoints, 3] })), newId);
    expect(loaded.runBreakpoints).toEqual(conditions.map((condition) => ({ id: "id", enabled: true, condition })));
    expect(loadSettings(holding('{"runBreakpoints":{}}'), newId).runBreakpoints).toEqual([]);
  });

  it("do without a storage that refuses", () => {
    expect(loadSettings(blocked, newId)).toEqual(defaults);
    expect(() => saveSettings(blocked, defaults)).not.toThrow();
    expect(loadSettings(undefined, newId)).toEqual(defaults);
  });
});
