import { isObject } from "#src/lib/json.ts";
import { withoutCredentials } from "#src/lib/withoutCredentials.ts";
import type { Environment, EnvironmentVariable } from "./types.ts";

/** An environment as it may be kept on a disk: the values of secrets are left out, and a password in an address. */
export function keptEnvironment(environment: Environment): Environment {
  const variables = environment.variables.map(({ name, value, secret }) => ({
    name,
    value: secret ? "" : withoutCredentials(value),
    secret,
  }));
  return { ...environment, variables };
}

/** An environment as it was kept or exported, under an id; undefined for what is none. */
export function readEnvironment(value: unknown, id: string): Environment | undefined {
  if (!isObject(value) || typeof value["name"] !== "string" || !Array.isArray(value["variables"])) return undefined;
  const variables = value["variables"].flatMap((each: unknown): EnvironmentVariable[] => {
    if (!isObject(each) || typeof each["name"] !== "string") return [];
    const { name, value: text } = each;
    // Whoever forgot to say so may still have meant a secret.
    return [{ name, value: typeof text === "string" ? text : "", secret: each["secret"] !== false }];
  });
  return { id, name: value["name"], variables };
}
