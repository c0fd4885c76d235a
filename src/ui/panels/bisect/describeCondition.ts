import type { Condition, StateOperator } from "#src/analysis/bisect/condition.ts";
import { wantedValue } from "#src/analysis/bisect/stateTest.ts";
import { shortJson } from "#src/lib/shortJson.ts";
import { findRule } from "#src/protocol/lint/catalog.ts";

const LONGEST = 60;
const WORDS: Readonly<Record<StateOperator, string>> = {
  exists: "exists",
  missing: "is missing",
  "=": "is",
  "!=": "is other than",
  "<": "is less than",
  ">": "is greater than",
  contains: "contains",
  type: "is of the type",
};

/** A condition as the end of a sentence: "/stage is "search"". */
export function describeCondition(condition: Condition): string {
  switch (condition.kind) {
    case "filter":
      return `an event has met the filter ${condition.text.trim()}`;
    case "problem": {
      const severity = condition.severity === "any" ? "problem" : `problem of severity ${condition.severity}`;
      const rule = condition.rule === "" ? "" : ` of the rule “${findRule(condition.rule)?.title ?? condition.rule}”`;
      return `a ${severity}${rule} was found`;
    }
    default: {
      const place = condition.pointer === "" ? "the state" : condition.pointer;
      const { operator, value } = condition;
      if (operator === "exists" || operator === "missing") return `${place} ${WORDS[operator]}`;
      const shown = operator === "type" ? value.trim() : shortJson(wantedValue(value), LONGEST);
      return `${place} ${WORDS[operator]} ${shown}`;
    }
  }
}
