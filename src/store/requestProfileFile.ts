import { isObject, parseJson } from "#src/lib/json.ts";
import { err, ok, type Result } from "#src/lib/result.ts";
import { keptEnvironment, readEnvironment } from "#src/run/addressTemplate/environment.ts";
import { holdsNamesOnly } from "#src/run/addressTemplate/holdsNamesOnly.ts";
import type { Environment } from "#src/run/addressTemplate/types.ts";
import { NO_PROFILE } from "./headerProfiles.ts";
import type { RequestProfile } from "./environmentTypes.ts";
import { readRequestProfile } from "./readRequestProfile.ts";
import type { HeaderProfile } from "./headerTypes.ts";
import type { ScopeState } from "./types.ts";

const FORMAT = "agui-scope request profile";

/** A profile as a file: with the headers and the environment that it points to, and without any secret. */
export function exportProfile(
  profile: RequestProfile,
  { profiles, environments }: Pick<ScopeState, "profiles" | "environments">,
): string {
  const { id: _, name: called, headerProfileId, environmentId, ...rest } = profile;
  const headers = profiles.find(({ id }) => id === headerProfileId);
  const environment = environments.find(({ id }) => id === environmentId);
  const { name, origin, headers: rows = [] } = headers ?? {};
  const file = {
    format: FORMAT,
    version: 1,
    name: called,
    ...rest,
    headers: {
      name: name ?? "",
      ...(origin !== undefined && { origin }),
      headers: rows.map((header) => ({
        name: header.name,
        ...(holdsNamesOnly(header.value) && { value: header.value }),
      })),
    },
    ...(environment && { environment: withoutId(keptEnvironment(environment)) }),
  };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

const withoutId = ({ name, variables }: Environment): Omit<Environment, "id"> => ({ name, variables });

/** A profile from a file, with headers and an environment of its own. */
export interface ImportedProfile {
  readonly profile: RequestProfile;
  /** Undefined where there are no headers. */
  readonly headers: HeaderProfile | undefined;
  readonly environment: Environment | undefined;
}

/**
 * Reads a file of `exportProfile`. What it points to always becomes new: a file that named the headers or the environment that are here could send
 * their secrets to an address of its own.
 */
export function importProfile(text: string, newId: () => string): Result<ImportedProfile> {
  const file = parseJson(text);
  if (!isObject(file) || file["format"] !== FORMAT)
    return err(`This is no request profile: it is no JSON object whose "format" is "${FORMAT}".`);
  if (file["version"] !== 1)
    return err(`This request profile is of version ${JSON.stringify(file["version"])}; only version 1 can be read.`);
  const environment = readEnvironment(file["environment"], newId());
  const headers = readHeaders(file["headers"], newId);
  const read = readRequestProfile(
    { ...file, headerProfileId: headers?.id ?? NO_PROFILE, environmentId: environment?.id ?? "" },
    newId(),
  );
  if (!read) return err('This request profile has no "name" or no "endpoint".');
  // A set without a name could not be told from the one that is always there.
  const named = headers && headers.name === "" ? { ...headers, name: read.name } : headers;
  return ok({ profile: read, headers: named, environment });
}

function readHeaders(value: unknown, newId: () => string): HeaderProfile | undefined {
  if (!isObject(value) || !Array.isArray(value["headers"]) || value["headers"].length === 0) return undefined;
  const { name, origin } = value;
  const headers = value["headers"].flatMap((each: unknown) => {
    if (!isObject(each) || typeof each["name"] !== "string") return [];
    const text = each["value"];
    return [{ id: newId(), name: each["name"], value: typeof text === "string" ? text : "", remember: false }];
  });
  return {
    id: newId(),
    name: typeof name === "string" ? name : "",
    origin: typeof origin === "string" ? origin : undefined,
    headers,
  };
}
