import { assertNever } from "#src/lib/assert.ts";
import type { JsonValue } from "#src/lib/json.ts";
import type { AguiEvent, AguiEventOf } from "#src/protocol/events.ts";
import { plural } from "#src/ui/panels/event/format.ts";

/** A piece of a summary. What is strong came over the wire and matters; the rest explains it. */
export interface SummaryPart {
  readonly text: string;
  readonly strong?: true;
}

/** A row is one line; what is beyond this is cut off by any screen. */
export const MAX_CHARACTERS = 240;
const MAX_OPERATIONS = 4;
const MAX_KEYS = 30;

type Operations = AguiEventOf<"STATE_DELTA">["delta"];

/** What one event says, in one line. */
export function summarise(event: AguiEvent): readonly SummaryPart[] {
  const owner = "subagentRunId" in event && !event.type.startsWith("SUBAGENT_") ? event.subagentRunId : undefined;
  const parts = partsOf(event);
  return owner === undefined ? parts : [...parts, plain(`in ${owner}`)];
}

function partsOf(event: AguiEvent): readonly SummaryPart[] {
  switch (event.type) {
    case "RUN_STARTED":
      return [strong(event.runId), plain(`thread ${event.threadId}`)];
    case "RUN_FINISHED":
      return runFinished(event);
    case "RUN_ERROR":
    case "SUBAGENT_ERROR":
      return [strong(event.message), ...(event.code === undefined ? [] : [plain(`code ${event.code}`)])];
    case "STEP_STARTED":
    case "STEP_FINISHED":
      return [strong(event.stepName)];
    case "TEXT_MESSAGE_START":
      return [plain(event.messageId), plain(`· ${event.role ?? "assistant"}`)];
    case "TEXT_MESSAGE_CONTENT":
    case "REASONING_MESSAGE_CONTENT":
      return [quoted(event.delta), plain(event.messageId)];
    case "TEXT_MESSAGE_CHUNK":
    case "REASONING_MESSAGE_CHUNK":
      return [...(event.delta === undefined ? [] : [quoted(event.delta)]), plain(event.messageId ?? "continues")];
    case "TEXT_MESSAGE_END":
    case "REASONING_START":
    case "REASONING_END":
    case "REASONING_MESSAGE_START":
    case "REASONING_MESSAGE_END":
      return [plain(event.messageId)];
    case "REASONING_ENCRYPTED_VALUE":
      return [
        plain(`${event.subtype} ${event.entityId}`),
        plain(`· ${plural(event.encryptedValue.length, "encrypted character")}`),
      ];
    case "TOOL_CALL_START":
      return [strong(event.toolCallName), plain(event.toolCallId)];
    case "TOOL_CALL_ARGS":
      return [strong(oneLine(event.delta)), plain(event.toolCallId)];
    case "TOOL_CALL_CHUNK":
      return [
        ...(event.toolCallName === undefined ? [] : [strong(event.toolCallName)]),
        ...(event.delta === undefined ? [] : [strong(oneLine(event.delta))]),
        plain(event.toolCallId ?? "continues"),
      ];
    case "TOOL_CALL_END":
      return [plain(event.toolCallId)];
    case "TOOL_CALL_RESULT":
      return [
        strong(typeof event.content === "string" ? oneLine(event.content) : plural(event.content.length, "part")),
        plain(event.toolCallId),
      ];
    case "STATE_SNAPSHOT":
      return [strong(outline(event.snapshot as JsonValue))];
    case "STATE_DELTA":
      return operations(event.delta);
    case "MESSAGES_SNAPSHOT":
      return [
        strong(plural(event.messages.length, "message")),
        plain(cut(event.messages.map(({ role }) => role).join(", "))),
      ];
    case "ACTIVITY_SNAPSHOT":
      return [strong(event.activityType), plain(`· ${event.messageId}`)];
    case "ACTIVITY_DELTA":
      return [...operations(event.patch), plain(`· ${event.activityType} ${event.messageId}`)];
    case "RAW":
      return [...(event.source === undefined ? [] : [plain(event.source)]), strong(outline(event.event as JsonValue))];
    case "CUSTOM":
      return [strong(event.name), plain(outline(event.value as JsonValue))];
    case "SUBAGENT_STARTED":
      return [strong(event.name), plain(`· ${event.subagentRunId}`)];
    case "SUBAGENT_FINISHED":
      return [plain(event.subagentRunId), plain(`· ${event.outcome?.type ?? "success"}`)];
    default:
      return assertNever(event);
  }
}

function runFinished(event: AguiEventOf<"RUN_FINISHED">): readonly SummaryPart[] {
  const { outcome, result } = event;
  const tail = result === undefined ? [] : [plain("· result"), strong(outline(result as JsonValue))];
  if (outcome === undefined) return [plain(event.runId), ...tail];
  const open = outcome.type === "interrupt" ? [plain(`· ${outcome.interrupts.length} open`)] : [];
  return [plain("outcome"), strong(outcome.type), ...open, ...tail];
}

function operations(list: Operations): readonly SummaryPart[] {
  if (list.length === 0) return [plain("no operation")];
  const parts = list.slice(0, MAX_OPERATIONS).flatMap((operation, index) => [
    plain(index === 0 ? operation.op : `· ${operation.op}`),
    // The empty path is the whole document; an empty text would say nothing.
    strong(operation.path === "" ? "the whole document" : operation.path),
  ]);
  const more = list.length - MAX_OPERATIONS;
  return more > 0 ? [...parts, plain(`· and ${more} more`)] : parts;
}

/** A JSON value's shape in a few words: its keys or its length, else the value itself. Never walks into it. */
function outline(value: JsonValue): string {
  if (Array.isArray(value)) return `[${plural(value.length, "item")}]`;
  if (typeof value === "object" && value !== null) {
    const keys = Object.keys(value);
    return keys.length === 0 ? "{}" : `{ ${cut(keys.slice(0, MAX_KEYS).join(", "))} }`;
  }
  return typeof value === "string" ? quoted(value).text : String(value);
}

const plain = (text: string): SummaryPart => ({ text: cut(text) });
const strong = (text: string): SummaryPart => ({ text: cut(text), strong: true });
/** A text as JSON writes it, so that white space in it can be seen. */
export const quoted = (text: string): SummaryPart => strong(JSON.stringify(text.slice(0, MAX_CHARACTERS)));

/** A text without line breaks, which a row has no room for. */
export function oneLine(text: string): string {
  return cut(text).replace(/\r\n|\r|\n/g, "⏎");
}

const cut = (text: string): string => (text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS)}…` : text);
