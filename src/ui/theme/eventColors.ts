import type { EventFamily } from "#src/protocol/events.ts";

/** The colour of an event family, as a CSS value. */
export function familyColor(family: EventFamily): string {
  return `var(--ev-${family})`;
}
