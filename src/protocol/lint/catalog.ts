import { assert } from "#src/lib/assert.ts";
import { specUrl, type SpecPage } from "#src/protocol/specUrl.ts";
import { COMPAT_RULES, JSON_RULES, SCHEMA_RULES, SCOPE_RULES, TRANSPORT_RULES } from "./catalogWire.ts";
import { CONTENT_RULES, ORDER_RULES } from "./catalogMeaning.ts";
import { SEVERITIES, type RuleId } from "./severities.ts";
import type { Rule } from "./types.ts";

/** The words of a rule as the lists write them: id, title, what the official client 1.0 does, page of the specification if it has one. */
export type RuleDraft = readonly [id: RuleId, title: string, client: string, page?: SpecPage];

const LISTS = [
  TRANSPORT_RULES,
  JSON_RULES,
  SCHEMA_RULES,
  COMPAT_RULES,
  ORDER_RULES,
  CONTENT_RULES,
  SCOPE_RULES,
] as const;

/** Every rule. The order is that of the layers: bytes, JSON, shapes, order, meaning. */
export const RULES: readonly Rule[] = LISTS.flat().map((draft: RuleDraft) => {
  const [id, title, client, page] = draft;
  return { id, severity: SEVERITIES[id], title, client, specUrl: page === undefined ? undefined : specUrl(page) };
});

const BY_ID: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.id, rule]));

assert(BY_ID.size === RULES.length, "two rules share an id");
assert(BY_ID.size === Object.keys(SEVERITIES).length, "a rule without words");

/** The rule of an id that may come from elsewhere: a file, a link. */
export const findRule = (id: string): Rule | undefined => BY_ID.get(id);
