import type { RunAgentInput } from "@ag-ui/core";
import type { IdMaker } from "./types.ts";

/** FNV-1a as base 36: short, stable ids and pauses, nothing cryptographic. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}

/** Four characters that stand for `text`. */
export function shortHash(text: string): string {
  return hash(text).toString(36).padStart(4, "0").slice(-4);
}

/** Ids for one run: `<prefix>_<thread and run>_<counter of that prefix>`. */
export function idMaker(input: Pick<RunAgentInput, "threadId" | "runId">): IdMaker {
  const run = shortHash(`${input.threadId}\n${input.runId}`);
  const counters = new Map<string, number>();
  return (prefix) => {
    const next = (counters.get(prefix) ?? 0) + 1;
    counters.set(prefix, next);
    return `${prefix}_${run}_${next}`;
  };
}
