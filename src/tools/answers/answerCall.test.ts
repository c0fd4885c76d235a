import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "#src/lib/json.ts";
import { err, ok, type Result } from "#src/lib/result.ts";
import type { Message } from "#src/protocol/events.ts";
import { exampleSchema } from "../exampleSchema.ts";
import { schemaProblems } from "../jsonSchema.ts";
import type { Answer, AnswerPlan, CallContext } from "../types.ts";
import { answerCall } from "./answerCall.ts";
import { callIndex } from "./callIndex.ts";
import { fakeValue } from "./fakeValue.ts";
import { scriptContent } from "./scriptContent.ts";
import { mixSeeds, seededUuid } from "./seed.ts";

const SCHEMA: JsonObject = {
  type: "object",
  properties: {
    city: { type: "string" },
    days: { type: "integer", minimum: 1, maximum: 9 },
    next: { $ref: "#/$defs/time" },
  },
  required: ["city", "days", "next"],
  $defs: { time: { type: "string", format: "date-time" } },
};

interface Asked {
  readonly resultSchemaText?: string;
  readonly delay?: { ms: number; jitterMs: number };
  readonly index?: number;
  readonly returned?: Result<unknown>;
  readonly waits?: number[];
}

function answer(plan: AnswerPlan, asked: Asked = {}): Promise<Answer> {
  const context: CallContext = {
    callId: "call-1",
    name: "get_weather",
    argumentsText: '{"city":"Paris"}',
    args: { city: "Paris" },
    state: null,
    messages: [],
    callIndex: asked.index ?? 0,
  };
  const { resultSchemaText = "", delay = { ms: 0, jitterMs: 0 } } = asked;
  return answerCall({ plan, delay, resultSchemaText }, context, {
    runScript: (source, { args }) => Promise.resolve(asked.returned ?? ok([source, args])),
    wait: (ms) => {
      asked.waits?.push(ms);
      return Promise.resolve();
    },
    random: () => 0.5,
    now: () => 0,
  });
}

const fixed = (text: string): AnswerPlan => ({ kind: "fixed", text });
const template = (text: string, seed = 1): AnswerPlan => ({ kind: "template", text, seed });

async function content(plan: AnswerPlan, asked: Asked = {}): Promise<string> {
  const given = await answer(plan, asked);
  return given.kind === "result" ? given.content : given.kind;
}

const wrongText = (given: Answer): string | undefined => (given.kind === "result" ? given.content : undefined);

