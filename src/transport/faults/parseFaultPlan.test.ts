import { describe, expect, it } from "vitest";
import { parseFaultPlan } from "./parseFaultPlan.ts";

const rule = { id: "a", kind: "delay", enabled: true, where: {}, ms: 5 };

describe("parseFaultPlan", () => {
  it("keeps a plan and leaves out what is not part of one", () => {
    const where = { eventType: "CUSTOM", from: 2, every: 3, probability: 0.5, times: 1 };
    const status = { id: "b", kind: "status", enabled: false, where, status: 503, contentType: "text/html" };
    const value = { seed: 7, rules: [rule, { ...status, more: 1 }], more: 1 };
    expect(parseFaultPlan(value)).toEqual({ ok: true, value: { seed: 7, rules: [rule, status] } });
  });

  it("takes a rule without conditions", () => {
    const { where: _, ...bare } = rule;
    expect(parseFaultPlan({ seed: 0, rules: [bare] })).toEqual({ ok: true, value: { seed: 0, rules: [rule] } });
  });

  it.each([
    [null, "{seed, rules}"],
    [{ seed: -1, rules: [] }, "seed"],
    [{ seed: 1, rules: [rule, 1] }, "rule 2"],
    [{ seed: 1, rules: [{ ...rule, kind: "toString" }] }, "kind"],
    [{ seed: 1, rules: [{ ...rule, enabled: 1 }] }, "enabled"],
    [{ seed: 1, rules: [{ ...rule, ms: "5" }] }, "`ms`"],
    [{ seed: 1, rules: [{ ...rule, ms: Infinity }] }, "`ms`"],
    [{ seed: 1, rules: [{ ...rule, status: 99 }] }, "`status`"],
    [{ seed: 1, rules: [{ ...rule, contentType: "a\r\nb" }] }, "`contentType`"],
    [{ seed: 1, rules: [{ ...rule, where: { every: 0 } }] }, "`where.every`"],
    [{ seed: 1, rules: [{ ...rule, where: { probability: 2 } }] }, "`where.probability`"],
  ])("refuses %j", (value, words) => {
    const parsed = parseFaultPlan(value);
    expect(parsed.ok ? "" : parsed.error).toContain(words);
  });
});
