import { describe, expect, it } from "vitest";
import type { AutoRule } from "./autoRules.ts";
import { keptRules, readRuleFile, writeRuleFile } from "./ruleFile.ts";

const RULES: readonly AutoRule[] = [
  { id: "a", enabled: true, match: "search_*", do: { kind: "approve", editedArgs: { n: 1 } } },
  {
    id: "b",
    enabled: false,
    match: "pay",
    when: { pointer: "/amount", operator: ">", value: "100" },
    do: { kind: "reject", reason: "too much" },
  },
  // As typed: a JSON string in quotes means the text 100, a padded number the number.
  {
    id: "c",
    enabled: true,
    match: "x",
    when: { pointer: "/a", operator: "=", value: '"100"' },
    do: { kind: "cancel" },
  },
  {
    id: "d",
    enabled: true,
    match: "",
    when: { pointer: "", operator: "=", value: " 1.0" },
    do: { kind: "fail", message: "" },
  },
  { id: "f", enabled: true, match: "z", when: "args.amount > 100 &&", do: { kind: "cancel" } },
  { id: "e", enabled: true, match: "y", do: { kind: "result", value: [null] } },
];
const withoutIds = (rules: readonly AutoRule[]): unknown => rules.map((rule) => ({ ...rule, id: "" }));

describe("rules in files", () => {
  it("come back as they were written", () => {
    const read = readRuleFile(writeRuleFile(RULES));
    expect(read.ok && withoutIds(read.value)).toEqual(withoutIds(RULES));
  });

  it("are written as people write them", () => {
    expect(JSON.parse(writeRuleFile(RULES.slice(1, 2)))).toEqual({
      rules: [
        {
          match: "pay",
          when: { pointer: "/amount", operator: ">", value: 100 },
          do: { kind: "reject", reason: "too much" },
          enabled: false,
        },
      ],
    });
  });

  it("are taken from an answers file or a list, and refused by their place", () => {
    expect(readRuleFile('{"tools": {}, "rules": []}')).toEqual({ ok: true, value: [] });
    const message = (text: string): string => {
      const read = readRuleFile(text);
      return read.ok ? "" : read.error;
    };
    expect(message("{")).toMatch(/no valid JSON/);
    expect(message("{}")).toMatch(/no list of rules/);
    expect(message('[{"match": "a", "do": {"kind": "approve"}, "if": 1}]')).toMatch(/^rules\[0\] has a field “if”/);
    expect(message('[{"match": "a", "when": 1, "do": {"kind": "cancel"}}]')).toMatch(/^rules\[0\]\.when is neither/);
    expect(message('[{"match": "a", "do": {"kind": "burn"}}]')).toMatch(/^rules\[0\]\.do\.kind is none of/);
    expect(message('[{"match": "a", "do": {"kind": "cancel"}, "enabled": 1}]')).toMatch(/enabled/);
  });
});

describe("keptRules", () => {
  it("keeps unfinished rules with their ids, and leaves out what is none", () => {
    const kept = [...(JSON.parse(JSON.stringify(RULES)) as unknown[]), 3, { id: "x" }, { match: "a" }];
    expect(keptRules(kept)).toEqual(RULES);
    expect(keptRules(kept)).toBe(keptRules(kept));
  });
});