describe("answerCall", () => {
  it("gives a fixed text as it is, an error as content and error, and nothing where nothing is planned", async () => {
    expect(await answer(fixed("{{args.city}}"))).toEqual({ kind: "result", content: "{{args.city}}" });
    expect(await answer({ kind: "error", message: "No network" })).toEqual({
      kind: "result",
      content: "No network",
      error: "No network",
    });
    expect(await answer({ kind: "ask" })).toEqual({ kind: "ask" });
    expect(await answer({ kind: "none" })).toEqual({ kind: "none" });
  });

  it("waits as long as the tool takes, and not where there is no answer", async () => {
    const waits: number[] = [];
    const delay = { ms: 100, jitterMs: 50 };
    await answer(fixed(""), { delay, waits });
    await answer({ kind: "ask" }, { delay, waits });
    await answer(fixed(""), { waits });
    expect(waits).toEqual([125]);
  });

  it("goes through a sequence call by call", async () => {
    const through = (afterLast: "repeat" | "start-over" | "ask"): Promise<string[]> => {
      const steps = [
        fixed("a"),
        { kind: "sequence" as const, steps: [fixed("b"), fixed("c")], afterLast: "repeat" as const },
      ];
      return Promise.all([0, 1, 2, 3].map((index) => content({ kind: "sequence", steps, afterLast }, { index })));
    };
    expect(await through("repeat")).toEqual(["a", "b", "c", "c"]);
    expect(await through("start-over")).toEqual(["a", "b", "a", "c"]);
    expect(await through("ask")).toEqual(["a", "b", "ask", "ask"]);
    expect(await content({ kind: "sequence", steps: [], afterLast: "start-over" })).toBe("ask");
    expect(await content({ kind: "sequence", steps: [], afterLast: "repeat" })).toBe("ask");
  });

  it("fills a template, and says what it did not find", async () => {
    expect(await answer(template("{{now}} in {{args.city}}{{args.land}}"))).toEqual({
      kind: "result",
      content: "1970-01-01T00:00:00.000Z in Paris",
      warnings: ["At line 1, column 25 of the template: args.land is not there."],
    });
    const wrong = "The template is wrong at line 1, column 1: The place is not closed: }} is missing.";
    expect(await answer(template("{{"))).toEqual({ kind: "result", content: wrong, error: wrong });
  });

  it("makes up data that fits, the same for the same seed and call", async () => {
    const resultSchemaText = JSON.stringify(SCHEMA);
    const text = '[{{fake}},{{fake "#/properties/next"}},"{{uuid}}"]';
    const first = await content(template(text), { resultSchemaText });
    const [whole, next] = JSON.parse(first) as JsonValue[];
    expect(schemaProblems(SCHEMA, whole as JsonValue)).toEqual([]);
    expect(schemaProblems({ format: "date-time", type: "string" }, next as JsonValue)).toEqual([]);
    expect(await content(template(text), { resultSchemaText })).toBe(first);
    expect(await content(template(text), { resultSchemaText, index: 1 })).not.toBe(first);
    expect(await content(template(text, 2), { resultSchemaText })).not.toBe(first);
    expect(await answer(template("{{fake}}"))).toMatchObject({
      content: "",
      warnings: [expect.stringContaining("no result schema")],
    });
  });

  it("runs a script in what it is given", async () => {
    expect(await content({ kind: "script", source: "s" })).toBe('["s",{"city":"Paris"}]');
    expect(await answer({ kind: "script", source: "s" }, { returned: err("It took too long.") })).toEqual({
      kind: "result",
      content: "It took too long.",
      error: "It took too long.",
    });
    expect(await answer({ kind: "script", source: "s" }, { returned: ok(undefined) })).toMatchObject({
      error: expect.stringContaining("returned nothing") as string,
    });
  });

  it("answers wrongly on purpose", async () => {
    const wrong = (how: "wrong-type" | "not-json" | "huge" | "unknown-call", resultSchemaText = ""): Promise<Answer> =>
      answer({ kind: "malformed", how }, { resultSchemaText });
    const notJson = wrongText(await wrong("not-json")) ?? "";
    expect(() => JSON.parse(notJson) as unknown).toThrow(SyntaxError);
    const huge = await wrong("huge");
    expect(wrongText(huge)).toHaveLength(1_048_576);
    expect(JSON.parse(wrongText(huge) ?? "")).toHaveProperty("data");
    expect(await wrong("unknown-call")).toMatchObject({ callId: "call-1-that-nobody-made" });
    for (const schema of [SCHEMA, { type: "number" }, { type: ["number", "string", "array"] }] as JsonObject[]) {
      const given = JSON.parse(wrongText(await wrong("wrong-type", JSON.stringify(schema))) ?? "") as JsonValue;
      expect(schemaProblems(schema, given)).not.toEqual([]);
    }
    expect(await wrong("wrong-type")).toEqual({ kind: "result", content: "42" });
    expect(await wrong("wrong-type", "{}")).toMatchObject({ warnings: [expect.stringContaining("any type")] });
  });
});

