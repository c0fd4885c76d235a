import type { AguiEvent, EventTypeName } from "#src/protocol/events.ts";
import { Cover } from "./cover.ts";

const PIECES: ReadonlySet<string> = new Set<EventTypeName>([
  "TEXT_MESSAGE_CONTENT",
  "TEXT_MESSAGE_CHUNK",
  "REASONING_MESSAGE_CONTENT",
  "REASONING_MESSAGE_CHUNK",
  "TOOL_CALL_ARGS",
  "TOOL_CALL_CHUNK",
]);

type Kind = "text" | "reasoning" | "tool";

/** One message or call while it streams. */
interface Item {
  /** When its first piece and its last one came. */
  readonly from: number;
  last: number;
}

/**
 * How fast what a model writes arrives. A message streams from its first piece to its last: that time counts once where several do,
 * and the pieces that came at its start count for no time, because what they took cannot be seen.
 */
export class OutputPace {
  private readonly items = new Map<string, Item>();
  /** The item that a chunk without an id continues. */
  private readonly lastIds: Record<Kind, string> = { text: "", reasoning: "", tool: "" };
  private readonly textTime = new Cover();
  private readonly outputTime = new Cover();
  private textCount = 0;
  private streamedCount = 0;

  /** True for the types that `event` must be given; all others say nothing here. */
  static reads(type: EventTypeName): boolean {
    return PIECES.has(type);
  }

  /** Characters (UTF-16 units) of message text in all. */
  get characters(): number {
    return this.textCount;
  }

  /** Characters that came while text streamed: all but those of the first arrival of each message and of injected delays. */
  get streamedCharacters(): number {
    return this.streamedCount;
  }

  /** Milliseconds in which text streamed. */
  get textMs(): number {
    return this.textTime.length;
  }

  /** Milliseconds in which text, reasoning or arguments streamed: what output tokens are spent on. */
  get outputMs(): number {
    return this.outputTime.length;
  }

  /** Reads an event of one of the types above. The time before one that was delayed on purpose is left out, and its text with it. */
  event(event: AguiEvent, time: number, injected: boolean): void {
    if (!("delta" in event) || typeof event.delta !== "string" || event.delta === "") return;
    const kind = event.type.startsWith("TEXT") ? "text" : event.type.startsWith("REASONING") ? "reasoning" : "tool";
    const named = "toolCallId" in event ? event.toolCallId : "messageId" in event ? event.messageId : undefined;
    const id = named ?? this.lastIds[kind];
    this.lastIds[kind] = id;
    const { length } = event.delta;
    if (kind === "text") this.textCount += length;
    const key = `${kind} ${id}`;
    const item = this.items.get(key);
    if (item === undefined) {
      this.items.set(key, { from: time, last: time });
      return;
    }
    const { from, last } = item;
    item.last = time;
    if (injected || time <= from) return;
    this.outputTime.add(Math.min(last, time), time);
    if (kind !== "text") return;
    this.textTime.add(Math.min(last, time), time);
    this.streamedCount += length;
  }
}
