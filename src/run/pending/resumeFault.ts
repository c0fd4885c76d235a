import type { Interrupt } from "#src/protocol/events.ts";
import type { InputProblem } from "#src/run/types.ts";
import type { ResumeEntry } from "./types.ts";

/** Ways to resume wrongly on purpose, to see what an agent does. */
export type ResumeFault = "partial" | "expired" | "unknown-id" | "repeated" | "missing";

/** The `resume` that a request carries when it is wrong on purpose; undefined for none. `expired` changes the time of sending only. */
export function withResumeFault(
  entries: readonly ResumeEntry[] | undefined,
  fault: ResumeFault | undefined,
): readonly ResumeEntry[] | undefined {
  const [first] = entries ?? [];
  if (!entries || !first) return entries;
  switch (fault) {
    case "partial":
      return entries.slice(0, -1);
    case "unknown-id":
      return [...entries, { ...first, interruptId: `unknown-${first.interruptId}` }];
    case "repeated":
      return [...entries, first];
    case "missing":
      return undefined;
    default:
      return entries;
  }
}

/** When a resume that is meant to come too late may be sent: milliseconds since the Unix epoch, undefined where nothing expires. */
export function expiryOf(open: readonly Interrupt[]): number | undefined {
  const times = open.map(({ expiresAt = "" }) => Date.parse(expiresAt)).filter((time) => !Number.isNaN(time));
  return times.length === 0 ? undefined : Math.max(...times) + 1;
}

/**
 * What is wrong with a resume by the rules of 1.0: it answers all open interrupts at once, each a single time, and after `expiresAt` one can only be
 * cancelled. What is wrong on purpose is a warning, everything else holds the request back. `now` is in milliseconds since the Unix epoch.
 */
export function resumeProblems(
  entries: readonly ResumeEntry[],
  open: readonly Interrupt[],
  now: number,
  fault: ResumeFault | undefined,
): readonly InputProblem[] {
  const problems: InputProblem[] = [];
  const say = (kinds: readonly ResumeFault[], pointer: string, message: string): void => {
    const meant = fault !== undefined && kinds.includes(fault);
    problems.push({
      severity: meant ? "warning" : "error",
      pointer,
      message: meant ? `On purpose: ${message}` : message,
    });
  };
  const seen = new Map<string, number>();
  const byId = new Map(open.map((interrupt) => [interrupt.id, interrupt]));
  for (const [at, { interruptId, status }] of entries.entries()) {
    const pointer = `/resume/${at}`;
    const first = seen.get(interruptId);
    const interrupt = byId.get(interruptId);
    if (first !== undefined) say(["repeated"], pointer, `“${interruptId}” is already answered by resume[${first}].`);
    else seen.set(interruptId, at);
    if (!interrupt) say(["unknown-id"], pointer, `No open interrupt has the id “${interruptId}”.`);
    else if (status === "resolved" && Date.parse(interrupt.expiresAt ?? "") < now)
      say(["expired"], pointer, `“${interruptId}” expired at ${interrupt.expiresAt}; it can only be cancelled.`);
  }
  const missing = open.filter(({ id }) => !seen.has(id));
  if (missing.length > 0) {
    const names = missing.map(({ id }) => `“${id}”`).join(", ");
    say(["partial", "missing"], "/resume", `One resume must answer all open interrupts; missing: ${names}.`);
  }
  return problems;
}
