import { describe, expect, it } from "vitest";
import type { JsonObject } from "#src/lib/json.ts";
import type { Pause } from "#src/run/pending/types.ts";
import type { MockTool } from "#src/tools/types.ts";
import { answerOf, likeliest, newDraft as newDraftFor, answerSchemaOf, type PauseDraft } from "./pauseDraft.ts";
import { timeLeft } from "./timeLeft.ts";

const pauseOf = (fits: Pause["shape"]["fits"], schema?: JsonObject, interrupt?: Pause["interrupt"]): Pause => ({
  id: "call:c1",
  dialect: "frontend-tool",
  channels: ["frontend-tool"],
  evidence: [1],
  question: "",
  toolCall: { id: "c1", name: "one", argumentsText: '{"a":1}' },
  interrupt,
  responseSchema: schema,
  expiresAt: undefined,
  shape: { fits, yesKey: undefined, editKey: undefined, reasonKey: undefined, schema, why: "" },
  doubt: undefined,
  source: undefined,
});

const newDraft = (pause: Pause): PauseDraft => newDraftFor(pause, answerSchemaOf(pause, []));

describe("newDraft", () => {
  it("opens the result where nothing but a value answers, and leaves it closed beside an approval", () => {
    expect(newDraft(pauseOf(["result", "fail"]))).toMatchObject({ field: "result", argsText: '{\n  "a": 1\n}' });
    expect(newDraft(pauseOf(["approve", "reject", "result"])).field).toBe("none");
  });

  it("begins with what the schema needs, and with its defaults", () => {
    const properties = { go: { type: "boolean" }, note: { type: "string" }, n: { type: "integer", default: 3 } };
    const begun = (required?: readonly string[]): unknown =>
      JSON.parse(
        newDraft(pauseOf(["result"], { type: "object", properties, ...(required && { required }) })).resultText,
      );
    expect(begun(["go"])).toEqual({ go: true });
    expect(begun()).toEqual({ go: true, note: "", n: 3 });
  });

  it("begins with what the mock tool of that name gives, where the agent does not say", () => {
    const schema = '{"type":"object","properties":{"sky":{"type":"string"}}}';
    const mock: MockTool = {
      id: "1",
      enabled: true,
      name: "one",
      description: "",
      parametersText: "",
      resultSchemaText: schema,
      plan: { kind: "ask" },
      delay: { ms: 0, jitterMs: 0 },
    };
    const pause = pauseOf(["result", "fail"]);
    const found = answerSchemaOf(pause, [mock]);
    expect(found).toEqual(JSON.parse(schema));
    expect(JSON.parse(newDraftFor(pause, found).resultText)).toEqual({ sky: "" });
    expect(answerSchemaOf(pause, [{ ...mock, name: "two" }])).toBeUndefined();
    expect(answerSchemaOf(pause, [{ ...mock, resultSchemaText: "[" }])).toBeUndefined();
  });
});

describe("likeliest", () => {
  const next = (fits: Pause["shape"]["fits"], draft: Partial<PauseDraft> = {}): string => {
    const pause = pauseOf(fits);
    return likeliest(pause, { ...newDraft(pause), ...draft });
  };

  it("is what the open field is for, and a rejection once there is a reason for one", () => {
    for (const fits of [["result", "approve", "reject", "fail"] as const, ["approve", "reject", "result"] as const]) {
      expect(next(fits)).toBe(fits[0]);
      expect(next(fits, { reason: "no" })).toBe("reject");
      expect(next(fits, { reason: "no", field: "args" })).toBe("approve");
      expect(next(fits, { field: "result" })).toBe("result");
    }
    expect(next(["result", "approve", "reject", "fail"], { field: "fail" })).toBe("fail");
  });
});

describe("answerOf", () => {
  const pause = pauseOf(["result", "fail"]);
  const draft = newDraft(pause);

  it("sends a tool's result as it was typed, and a text to an interrupt as a JSON string", () => {
    expect(answerOf("result", { ...draft, isTyped: true, resultText: '{ "n": 1.0 }' }, pause)).toEqual({
      ok: true,
      value: { kind: "result", value: { n: 1 }, text: '{ "n": 1.0 }' },
    });
    // What a form made is laid out for reading only.
    expect(answerOf("result", { ...draft, resultText: '{\n  "n": 1\n}' }, pause)).toEqual({
      ok: true,
      value: { kind: "result", value: { n: 1 } },
    });
    const interrupt = { id: "i1", reason: "input" };
    expect(
      answerOf("result", { ...draft, isTyped: true, resultText: "Lisbon" }, pauseOf(["result"], undefined, interrupt)),
    ).toEqual({
      ok: true,
      value: { kind: "result", value: "Lisbon" },
    });
  });

  it("takes edited arguments only while their field is open, and only as JSON", () => {
    expect(answerOf("approve", { ...draft, field: "none", argsText: "{" }, pause)).toMatchObject({
      value: { kind: "approve" },
    });
    expect(answerOf("approve", { ...draft, field: "args", argsText: "{" }, pause)).toMatchObject({ ok: false });
    expect(answerOf("fail", draft, pause)).toMatchObject({ ok: false });
  });
});

describe("timeLeft", () => {
  it("counts down, and says since when it is too late", () => {
    expect(timeLeft(245_000, 0)).toBe("expires in 4:05");
    expect(timeLeft(0, 12_000)).toBe("expired 0:12 ago");
    expect(timeLeft(3_661_000, 0)).toBe("expires in 1:01:01");
  });
});
