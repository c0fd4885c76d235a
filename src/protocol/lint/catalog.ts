import { assert } from "#src/lib/assert.ts";
import { specUrl, type SpecPage } from "#src/protocol/specUrl.ts";
import { COMPAT_RULES, JSON_RULES, SCHEMA_RULES, SCOPE_RULES, TRANSPORT_RULES } from "./catalogWire.ts";
import { CONTENT_RULES, ORDER_RULES } from "./catalogMeaning.ts";
import type { Rule, Severity } from "./types.ts";

/** A rule as the lists write it: id, severity, title, what the official client 1.0 does, page of the specification if it has one. */
export type RuleDraft<Id extends string = string> = readonly [
  id: Id,
  severity: Severity,
  title: string,
  client: string,
  page?: SpecPage,
];

/** Keeps the ids of a list as literal types. */
const LISTS = [
  TRANSPORT_RULES,
  JSON_RULES,
  SCHEMA_RULES,
  COMPAT_RULES,
  ORDER_RULES,
  CONTENT_RULES,
  SCOPE_RULES,
] as const;

/** The id of a rule in the catalogue. */
export type RuleId = (typeof LISTS)[number][number][0];

/** Every rule. The order is that of the layers: bytes, JSON, shapes, order, meaning. */
export const RULES: readonly Rule[] = LISTS.flat().map((draft: RuleDraft) => {
  const [id, severity, title, client, page] = draft;
  return { id, severity, title, client, specUrl: page === undefined ? undefined : specUrl(page) };
});

const BY_ID: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.id, rule]));

assert(BY_ID.size === RULES.length, "two rules share an id");

/** The rule of an id that exists. */
export function ruleOf(id: RuleId): Rule {
  const rule = BY_ID.get(id);
  assert(rule, `no rule ${id}`);
  return rule;
}

/** The rule of an id that may come from elsewhere: a file, a link. */
export const findRule = (id: string): Rule | undefined => BY_ID.get(id);
