import type { Entity, EntityKind } from "#src/analysis/eventIndex.ts";

const WORDS: Readonly<Record<EntityKind, string>> = {
  run: "run",
  step: "step",
  message: "message",
  reasoning: "reasoning message",
  toolCall: "tool call",
  state: "the state",
  messages: "the messages as a whole",
  activity: "activity",
  subagent: "subagent",
  custom: "custom event",
  raw: "raw events of",
};

/** An entity as a sentence calls it: `message m1`, `the state`, `a run without an id`. */
export function entityWords({ kind, id }: Entity): string {
  const words = WORDS[kind];
  if (kind === "state" || kind === "messages") return words;
  if (kind === "raw") return id === "" ? "raw events without a source" : `${words} ${id}`;
  return id === "" ? `a ${words} without an id` : `${words} ${id}`;
}
