import { describe, expect, it } from "vitest";
import { DEFAULT_DIALECTS } from "#src/run/dialects/dialects.ts";
import { pausesOf } from "#src/run/pending/pausesOf.ts";
import { readingOf } from "#src/run/pending/readingForTests.ts";
import type { Pause } from "#src/run/pending/types.ts";
import { ruleProblem, withRules, type AutoRule, type RuleLogEntry } from "./autoRules.ts";
import type { AnswerContext } from "./loopTypes.ts";
import { nameGlob } from "./nameGlob.ts";

const rule = (match: string, rest: Partial<AutoRule> = {}): AutoRule => ({
  id: match,
  enabled: true,
  match,
  do: { kind: "approve" },
  ...rest,
});

/** An approval of a payment. */
function payment(amount: number): Pause {
  const answer = [
    { type: "RUN_STARTED", threadId: "t", runId: "r" },
    { type: "TOOL_CALL_CHUNK", toolCallId: "c", toolCallName: "pay_invoice", delta: JSON.stringify({ amount }) },
    {
      type: "RUN_FINISHED",
      threadId: "t",
      runId: "r",
      outcome: { type: "interrupt", interrupts: [{ id: "i", reason: "tool_call", toolCallId: "c" }] },
    },
  ];
  return pausesOf(readingOf({ body: {}, answer }), { tools: [], dialects: DEFAULT_DIALECTS })[0] as Pause;
}

function answered(rules: readonly AutoRule[], pause: Pause) {
  const log: RuleLogEntry[] = [];
  const answerer = withRules(
    () => rules,
    () => "ask",
    (entry) => log.push(entry),
  );
  return { answer: answerer(pause, {} as AnswerContext), log };
}

describe("withRules", () => {
  const expensive = rule("pay_*", {
    id: "big",
    when: { pointer: "/amount", operator: ">", value: "100" },
    do: { kind: "reject", reason: "too much" },
  });

  it("goes by the first rule that matches, and logs what it did", () => {
    const rules = [expensive, rule("pay_*")];
    expect(answered(rules, payment(250))).toEqual({
      answer: { kind: "reject", reason: "too much" },
      log: [
        {
          ruleId: "big",
          pauseId: "interrupt:i",
          name: "pay_invoice",
          did: "reject",
          sentence: "pay_invoice: rejected because /amount > 100.",
        },
      ],
    });
    expect(answered(rules, payment(20))).toMatchObject({ answer: { kind: "approve" }, log: [{ ruleId: "pay_*" }] });
  });

  it("asks where no rule matches or the one that does is off", () => {
    expect(answered([rule("search_*"), rule("pay_*", { enabled: false })], payment(1))).toEqual({
      answer: "ask",
      log: [],
    });
  });

  it("does nothing, and says so, where the pause cannot take the answer or the condition is none", () => {
    const fails = rule("pay_*", { do: { kind: "fail", message: "x" } });
    const broken = rule("pay_*", { when: { pointer: "amount", operator: "=", value: "1" } });
    const { answer, log } = answered([fails, broken, rule("*")], payment(1));
    expect(answer).toEqual({ kind: "approve" });
    expect(log.map(({ did }) => did)).toEqual(["nothing", "nothing", "approve"]);
    expect(log[0]?.sentence).toContain("only with approve, reject, result, cancel");
    expect(ruleProblem(broken)?.message).toContain("begins with /");
    expect(ruleProblem(rule(" "))?.message).toContain("names no tool");
    expect(ruleProblem(expensive)).toBeUndefined();
  });

  it("goes by an expression over the arguments and the name", () => {
    const by = (when: string, amount = 250) => answered([rule("*", { when, do: { kind: "reject" } })], payment(amount));
    const costly = 'args.amount > 100 && name == "pay_invoice"';
    expect(by(costly).answer).toEqual({ kind: "reject" });
    expect(by(costly).log[0]?.sentence).toBe(`pay_invoice: rejected because ${costly}.`);
    // What does not match says nothing.
    expect(by(costly, 20)).toEqual({ answer: "ask", log: [] });
    expect(by("!args.note && args.note == null && !(args.amount < 100 || name contains 'x')").answer).not.toBe("ask");
  });

  it("does not match where its expression cannot be asked of a call, and says why", () => {
    const by = (when: string) => answered([rule("*", { when })], payment(250));
    expect(by("args.amount > 100 && args.currency == 'EUR'")).toMatchObject({
      answer: "ask",
      log: [{ did: "nothing", sentence: expect.stringContaining("args.currency is not there") as string }],
    });
    expect(by("args.amount > '1'").log[0]?.sentence).toContain('args.amount and "1" cannot be compared by >');
    // Not looked at, so not missed.
    expect(by("args.amount < 100 && args.currency == 'EUR'").log).toEqual([]);
  });

  it("says where an expression is wrong", () => {
    const place = (when: string): unknown => ruleProblem(rule("*", { when }));
    expect(place("args.amount > 100 & name")).toMatchObject({
      message: expect.stringContaining("&&") as string,
      place: { at: 18, to: 24 },
    });
    expect(place("amount > 100")).toMatchObject({ place: { at: 0, to: 6 } });
    expect(place("(args.a")).toMatchObject({ place: { at: 0, to: 1 } });
    expect(place("args.a >")).toMatchObject({ place: { at: 8, to: 8 } });
    expect(place("!args.a == 1")).toMatchObject({ place: { at: 8, to: 10 } });
    expect(place("args.a) || true")).toMatchObject({ place: { at: 6, to: 7 } });
    expect(place("(".repeat(60))).toMatchObject({ place: { at: 50, to: 51 } });
    expect(place(" ")).toMatchObject({ message: expect.stringContaining("empty") as string });
  });
});

it("matches names with * and ?, and nothing else as anything but itself", () => {
  const test = (pattern: string, name: string): boolean => nameGlob(pattern)(name);
  expect(test("search_*", "search_hotels")).toBe(true);
  expect(test("search_*", "research_")).toBe(false);
  expect(test("*_b?_*", "a_bc_bd_")).toBe(true);
  expect(test("a.c", "abc")).toBe(false);
  expect(test("*", "")).toBe(true);
  expect(test("?", "")).toBe(false);
  expect(test("*a".repeat(30), "a".repeat(5000) + "b")).toBe(false);
});
