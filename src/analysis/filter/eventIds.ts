import { isObject } from "#src/lib/json.ts";
import type { AguiEvent, EventTypeName } from "#src/protocol/events.ts";

/** The types that may carry more ids than that of what they are about and of their subagent. */
const MANY_IDS: ReadonlySet<EventTypeName> = new Set<EventTypeName>([
  "RUN_STARTED",
  "RUN_FINISHED",
  "TOOL_CALL_START",
  "TOOL_CALL_CHUNK",
  "TOOL_CALL_RESULT",
  "MESSAGES_SNAPSHOT",
  "SUBAGENT_STARTED",
  "SUBAGENT_FINISHED",
]);

/** Whether an event of a type may carry an id beside that of its entity and of its subagent. */
export const mayHaveMoreIds = (type: EventTypeName | undefined): boolean => type !== undefined && MANY_IDS.has(type);

/** Whether `found` holds for an id that the event carries, whatever it names: also those of its messages, calls and interrupts. */
export function someId(event: AguiEvent, found: (id: string) => boolean): boolean {
  if (hasId(event, found)) return true;
  switch (event.type) {
    case "RUN_FINISHED":
    case "SUBAGENT_FINISHED": {
      const outcome: unknown = event.outcome;
      return isObject(outcome) && someIdIn(outcome["interrupts"], found);
    }
    case "MESSAGES_SNAPSHOT":
      return someIdIn(event.messages, found);
    default:
      return false;
  }
}

function someIdIn(list: unknown, found: (id: string) => boolean): boolean {
  return (
    Array.isArray(list) &&
    list.some((item: unknown) => isObject(item) && (hasId(item, found) || someIdIn(item["toolCalls"], found)))
  );
}

/** Its own fields only: `id` and all that end like `messageId`. */
function hasId(value: object, found: (id: string) => boolean): boolean {
  for (const [key, field] of Object.entries(value))
    if (typeof field === "string" && (key === "id" || key.endsWith("Id")) && found(field)) return true;
  return false;
}
