import type { StateCondition } from "#src/analysis/bisect/condition.ts";
import { stateTest } from "#src/analysis/bisect/stateTest.ts";
import type { JsonValue } from "#src/lib/json.ts";
import { err, ok, type Result } from "#src/lib/result.ts";
import { holds, type NotCompared } from "#src/tools/expression/holds.ts";
import { readExpression } from "#src/tools/expression/readExpression.ts";

/** When a rule applies: an expression over `args` and `name`, or how the value at a JSON Pointer of the arguments compares. */
export type RuleCondition = string | Pick<StateCondition, "pointer" | "operator" | "value">;

/** What is wrong with a rule. */
export interface RuleProblem {
  /** A sentence. */
  readonly message: string;
  /** Where in the expression, as offsets; left out where it is not about a place of it. */
  readonly place?: { readonly at: number; readonly to: number };
}

/** What a condition is asked about. */
interface RuleSubject {
  /** The call's arguments; the question's value where there is no call. */
  readonly args: JsonValue;
  /** The tool, or the reason of the interrupt. */
  readonly name: string;
}

/** Says whether a condition is met, or in a sentence without its full stop why that cannot be said: "args.amount is not there". */
type RuleTest = (subject: RuleSubject) => Result<boolean>;

const ROOTS = ["args", "name"] as const;

/** The test that a condition stands for. */
export function conditionTest(when: RuleCondition): Result<RuleTest, RuleProblem> {
  if (typeof when !== "string") {
    const test = stateTest({ kind: "state", ...when });
    return test.ok ? ok(({ args }) => ok(test.value(args))) : err({ message: test.error });
  }
  if (when.trim() === "") return err({ message: "The expression is empty: write one such as args.amount > 100." });
  const read = readExpression(when, ROOTS);
  if (!read.ok) {
    const { message, ...place } = read.error;
    return err({ message, place });
  }
  return ok((subject) => {
    let failed: NotCompared | undefined;
    const met = holds(
      read.value,
      (root) => subject[root],
      (found) => (failed ??= found),
    );
    return failed ? err(failed.message) : ok(met);
  });
}

/** What is wrong with a condition; undefined where it can be asked. */
export function conditionProblem(when: RuleCondition): RuleProblem | undefined {
  const test = conditionTest(when);
  return test.ok ? undefined : test.error;
}

/** A condition as it is read aloud: the expression, or pointer and comparison. */
export function conditionInWords(when: RuleCondition): string {
  return typeof when === "string" ? when.trim() : `${when.pointer} ${when.operator} ${when.value}`.trimEnd();
}
