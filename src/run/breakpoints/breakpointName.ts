import type { BreakCondition } from "./types.ts";

/** What a breakpoint waits for, in a few words that follow "Held at a breakpoint: ". */
export function breakpointName(condition: BreakCondition): string {
  switch (condition.kind) {
    case "type":
      return condition.types.length === 0 ? "no type yet" : condition.types.join(" or ");
    case "filter":
      return condition.text.trim() === "" ? "no filter yet" : condition.text.trim();
    case "path":
      return condition.pointer === "" ? "any change of the state" : `a change of ${condition.pointer}`;
    case "problem":
      return condition.atLeast === "error" ? "an error" : "a warning or an error";
    default:
      return "the next change of the state";
  }
}
