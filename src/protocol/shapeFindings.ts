import { assertNever } from "#src/lib/assert.ts";
import type { ShapeProblem } from "./checkShape.ts";
import type { RuleId } from "./lint/severities.ts";
import { finding } from "./lint/finding.ts";
import type { Finding } from "./lint/types.ts";

/** What a difference between an event and its shape means, as a finding about frame `seq`. */
export function shapeFinding(seq: number, type: string, problem: ShapeProblem): Finding {
  const { pointer, expected, found } = problem;
  return finding(ruleFor(problem), {
    source: "decode",
    seq,
    pointer,
    expected,
    found,
    message: `${type}: ${sentence(problem)}`,
  });
}

function ruleFor({ code, pointer, required, tag }: ShapeProblem): RuleId {
  switch (code) {
    case "missing":
      return "schema/missing-field";
    case "type":
      return pointer === "/timestamp" ? "schema/timestamp" : "schema/wrong-type";
    case "enum":
      return "schema/enum";
    case "pointer":
      return "state/patch-pointer";
    case "tooFew":
      return "interrupt/empty";
    case "null":
      return "schema/null-field";
    case "legacyNull":
      return "compat/null-field";
    case "snakeCase":
      return required ? "schema/snake-case" : "schema/snake-case-optional";
    case "unknownField":
      return "schema/unknown-field";
    case "unknownMember":
      return tag === "op" ? "state/patch-unknown-op" : "schema/unknown-member";
    default:
      return assertNever(code);
  }
}

/** A list or an object that was made into a string before the event was: servers that serialise twice do so. */
function jsonInside(expected: string, found: string): string {
  const opens = expected === "a list" ? "[" : expected === "an object" ? "{" : undefined;
  if (opens === undefined || !found.startsWith(`"${opens}`)) return "";
  return ` It is JSON inside a string: send the ${expected.replace(/^an? /, "")} itself.`;
}

function sentence({ code, pointer, expected, found, tag, fatal }: ShapeProblem): string {
  switch (code) {
    case "missing":
      return `${pointer} is missing; it must be ${expected}.`;
    case "type":
    case "enum":
    case "pointer":
      return `${pointer} is ${found} where ${expected} was expected${fatal ? "" : "; it was left out"}.${jsonInside(expected, found)}`;
    case "tooFew":
      return `${pointer} must be ${expected}, but holds ${found}.`;
    case "null":
    case "legacyNull":
      return `${pointer} is null; a field without a value is left out.`;
    case "snakeCase":
      return `${pointer} is written in snake_case; the field is called ${expected}. It was read as that.`;
    case "unknownField":
      return `${pointer} is not described by AG-UI 1.0; it was left out.`;
    case "unknownMember":
      return `${pointer} has ${found} as its "${tag}", which AG-UI 1.0 does not have; it was left out.`;
    default:
      return assertNever(code);
  }
}
