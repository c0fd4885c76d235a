import { isObject, parseJson } from "#src/lib/json.ts";
import type { Injection } from "./types.ts";

/** Reads the `detail` of a note with the code `injected`; undefined where a file holds something else there. */
export function parseInjection(detail: string): Injection | undefined {
  const value = parseJson(detail);
  if (!isObject(value)) return undefined;
  const { kind, says, original } = value;
  if (typeof kind !== "string" || typeof says !== "string") return undefined;
  return { kind: kind as Injection["kind"], says, ...(typeof original === "string" && { original }) };
}
