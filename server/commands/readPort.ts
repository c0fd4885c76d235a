import { err, ok, type Result } from "#src/lib/result.ts";

/** The port in the argument of a flag; the error is one sentence. */
export function readPort(flag: string, text: string): Result<number> {
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port <= 65_535
    ? ok(port)
    : err(`${flag} takes a number from 0 to 65535, not "${text}".`);
}
