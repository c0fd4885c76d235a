import { isObject } from "#src/lib/json.ts";
import type { DialectId } from "#src/run/pending/types.ts";
import { isRounds, MOST_ROUNDS } from "#src/run/turn/mostRounds.ts";
import type { LoopSettings } from "./turnControlTypes.ts";

/** The dialects that are looked for only when the user says so; their code comes with the first turn. */
export const OPT_IN_DIALECTS: readonly DialectId[] = ["chat-question", "tool-call-request"];

/** The settings of the loop as they were kept; what cannot be read has its default. Rules are read when they are needed. */
export function keptLoop(value: unknown): LoopSettings {
  const kept: Record<string, unknown> = isObject(value) ? value : {};
  const { review, mostRounds, rules, rulesForDoubts, optIn } = kept;
  return {
    review: review === true,
    mostRounds: isRounds(mostRounds) ? mostRounds : MOST_ROUNDS,
    rules: Array.isArray(rules) ? (rules as readonly unknown[]) : [],
    rulesForDoubts: rulesForDoubts === true,
    optIn: Array.isArray(optIn) ? OPT_IN_DIALECTS.filter((id) => optIn.includes(id)) : [],
  };
}
