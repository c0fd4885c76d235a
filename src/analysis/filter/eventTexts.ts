import { isObject } from "#src/lib/json.ts";
import type { AguiEvent, EventTypeName } from "#src/protocol/events.ts";

/** The types that say something to a reader: only these need decoding to look for a text. */
const SAYING: ReadonlySet<EventTypeName> = new Set<EventTypeName>([
  "TEXT_MESSAGE_CONTENT",
  "TEXT_MESSAGE_CHUNK",
  "TOOL_CALL_ARGS",
  "TOOL_CALL_CHUNK",
  "TOOL_CALL_RESULT",
  "REASONING_MESSAGE_CONTENT",
  "REASONING_MESSAGE_CHUNK",
  "MESSAGES_SNAPSHOT",
  "ACTIVITY_SNAPSHOT",
  "RUN_ERROR",
  "SUBAGENT_ERROR",
]);

/** Whether events of a type have a text. */
export const saysText = (type: EventTypeName | undefined): boolean => type !== undefined && SAYING.has(type);

/**
 * Whether `found` holds for a text that the event says: a delta of a message, of reasoning or of arguments, a tool's result, the
 * content of an activity, the messages of a snapshot with the arguments of their calls, or the message of an error.
 */
export function someText(event: AguiEvent, found: (text: string) => boolean): boolean {
  switch (event.type) {
    case "TEXT_MESSAGE_CONTENT":
    case "TEXT_MESSAGE_CHUNK":
    case "TOOL_CALL_ARGS":
    case "TOOL_CALL_CHUNK":
    case "REASONING_MESSAGE_CONTENT":
    case "REASONING_MESSAGE_CHUNK":
      return event.delta !== undefined && found(event.delta);
    case "TOOL_CALL_RESULT":
    case "ACTIVITY_SNAPSHOT":
      return someString(event.content, found);
    case "RUN_ERROR":
    case "SUBAGENT_ERROR":
      return found(event.message);
    case "MESSAGES_SNAPSHOT":
      return event.messages.some(
        (message) =>
          ("content" in message && someString(message.content, found)) ||
          ("toolCalls" in message && (message.toolCalls ?? []).some(({ function: called }) => found(called.arguments))),
      );
    default:
      return false;
  }
}

/** Whether `found` holds for a string anywhere inside a JSON value, keys included. Any depth: a stack of its own. */
export function someString(value: unknown, found: (text: string) => boolean): boolean {
  const open = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === "string") {
      if (found(next)) return true;
    } else if (Array.isArray(next)) {
      for (const element of next) open.push(element);
    } else if (isObject(next)) {
      for (const key of Object.keys(next)) {
        if (found(key)) return true;
        open.push(next[key]);
      }
    }
  }
  return false;
}
