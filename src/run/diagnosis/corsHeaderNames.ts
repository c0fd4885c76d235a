import type { WireHeader } from "#src/transport/types.ts";

const SAFE = new Set(["accept", "accept-language", "content-language", "range"]);
const SAFE_TYPES = new Set(["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"]);

/** The names that a browser asks leave for before it sends such a request to another origin (Fetch standard), in lower case and sorted. */
export function corsHeaderNames(headers: readonly WireHeader[]): readonly string[] {
  const names = headers
    .map(({ name, value }) => ({ name: name.toLowerCase(), type: value?.split(";")[0]?.trim().toLowerCase() ?? "" }))
    .filter(({ name, type }) => (name === "content-type" ? !SAFE_TYPES.has(type) : !SAFE.has(name)))
    .map(({ name }) => name);
  return [...new Set(names)].toSorted();
}
