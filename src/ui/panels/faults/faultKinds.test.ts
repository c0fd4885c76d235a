import { expect, it } from "vitest";
import { readFaultPlan } from "#src/transport/faults/readFaultPlan.ts";
import { FAULT_KIND_INFOS, newRule } from "./faultKinds.ts";

it("starts every kind with a rule that the server takes", () => {
  const rules = FAULT_KIND_INFOS.map(({ kind }) => newRule(kind, kind));
  expect(readFaultPlan({ seed: 1, rules })).toEqual({ ok: true, value: { seed: 1, rules } });
});

it("keeps a place that was chosen when the kind changes, where the other kind has one", () => {
  const chosen = { ...newRule("drop", "a"), where: { eventType: "CUSTOM" }, enabled: false };
  expect(newRule("delay", "a", chosen)).toMatchObject({ where: { eventType: "CUSTOM" }, enabled: false, ms: 500 });
  expect(newRule("status", "a", chosen).where).toEqual({});
});