describe("scriptContent", () => {
  const cycle: unknown[] = [];
  cycle.push(cycle);
  it.each<[string, unknown, Result<string>]>([
    ["a text", "a", ok("a")],
    ["an object", { a: undefined, b: [1] }, ok('{"b":[1]}')],
    ["null", null, ok("null")],
    ["a function", () => 1, err("The script returned a function, which is no JSON.")],
    ["a BigInt", 1n, err("The script returned the BigInt 1n, which is no JSON.")],
    ["NaN", { price: Number.NaN }, err("price in what the script returned is NaN, which is no JSON.")],
    ["a Map", { a: new Map() }, err("a in what the script returned is a Map, which is no JSON.")],
  ])("%s", (_name, value, expected) => {
    expect(scriptContent(value)).toEqual(expected);
  });

  it("names a cycle", () => {
    expect(scriptContent(cycle)).toMatchObject({
      ok: false,
      error: expect.stringContaining("refers to itself") as string,
    });
  });
});

describe("fakeValue", () => {
  it("says why there is none", () => {
    expect(fakeValue(SCHEMA, "#/properties/none", 1)).toEqual(
      err("The result schema has no schema at #/properties/none."),
    );
    const big: JsonObject = { type: "array", minItems: 1000, items: { type: "array", minItems: 1000, items: {} } };
    expect(fakeValue(big, undefined, 1)).toEqual(
      err("The result schema asks for more than 10000 items or characters."),
    );
    const long: JsonObject = { type: "string", pattern: "((a{1000}){1000}){1000}" };
    expect(fakeValue(long, undefined, 1).ok).toBe(false);
    const impossible: JsonObject = { type: "array", uniqueItems: true, minItems: 5, items: { type: "boolean" } };
    expect(fakeValue(impossible, undefined, 1)).toEqual(
      err("Nothing was made up that fits the result schema: must have at least 5 items, but has 2."),
    );
    expect(fakeValue({ $ref: "https://example.com/x" }, undefined, 1).ok).toBe(false);
  });

  it("fits the schema of any example", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(), (example, seed) => {
        const schema = exampleSchema([JSON.parse(JSON.stringify(example)) as JsonValue]);
        const made = fakeValue(schema, undefined, seed);
        expect(made).toMatchObject({ ok: true });
        expect(schemaProblems(schema, made.ok ? made.value : 0)).toEqual([]);
        expect(fakeValue(schema, undefined, seed)).toEqual(made);
      }),
    );
  });

  it("ends with a schema that contains itself", () => {
    const tree: JsonObject = {
      type: "object",
      properties: { left: { $ref: "#" }, right: { $ref: "#" }, n: { type: "integer" } },
    };
    expect(fakeValue(tree, undefined, 1)).toMatchObject({ ok: true });
    expect(fakeValue({ ...tree, required: ["left"] }, undefined, 1)).toMatchObject({ ok: false });
  });
});

describe("seeds", () => {
  it("depend on every number, and make UUIDs of version 4", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.nat(), (seed, index) => {
        expect(mixSeeds(seed, index)).toBe(mixSeeds(seed, index));
        expect(seededUuid(mixSeeds(seed, index))).toMatch(
          /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
        );
      }),
    );
    const seeds = [0, 1, 2 ** 32, 2 ** 33, -1].flatMap((seed) => [0, 1, 2].map((index) => mixSeeds(seed, index)));
    expect(new Set(seeds).size).toBe(15);
    expect(new Set(seeds.map(seededUuid)).size).toBe(15);
  });
});

describe("callIndex", () => {
  const calls = (...ids: string[]): Message => ({
    id: "a",
    role: "assistant",
    toolCalls: ids.map((id) => ({ id, type: "function", function: { name: id.slice(0, 1), arguments: "" } })),
  });
  const result = (toolCallId: string): Message => ({ id: toolCallId, role: "tool", toolCallId, content: "" });

  it("counts the calls of a tool that have their answer", () => {
    const messages = [calls("a1", "b1"), result("a1"), result("b1"), calls("a2", "a3"), result("a2"), result("a2")];
    expect(callIndex(messages, "a")).toBe(2);
    expect(callIndex(messages, "b")).toBe(1);
    expect(callIndex(messages, "c")).toBe(0);
    expect(callIndex(messages, "a", ["a3", "a2"])).toBe(3);
  });
});
