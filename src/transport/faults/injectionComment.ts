import { parseInjection } from "./injection.ts";
import type { Injection } from "./types.ts";

const LEAD = ": agui-scope injected ";

/**
 * A mark as a comment of an event stream, for clients that no other channel reaches; it stands before the bytes that it speaks of.
 * `lineEnd` must be that of the stream: a blank line of another kind would end frames that a client should not find.
 */
export function injectionComment(injection: Injection, lineEnd: "\n" | "\r\n" = "\n"): string {
  return `${LEAD}${JSON.stringify(injection)}${lineEnd}${lineEnd}`;
}

/** Reads the text of a comment frame that `injectionComment` made; undefined for any other. */
export function parseInjectionComment(frame: string): Injection | undefined {
  const text = frame.trim();
  return text.startsWith(LEAD) && !/[\r\n]/.test(text) ? parseInjection(text.slice(LEAD.length)) : undefined;
}
