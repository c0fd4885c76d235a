import { isObject } from "#src/lib/json.ts";
import { err, ok, type Result } from "#src/lib/result.ts";

/** A sentence about a file that names the place; it never leaves what reads the file. */
export class FileMistake extends Error {}

/** What a reader of a file gives, or the sentence of the first mistake. */
export function readOr<T>(read: () => T): Result<T> {
  try {
    return ok(read());
  } catch (error) {
    if (error instanceof FileMistake) return err(error.message);
    throw error;
  }
}

/** The fields of an object that has no others than the known ones. */
export function fieldsOf(value: unknown, place: string, known: readonly string[]): Record<string, unknown> {
  if (!isObject(value)) throw new FileMistake(`${place} is no JSON object.`);
  const odd = Object.keys(value).find((key) => !known.includes(key));
  if (odd !== undefined) throw new FileMistake(`${place} has a field “${odd}”; known are ${known.join(", ")}.`);
  return value;
}

/** A text. */
export function textOf(value: unknown, place: string): string {
  if (typeof value !== "string") throw new FileMistake(`${place} is no text.`);
  return value;
}

/** One of the known texts. */
export function oneOf<T extends string>(value: unknown, known: readonly T[], place: string): T {
  const found = known.find((each) => each === value);
  if (found === undefined) throw new FileMistake(`${place} is none of ${known.join(", ")}.`);
  return found;
}
