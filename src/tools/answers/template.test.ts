import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "#src/lib/json.ts";
import { err, ok } from "#src/lib/result.ts";
import type { CallContext } from "../types.ts";
import { parseTemplate } from "./parseTemplate.ts";
import { fillTemplate, type TemplateMaker } from "./template.ts";

const call = (args: JsonValue | undefined, changes: Partial<CallContext> = {}): CallContext => ({
  callId: "call-1",
  name: "get_weather",
  argumentsText: JSON.stringify(args) ?? "",
  args,
  state: { user: { "first name": "Ada" } },
  messages: [
    { id: "1", role: "user", content: "hi" },
    { id: "2", role: "user", content: "bye" },
  ],
  callIndex: 2,
  ...changes,
});

const maker: TemplateMaker = {
  fake: (pointer, nth) => (pointer === "#/none" ? err("Nothing is there.") : ok({ pointer: pointer ?? "", nth })),
  uuid: (nth) => `uuid-${nth}`,
  now: () => "2026-01-31T12:00:00.000Z",
};

function filled(text: string, context = call({ city: "Paris", days: 3, tags: ["a", "b"], gone: null })): string {
  const result = fillTemplate(text, context, maker);
  if (!result.ok) throw new Error(result.error);
  return result.value.text;
}

function warned(text: string, context = call({ city: "Paris" })): readonly string[] {
  const result = fillTemplate(text, context, maker);
  if (!result.ok) throw new Error(result.error);
  return result.value.warnings.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

const mistakes = (text: string): readonly string[] =>
  parseTemplate(text).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);

describe("values", () => {
  it.each([
    ["It is sunny in {{args.city}}.", "It is sunny in Paris."],
    ["{{ args.days }} days, {{args.tags[0]}} to {{args.tags[-1]}} of {{args.tags.length}}", "3 days, a to b of 2"],
    ['{{state.user["first name"]}} {{state[\'user\']["first name"]}}', "Ada Ada"],
    ["{{messages[-1].content}} {{messages.length}}", "bye 2"],
    ["{{name}} {{callId}} {{callIndex}}", "get_weather call-1 2"],
    ["{{args.tags}} {{args.gone}}", '["a","b"] null'],
    ["{{json args.city}}", '"Paris"'],
    ["{{args}}", '{"city":"Paris","days":3,"tags":["a","b"],"gone":null}'],
    ['{{"{{"}} and {{\'it\\\'s "so"\'}}', '{{ and it\'s "so"'],
    ["a {{{args.city}}}", "a {Paris}"],
    ["{{now}} {{uuid}} {{uuid}}", "2026-01-31T12:00:00.000Z uuid-0 uuid-1"],
    ['a {{fake}} {{fake "#/x"}}', 'a {"pointer":"","nth":0} {"pointer":"#/x","nth":1}'],
    ["", ""],
    ["{ no } }} place {", "{ no } }} place {"],
  ])("%s", (text, expected) => {
    expect(filled(text)).toBe(expected);
  });

  it("prints a missing value as nothing and says where", () => {
    expect(filled("a{{args.none}}b")).toBe("ab");
    expect(warned("a\n  {{args.none.deep}} {{args.city.x}} {{args.city[0]}}")).toEqual([
      "2:3 args.none.deep is not there.",
      "2:22 args.city.x is not there.",
      "2:38 args.city[0] is not there.",
    ]);
    expect(warned("{{args}}", call(undefined))).toEqual(["1:1 args is not there."]);
    expect(warned('x {{fake "#/none"}}')).toEqual(["1:3 Nothing is there."]);
  });

  it("finds own keys alone, and none that lead out of the data", () => {
    const args = JSON.parse('{"__proto__":{"a":1},"constructor":{"b":2},"toString":"own"}') as JsonValue;
    for (const path of [
      "__proto__",
      "__proto__.a",
      "constructor.b",
      '["constructor"]["name"]',
      "prototype",
      "valueOf",
    ]) {
      const place = path.startsWith("[") ? `{{args${path}}}` : `{{args.${path}}}`;
      expect(filled(place, call(args))).toBe("");
      expect(warned(place, call(args))).toHaveLength(1);
    }
    expect(filled("{{args.toString}}", call(args))).toBe("own");
    expect(filled("{{args.constructor}}{{args.push}}{{args[0].constructor}}", call([1]))).toBe("");
  });
});

