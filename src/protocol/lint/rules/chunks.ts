import type { AguiEventOf } from "#src/protocol/events.ts";
import { ownerName, type LintContext } from "#src/protocol/lint/context.ts";
import type { MessageRules } from "./messages.ts";
import type { ReasoningRules } from "./reasoning.ts";
import type { ToolCallRules } from "./toolCalls.ts";

type Chunk = AguiEventOf<"TEXT_MESSAGE_CHUNK" | "TOOL_CALL_CHUNK" | "REASONING_MESSAGE_CHUNK">;
type Kind = "text" | "tool" | "reasoning";

/** The stream that chunks of one lane continue: a lane is the agent itself (undefined) or a subagent. */
interface Stream {
  readonly kind: Kind;
  readonly id: string;
  readonly seq: number;
  readonly owner: string | undefined;
  /** What the opener established; a later chunk may repeat it but not contradict it. */
  readonly fixed: Readonly<Record<string, string | undefined>>;
}

const NOUNS: Readonly<Record<Kind, string>> = {
  text: "text message",
  tool: "tool call",
  reasoning: "reasoning message",
};

/**
 * Chunks stand for START, CONTENT and END: the first opens, others continue, and any other event of the lane closes.
 * The opened items go through the same rules as explicit ones.
 */
export class ChunkRules {
  private readonly lanes = new Map<string | undefined, Stream>();
  private readonly blamed = new Set<string>();

  constructor(
    private readonly context: LintContext,
    private readonly messages: MessageRules,
    private readonly tools: ToolCallRules,
    private readonly reasoning: ReasoningRules,
  ) {}

  chunk(event: Chunk): void {
    const kind: Kind =
      event.type === "TEXT_MESSAGE_CHUNK" ? "text" : event.type === "TOOL_CALL_CHUNK" ? "tool" : "reasoning";
    const id = event.type === "TOOL_CALL_CHUNK" ? event.toolCallId : event.messageId;
    const lane = this.laneOf(kind, id, event);
    const current = this.lanes.get(lane);
    let stream: Stream | undefined = current;
    if (current?.kind === kind && (id === undefined || id === current.id)) this.compare(event, current);
    else {
      this.closeLane(lane);
      stream = this.openStream(kind, id, lane, event);
    }
    if (stream === undefined || (event.delta === undefined && event.rawEvent === undefined)) return;
    const tag = event.subagentRunId ?? stream.owner;
    if (kind === "tool") this.tools.append(event.type, stream.id, event.delta ?? "", tag);
    else (kind === "text" ? this.messages.texts : this.reasoning.messages).proceed(event.type, stream.id, tag);
  }

  /** Closes what the chunks of one lane have open. */
  closeLane(lane: string | undefined): void {
    if (this.lanes.size === 0) return;
    const stream = this.lanes.get(lane);
    if (stream === undefined) return;
    this.lanes.delete(lane);
    const { kind, id, owner } = stream;
    if (kind === "tool") this.tools.end("TOOL_CALL_CHUNK", id, owner);
    else if (kind === "text") this.messages.texts.end("TEXT_MESSAGE_CHUNK", id, owner);
    else this.reasoning.messages.end("REASONING_MESSAGE_CHUNK", id, owner);
  }

  closeAll(): void {
    for (const lane of this.lanes.keys()) this.closeLane(lane);
  }

  clear(): void {
    this.lanes.clear();
    this.blamed.clear();
  }

  private openStream(kind: Kind, id: string | undefined, lane: string | undefined, event: Chunk): Stream | undefined {
    const { type } = event;
    const field = kind === "tool" ? "toolCallId" : "messageId";
    if (id === undefined) {
      if (!this.blamed.has(type)) {
        this.blamed.add(type);
        this.context.say("chunk/first-without-id", {
          message: `${type} continues nothing and has no ${field}. The first chunk must name what it opens; any other event in between closes it.`,
          pointer: `/${field}`,
          expected: "a string",
          found: "nothing",
        });
      }
      return undefined;
    }
    const owner = event.subagentRunId;
    if (type === "TOOL_CALL_CHUNK" && event.toolCallName === undefined) {
      this.tools.calls.excuse(id);
      if (!this.blamed.has(`${type} ${id}`)) {
        this.blamed.add(`${type} ${id}`);
        this.context.say("chunk/first-without-name", {
          message: `The first chunk of call "${id}" has no toolCallName.`,
          pointer: "/toolCallName",
          expected: "a string",
          found: "nothing",
        });
      }
      return undefined;
    }
    this.blamed.delete(type);
    const stream: Stream = { kind, id, seq: this.context.seq, owner, fixed: fixedBy(event) };
    this.lanes.set(lane, stream);
    if (type === "TOOL_CALL_CHUNK") this.tools.start(type, id, owner, event.parentMessageId);
    else (kind === "text" ? this.messages.texts : this.reasoning.messages).start(type, id, owner);
    return stream;
  }

  /** The lane that a chunk belongs to: by its id where that is open, else by its tag, else by what it can only continue. */
  private laneOf(kind: Kind, id: string | undefined, { type, subagentRunId: tag }: Chunk): string | undefined {
    if (this.lanes.size === 0) return tag;
    if (id !== undefined) {
      for (const [lane, stream] of this.lanes) {
        if (stream.kind !== kind || stream.id !== id) continue;
        if (tag !== undefined && tag !== lane) {
          this.disagree(stream, "subagentRunId", ownerName(lane), ownerName(tag));
        }
        return lane;
      }
      return tag;
    }
    if (tag !== undefined || this.lanes.get(undefined)?.kind === kind) return tag;
    const candidates = [...this.lanes].filter(([, stream]) => stream.kind === kind);
    if (candidates.length > 1) {
      this.context.say("chunk/ambiguous", {
        message: `${type} has neither an id nor a subagentRunId, and ${candidates.length} ${NOUNS[kind]}s are open in chunks. Name the one that it continues.`,
        relatedSeq: candidates[0]?.[1].seq,
      });
    }
    return candidates[0]?.[0];
  }

  private compare(event: Chunk, stream: Stream): void {
    const { fixed } = stream;
    for (const [field, value] of Object.entries(fixedBy(event, true))) {
      if (value !== undefined && value !== fixed[field]) {
        this.disagree(stream, field, fixed[field] ?? "nothing", value);
      }
    }
  }

  private disagree(stream: Stream, field: string, expected: string, found: string): void {
    this.context.say("chunk/disagrees", {
      message: `The chunk continues ${NOUNS[stream.kind]} "${stream.id}" with another ${field}: ${found} where its first chunk had ${expected}.`,
      pointer: `/${field}`,
      expected,
      found,
      relatedSeq: stream.seq,
    });
  }
}

/** The fields that a first chunk settles. In a first text chunk no role means assistant. */
function fixedBy(event: Chunk, continues = false): Record<string, string | undefined> {
  switch (event.type) {
    case "TEXT_MESSAGE_CHUNK":
      return { role: event.role ?? (continues ? undefined : "assistant"), name: event.name };
    case "TOOL_CALL_CHUNK":
      return { toolCallName: event.toolCallName, parentMessageId: event.parentMessageId };
    default:
      return {};
  }
}
