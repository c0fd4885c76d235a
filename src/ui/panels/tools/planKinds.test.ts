import { describe, expect, it } from "vitest";
import { parseTools } from "#src/tools/parseTools.ts";
import { exportTools } from "#src/tools/exportTools.ts";
import type { AnswerPlan, MockTool } from "#src/tools/types.ts";
import { newTool } from "./newTool.ts";
import { newPlan, PLAN_KINDS, planInShort, takesTime } from "./planKinds.ts";

const ASK: AnswerPlan = { kind: "ask" };

describe("planInShort", () => {
  it.each<[string, AnswerPlan, number, number]>([
    ["ask me", ASK, 200, 0],
    ["fixed", { kind: "fixed", text: "" }, 0, 0],
    ["fixed · 200 ms", { kind: "fixed", text: "" }, 200, 0],
    ["script · 200–500 ms", { kind: "script", source: "" }, 200, 300],
    ["sequence of 2", { kind: "sequence", steps: [ASK, ASK], afterLast: "ask" }, 0, 0],
    ["malformed: not JSON", { kind: "malformed", how: "not-json" }, 0, 0],
    ["no answer", { kind: "none" }, 5, 5],
  ])("says %j", (words, plan, ms, jitterMs) => {
    expect(planInShort({ plan, delay: { ms, jitterMs } })).toBe(words);
    expect(planInShort({ plan, once: ASK, delay: { ms, jitterMs } })).toBe(`${words} · next call: ask me`);
  });

  const inShort = (tool: Partial<MockTool>): string =>
    planInShort({ plan: ASK, delay: { ms: 100, jitterMs: 50 }, ...tool });

  it("says the delay where it counts", () => {
    const error: AnswerPlan = { kind: "error", message: "" };
    expect(inShort({})).toBe("ask me");
    expect(inShort({ plan: error, once: ASK })).toBe("error · 100–150 ms · next call: ask me");
    expect(inShort({ once: error })).toBe("ask me · next call: error · 100–150 ms");
    expect([takesTime({ plan: ASK, once: error }), takesTime({ plan: ASK, once: { kind: "none" } })]).toEqual([
      true,
      false,
    ]);
  });
});

describe("newPlan", () => {
  it("makes each kind, in a form that a file can hold", () => {
    for (const { kind } of PLAN_KINDS) {
      const plan = newPlan(kind, ASK);
      expect(plan.kind).toBe(kind);
      const read = parseTools(exportTools("", [{ ...newTool([]), plan, once: plan }]), () => "id");
      expect(read.ok && read.value.tools[0]).toMatchObject({ plan, once: plan });
    }
  });

  it("takes along what was typed", () => {
    const fixed: AnswerPlan = { kind: "fixed", text: "typed" };
    expect(newPlan("template", fixed)).toMatchObject({ text: "typed" });
    expect(newPlan("sequence", fixed)).toMatchObject({ steps: [fixed] });
  });
});

describe("newTool", () => {
  it("has a name that no other tool has", () => {
    const first = newTool([]);
    expect([first.name, newTool([first]).name]).toEqual(["new_tool", "new_tool_2"]);
  });
});
