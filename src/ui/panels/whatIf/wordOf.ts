import type { Change } from "#src/analysis/whatIf/changes.ts";

/** What was done to an event, in words. */
export const wordOf = ({ kind }: Change): string => (kind === "off" ? "switched off" : "edited");
