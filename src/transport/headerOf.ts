import type { WireHeader } from "./types.ts";

/** The value of the first header of a name, which is given in lower case; undefined when it is not there or was left out of a recording. */
export function headerOf(headers: readonly WireHeader[], name: string): string | undefined {
  return headers.find((header) => header.name.toLowerCase() === name)?.value;
}
