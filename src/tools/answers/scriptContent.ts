import { err, ok, type Result } from "#src/lib/result.ts";

/**
 * The content of a tool message out of what a script returned: a text as it is, anything else as JSON. What JSON cannot say is an error that
 * names it, since half of a value would be worse than none; members that are undefined are left out, as everywhere.
 */
export function scriptContent(value: unknown): Result<string> {
  if (typeof value === "string") return ok(value);
  if (value === undefined)
    return err("The script returned nothing. Return a value: a text is sent as it is, anything else as JSON.");
  try {
    const text = JSON.stringify(value, (key, member: unknown) => {
      const bad = notJson(member, key !== "");
      if (bad !== undefined)
        throw new NotJson(key === "" ? `The script returned ${bad}` : `${key} in what the script returned is ${bad}`);
      return member;
    });
    return text === undefined ? err("The script returned nothing that JSON can say.") : ok(text);
  } catch (error) {
    if (error instanceof NotJson) return err(`${error.message}, which is no JSON.`);
    // What is left is a cycle, or too many levels.
    return err(
      "What the script returned refers to itself, or is nested too deep, so that it cannot be written as JSON.",
    );
  }
}

class NotJson extends Error {}

function notJson(value: unknown, isMember: boolean): string | undefined {
  if (value === undefined) return isMember ? undefined : "nothing";
  if (typeof value === "function" || typeof value === "symbol") return `a ${typeof value}`;
  if (typeof value === "bigint") return `the BigInt ${value}n`;
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (value instanceof Map || value instanceof Set) return `a ${value.constructor.name}`;
  return undefined;
}
