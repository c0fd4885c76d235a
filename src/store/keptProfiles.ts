import { isObject } from "#src/lib/json.ts";
import { readEnvironment } from "#src/run/addressTemplate/environment.ts";
import type { Environment } from "#src/run/addressTemplate/types.ts";
import type { KeptRequestProfile } from "./environmentTypes.ts";

/** Environments as they were kept; what cannot be read is left out. */
export const keptEnvironments = (value: unknown): readonly Environment[] =>
  withId(value).flatMap((each) => readEnvironment(each, each.id) ?? []);

/** The values of path variables as they were kept. */
export function keptPathValues(value: unknown): Readonly<Record<string, string>> {
  if (!isObject(value)) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => isText(entry[1])));
}

/** Request profiles as they were kept. What they say is read when they are used. */
export const keptRequestProfiles = (value: unknown): readonly KeptRequestProfile[] =>
  withId(value).flatMap((each) => (isText(each["name"]) ? [{ ...each, name: each["name"] }] : []));

const withId = (value: unknown): readonly (Record<string, unknown> & { readonly id: string })[] =>
  (Array.isArray(value) ? value : []).flatMap((each: unknown) =>
    isObject(each) && isText(each["id"]) && each["id"] !== "" ? [{ ...each, id: each["id"] }] : [],
  );

const isText = (value: unknown): value is string => typeof value === "string";
