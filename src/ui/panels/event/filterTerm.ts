/** A term of the filter line: `id:m1`, quoted where the value would not be read as one word. */
export function filterTerm(key: "id" | "run" | "type" | "family" | "subagent", value: string): string {
  return `${key}:${/^[^\s"\\]+$/.test(value) ? value : JSON.stringify(value)}`;
}
