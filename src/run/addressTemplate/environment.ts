import { nameProblem } from "./parseAddress.ts";
import type { Environment, EnvironmentVariable } from "./types.ts";
import { MASK } from "./fillAddress.ts";

/** An environment as it may be kept on a disk: the values of secrets are left out. */
export function keptEnvironment(environment: Environment): Environment {
  const variables = environment.variables.map((each) => (each.secret ? { ...each, value: "" } : each));
  return { ...environment, variables };
}

/** The value of a variable for eyes. An empty secret is shown as empty, so that one sees that it is still to be entered. */
export const shownValue = ({ value, secret }: EnvironmentVariable): string => (secret && value !== "" ? MASK : value);

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
