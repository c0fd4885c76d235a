import { nameProblem } from "./parseAddress.ts";
import type { Environment } from "./types.ts";

/** What is wrong with the names in an environment: one message for each variable that cannot be used, by its index. */
export function environmentProblems({ variables }: Environment): ReadonlyMap<number, string> {
  const problems = new Map<number, string>();
  const seen = new Map<string, number>();
  for (const [index, { name }] of variables.entries()) {
    const first = seen.get(name);
    const problem =
      nameProblem(name) ??
      (first === undefined
        ? undefined
        : `"${name}" is already the name of variable ${first + 1}: the last one counts.`);
    if (problem !== undefined) problems.set(index, problem);
    if (first === undefined) seen.set(name, index);
  }
  return problems;
}
