import { SCRIPT_LIMITS, type ScriptError } from "./types.ts";

/** A failure as text alone, with its place in the script. */
export function scriptErrorInWords({ message, line, column }: ScriptError): string {
  if (line === undefined) return message;
  return `${message} (line ${line}${column === undefined ? "" : `, column ${column}`} of the script)`;
}

/** The place in the script as typed of a place in what the engine was given, all from 1. */
export type Locate = (line: number, column: number) => { readonly line: number; readonly column: number };

/** The innermost place of a stack of the engine that lies in the script; none where there is none. */
function inScript(stack: string, locate: Locate): { readonly line?: number; readonly column?: number } {
  const [, line, column] = /\bscript\.ts:(\d+):(\d+)/.exec(stack) ?? [];
  const place = locate(Number(line), Number(column));
  // The wrapper's first line is not the user's.
  return line === undefined || place.line < 1 ? {} : place;
}

const MEBIBYTE = 1024 * 1024;

export const OUT_OF_MEMORY: ScriptError = {
  kind: "memory",
  message: `The script needs more than the ${SCRIPT_LIMITS.memoryBytes / MEBIBYTE} MiB that it may have, the conversation and the state that it was given included.`,
};

/** What a script that was ended for its time is told. */
export const outOfTime = (ms: number): ScriptError => ({
  kind: "timeout",
  message: `The script was ended after ${ms / 1000} s without an answer. Look for a loop that does not end, or await less.`,
});

export const STUCK: ScriptError = {
  kind: "stuck",
  message:
    "The script awaits something that nothing is left to bring about. Look for a promise that is never resolved; there are no events and no network here.",
};

/** What became of a script that threw. `said`: the name of the error and its message, as the engine puts it. */
export function thrownError(said: string, stack: string, locate: Locate): ScriptError {
  const place = inScript(stack, locate);
  if (/out of memory/.test(said)) return { ...OUT_OF_MEMORY, ...place };
  const name = /stack overflow|Maximum call stack size exceeded/.test(said)
    ? "RangeError: its calls are nested too deep"
    : said;
  return { kind: "exception", message: `The script threw ${name}.`, ...place };
}

/** What is no JavaScript without its types. `source`: the script as typed. */
export function noJavaScript(said: string, stack: string, locate: Locate, source: string): ScriptError {
  const place = inScript(stack, locate);
  const lineText = source.split("\n")[(place.line ?? 0) - 1] ?? "";
  const hint = /^\s*(import|export)\b/.test(lineText)
    ? " A script is the body of a function: it has no import and no export."
    : "";
  return { kind: "syntax", message: `The script is no TypeScript: ${said}.${hint}`, ...place };
}
