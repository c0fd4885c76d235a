import { err, ok, type Result } from "#src/lib/result.ts";
import { fillAddress, type FilledAddress } from "#src/run/addressTemplate/fillAddress.ts";
import { fillDraft } from "#src/run/addressTemplate/fillDraft.ts";
import { fillText } from "#src/run/addressTemplate/fillText.ts";
import { secretsHidden } from "#src/run/addressTemplate/hideSecrets.ts";
import type { EnvironmentVariable } from "#src/run/addressTemplate/types.ts";
import { checkUrl, type OutgoingHeader } from "#src/run/checkTarget.ts";

/** What fills in variables. Most addresses have none, so it comes when the first one has. */
export const addressCode = {
  fillAddress,
  fillDraft,

  /** Why an address cannot be sent to as it is filled, or undefined. */
  problemOf({ shown, problems }: FilledAddress): string | undefined {
    const first = problems.find(({ severity }) => severity === "error");
    if (first) return first.message;
    // Judged as it is shown: what is said about it must not hold a secret.
    const target = checkUrl(shown);
    return target.ok ? undefined : target.error;
  },

  /** Headers with their values in them, or which of them names one that is not there. */
  fillHeaders(
    headers: readonly OutgoingHeader[],
    environment: readonly EnvironmentVariable[],
  ): Result<readonly OutgoingHeader[]> {
    const filled: OutgoingHeader[] = [];
    for (const header of headers) {
      const { text, missing } = fillText(header.value, environment);
      const [name] = missing;
      if (name !== undefined) {
        const where = environment.length === 0 ? "no environment has one" : "the environment has no value for it";
        return err(`The header ${header.name} needs “${name}”, and ${where}: see Environment under Input.`);
      }
      filled.push({ name: header.name, value: text });
    }
    return ok(filled);
  },

  /** What takes the secrets of an address out of texts and out of data with texts; undefined where it has none. */
  hiderOf(address: FilledAddress): SecretHider | undefined {
    const hide = secretsHidden(address);
    return hide && { text: hide, data: (data) => mapTexts(data, hide) };
  },
};

/** Writes the names of secrets over their values. */
export interface SecretHider {
  readonly text: (text: string) => string;
  readonly data: <Data>(data: Data) => Data;
}

/** The same data with every text in it changed, names of members excepted. */
function mapTexts<Data>(data: Data, change: (text: string) => string): Data {
  if (typeof data === "string") return change(data) as Data;
  if (Array.isArray(data)) return data.map((each: unknown) => mapTexts(each, change)) as Data;
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, mapTexts(value, change)])) as Data;
}