describe("a JSON template", () => {
  const quoted = call({ text: 'say "hi"\n\\', n: 1, list: ["x"] });

  it("escapes within quotes, and writes JSON outside them", () => {
    expect(filled('{"a":"<{{args.text}}>","b":{{args.text}},"n":{{args.n}},"s":"{{args.n}}"}', quoted)).toBe(
      '{"a":"<say \\"hi\\"\\n\\\\>","b":"say \\"hi\\"\\n\\\\","n":1,"s":"1"}',
    );
    expect(JSON.parse(filled('{"in \\" quotes": "{{json args.list}} {{args.list}}"}', quoted))).toEqual({
      'in " quotes': '["x"] ["x"]',
    });
    expect(filled('"{{args.text}}"', quoted)).toBe('"say \\"hi\\"\\n\\\\"');
  });

  it("writes null for what is missing outside quotes, nothing within", () => {
    expect(filled('{"a":{{args.none}},"b":"{{args.none}}"}')).toBe('{"a":null,"b":""}');
  });

  it("is told by its first text, also where a condition comes first", () => {
    expect(filled('{{#if args.n}}\n {"a":{{args.text}}}{{else}}[]{{/if}}', quoted)).toBe(
      '\n {"a":"say \\"hi\\"\\n\\\\"}',
    );
    expect(filled("{{args.text}}", quoted)).toBe('say "hi"\n\\');
  });

  it("says when what comes out is no JSON", () => {
    expect(warned('{"a":{{args.city}} {{args.city}}}')).toEqual([
      '1:1 What comes out is no JSON: a comma or } was expected, found " (line 1, column 14).',
    ]);
  });

  it("always makes JSON of any values where the template is right", () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.string({ unit: fc.constantFrom('"', "\\", "\n", "\u0000", "a", "{", "é") }),
        (value, text) => {
          const args = { value: value as JsonValue, text };
          const template =
            '{"a":{{args.value}},"b":"{{args.text}} {{args.value}}","c":{{json args.text}},"d":"{{json args}}"}';
          const made = JSON.parse(filled(template, call(args))) as Record<string, JsonValue>;
          expect(made["a"]).toEqual(JSON.parse(JSON.stringify(value)));
          expect(made["c"]).toBe(text);
          expect(made["d"]).toBe(JSON.stringify(args));
        },
      ),
    );
  });
});

describe("conditions", () => {
  it.each([
    ["args.city", true],
    ["args.gone", false],
    ["args.none", false],
    ["args.empty", false],
    ["args.days == 3", true],
    ["args.days != 3", false],
    ['args.city == "Paris"', true],
    ["args.city == 'Rome'", false],
    ['args.tags == "a"', false],
    ["args.none == null", true],
    ["args.yes == true", true],
    ["args.days > 2.5", true],
    ["args.days < 3", false],
    ["args.days >= 3", true],
    ["args.days <= 3", true],
    ["args.none > 1", false],
    ["args.city < 'Q'", true],
    ["args.tags contains 'b'", true],
    ["args.tags contains 'c'", false],
    ["args.city contains 'ari'", true],
    ["args contains 'city'", true],
    ["args contains 'toString'", false],
    ["args.days > 2 && args.city == 'Paris'", true],
    ["args.days > 3 || args.none == null && args.yes", true],
    ["(args.days > 3 || args.yes) && !args.city", false],
    ["!(args.tags contains 'c') && !args.empty", true],
  ])("%s is %s", (condition, holds) => {
    const args = { city: "Paris", days: 3, tags: ["a", "b"], gone: null, empty: [], yes: true };
    expect(filled(`{{#if ${condition}}}yes{{else}}no{{/if}}`, call(args))).toBe(holds ? "yes" : "no");
    expect(warned(`{{#if ${condition}}}yes{{else}}no{{/if}}`, call(args))).toEqual([]);
  });

  it("go on with else if, and stand in each other", () => {
    const text =
      "{{#if args.n > 9}}many{{else if args.n > 1}}{{#if args.n == 2}}two{{else}}some{{/if}}{{else}}few{{/if}}";
    expect([0, 2, 5, 10].map((n) => filled(text, call({ n })))).toEqual(["few", "two", "some", "many"]);
  });

  it("are false and a warning where values cannot be compared", () => {
    expect(warned("a {{#if args.city > 1}}x{{/if}}")).toEqual([
      "1:9 args.city and 1 cannot be compared by >, which is taken for false.",
    ]);
    expect(warned("{{#if args.n contains 1}}x{{/if}}", call({ n: 1 }))).toHaveLength(1);
  });
});

describe("mistakes", () => {
  it.each([
    ["a\nb {{args.city", "2:3 The place is not closed: }} is missing."],
    ["{{}}", "1:3 The place is empty: write what is to stand there, such as args.city."],
    [
      "{{city}}",
      "1:3 city is not known here: begin with args, state, messages, callIndex, callId, name. Did you mean args.city?",
    ],
    ["{{args.a args.b}}", "1:10 args.b is one too many here."],
    ["{{args..a}}", '1:7 "..a" is not understood here.'],
    ["{{args.a + 1}}", '1:10 "+ 1" is not understood here.'],
    ["{{#if}}{{/if}}", "1:6 A value is expected, such as args.city or a text in quotes."],
    ["{{#if args.a =}}{{/if}}", '1:14 "=" is not understood here. Did you mean ==?'],
    [
      "{{#if args.a args.b}}{{/if}}",
      "1:14 A comparison (==, !=, <, >, <=, >= or contains), && or || is expected, found args.b.",
    ],
    ["{{#if args.a}}", "1:1 The #if is not ended: {{/if}} is missing."],
    ["{{/if}}", "1:1 There is a /if without an #if."],
    ["{{else}}", "1:1 There is an else without an #if."],
    ["{{#if args.a}}{{else}}{{else}}{{/if}}", "1:23 The #if has had its else already."],
    ["{{fake city}}", '1:8 A place in the result schema is expected in quotes, such as "#/properties/city".'],
    ["{{json}}", "1:7 A value is expected, such as args.city or a text in quotes."],
    ["{{01}}", "1:3 01 is no number of JSON."],
    ['{{"\\q"}}', "1:3 The text in quotes is none of JSON: a line break is \\n, a backslash \\\\."],
  ])("%s", (text, expected) => {
    expect(mistakes(text)).toEqual([expected]);
    const result = fillTemplate(text, call({}), maker);
    expect(result).toMatchObject({ ok: false });
  });

  it("are all found, and those after them", () => {
    expect(mistakes("{{a}} {{#if b}} {{c}} {{/if}}")).toHaveLength(3);
    expect(mistakes("{{#if args}}".repeat(60) + "{{/if}}".repeat(60)).length).toBeGreaterThan(0);
  });
});

it("never throws, and costs no more than the text is long", () => {
  const piece = fc.constantFrom(
    ..."{{ }} { } #if /if else json fake now uuid args state .a [0] [-1] == < contains && || ! ( ) \" ' \\ { \n , 1 -".split(
      " ",
    ),
    " ",
    "__proto__",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }), fc.jsonValue(), (pieces, args) => {
      expect(typeof fillTemplate(pieces.join(""), call(args as JsonValue), maker).ok).toBe("boolean");
    }),
    { numRuns: 2000 },
  );
  expect(parseTemplate("{".repeat(200_000)).problems).toHaveLength(1);
  expect(parseTemplate('{{args "}}'.repeat(20_000)).problems.length).toBeGreaterThan(0);
});

it("makes no text without an end", () => {
  const big = call("x".repeat(1_000_000));
  expect(fillTemplate("{{args}}".repeat(17), big, maker)).toMatchObject({ ok: false });
});
