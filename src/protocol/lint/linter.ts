import { isObject } from "#src/lib/json.ts";
import type { ExchangeEnd } from "#src/recording/types.ts";
import type { FrameKind, WireFrame, WireNote, WireResponse } from "#src/transport/types.ts";
import type { DecodedFrame } from "#src/protocol/decode.ts";
import { RETIRED_TYPES } from "#src/protocol/compat.ts";
import type { AguiEvent, AguiEventOf } from "#src/protocol/events.ts";
import { isEventType } from "#src/protocol/eventTable.ts";
import { LintContext } from "./context.ts";
import { ChunkRules } from "./rules/chunks.ts";
import { checkInterrupts } from "./rules/interrupts.ts";
import { MessageRules } from "./rules/messages.ts";
import { ReasoningRules } from "./rules/reasoning.ts";
import { RunRules, type OpenItem } from "./rules/run.ts";
import { StepRules } from "./rules/steps.ts";
import { SubagentRules } from "./rules/subagents.ts";
import { ToolCallRules } from "./rules/toolCalls.ts";
import { TransportRules } from "./rules/transport.ts";
import type { Finding } from "./types.ts";

/**
 * All rules over one recording, incrementally and in one pass. Call it in the order of the recording. It keeps open ids and owners,
 * never events, and never throws on what a stream holds. After a fault it goes on as if the stream had meant well,
 * so that one mistake is one finding and not a hundred.
 */
export class Linter {
  private readonly context: LintContext;
  private readonly transport: TransportRules;
  private readonly run: RunRules;
  private readonly messages: MessageRules;
  private readonly tools: ToolCallRules;
  private readonly reasoning: ReasoningRules;
  private readonly steps: StepRules;
  private readonly subagents: SubagentRules;
  private readonly chunks: ChunkRules;
  /** Frames of this exchange that were meant as events. */
  private events = 0;

  constructor(report: (finding: Finding) => void) {
    this.context = new LintContext(report);
    this.transport = new TransportRules(this.context);
    this.run = new RunRules(this.context);
    this.messages = new MessageRules(this.context);
    this.tools = new ToolCallRules(this.context, this.messages.owners);
    this.reasoning = new ReasoningRules(this.context);
    this.steps = new StepRules(this.context);
    this.subagents = new SubagentRules(this.context);
    this.chunks = new ChunkRules(this.context, this.messages, this.tools, this.reasoning);
  }

  /** A request was sent. `input` is its parsed body, or undefined where there is none. */
  beginExchange(firstSeq: number, input: unknown): void {
    const request = isObject(input) ? input : {};
    this.context.seq = firstSeq - 1;
    this.events = 0;
    this.clear();
    this.transport.beginExchange(firstSeq, input);
    this.run.beginExchange(asString(request["runId"]), asString(request["threadId"]));
    // What an unknown request has asked for or answered cannot be held against the stream.
    this.tools.beginExchange(input === undefined || isResume(request));
    this.tools.learn(request["messages"], "ignore");
  }

  /** Status and headers arrived. */
  response(response: WireResponse): void {
    this.transport.receive(response);
  }

  /** A frame arrived and was decoded. */
  frame(seq: number, kind: FrameKind, frame: WireFrame | undefined, decoded: DecodedFrame): void {
    this.context.seq = seq;
    this.transport.frame(kind, frame, decoded);
    // The other kinds are those that nobody meant as events. Compared one by one: this is done for every frame.
    if (kind !== "comment" && kind !== "field" && kind !== "body") this.events++;
    const { event, wireType } = decoded;
    if (event !== undefined) {
      this.run.admit(event);
      this.follow(event);
    } else if (wireType !== undefined) this.excuse(wireType, decoded.json);
  }

  /** A fact about the bytes of frame `seq`, which may not be complete yet. */
  note(seq: number, note: WireNote): void {
    this.context.seq = seq;
    this.transport.note(note);
  }

  /** The text of frame `seq`, which has no data. */
  fields(seq: number, text: string): void {
    this.context.seq = seq;
    this.transport.fields(text);
  }

  /** The text of frame `seq`, which is a comment. */
  comment(seq: number, text: string): void {
    this.context.seq = seq;
    this.transport.comment(text);
  }

  /** The body ended. `frames` counts the frames of this exchange. */
  endExchange(lastSeq: number, end: ExchangeEnd, frames: number): void {
    this.context.seq = lastSeq;
    this.transport.end(end, frames, this.events, lastSeq);
    if (end.reason === "complete" && !(this.transport.isForeign && this.events === 0)) this.run.bodyEnded(this.events);
    this.run.endExchange();
  }

  private follow(event: AguiEvent): void {
    switch (event.type) {
      case "TEXT_MESSAGE_START":
        this.chunks.closeLane(event.subagentRunId);
        return this.messages.texts.start(event.type, event.messageId, event.subagentRunId);
      case "TEXT_MESSAGE_CONTENT":
        this.chunks.closeLane(event.subagentRunId);
        this.messages.texts.proceed(event.type, event.messageId, event.subagentRunId);
        return;
      case "TEXT_MESSAGE_END":
        this.chunks.closeLane(event.subagentRunId);
        this.messages.texts.end(event.type, event.messageId, event.subagentRunId);
        return;
      case "TOOL_CALL_START":
        this.chunks.closeLane(event.subagentRunId);
        return this.tools.start(event.type, event.toolCallId, event.subagentRunId, event.parentMessageId);
      case "TOOL_CALL_ARGS":
        this.chunks.closeLane(event.subagentRunId);
        return this.tools.append(event.type, event.toolCallId, event.delta, event.subagentRunId);
      case "TOOL_CALL_END":
        this.chunks.closeLane(event.subagentRunId);
        return this.tools.end(event.type, event.toolCallId, event.subagentRunId);
      case "TOOL_CALL_RESULT":
        this.chunks.closeLane(event.subagentRunId);
        this.messages.owners.set(event.messageId, event.subagentRunId);
        return this.tools.result(event.toolCallId);
      case "TEXT_MESSAGE_CHUNK":
      case "TOOL_CALL_CHUNK":
      case "REASONING_MESSAGE_CHUNK":
        return this.chunks.chunk(event);
      case "REASONING_START":
        this.chunks.closeLane(event.subagentRunId);
        return this.reasoning.spans.start(event.type, event.messageId, event.subagentRunId);
      case "REASONING_END":
        this.chunks.closeLane(event.subagentRunId);
        this.reasoning.spans.end(event.type, event.messageId, event.subagentRunId);
        return;
      case "REASONING_MESSAGE_START":
        this.chunks.closeLane(event.subagentRunId);
        return this.reasoning.messages.start(event.type, event.messageId, event.subagentRunId);
      case "REASONING_MESSAGE_CONTENT":
        this.chunks.closeLane(event.subagentRunId);
        this.reasoning.messages.proceed(event.type, event.messageId, event.subagentRunId);
        return;
      case "REASONING_MESSAGE_END":
        this.chunks.closeLane(event.subagentRunId);
        this.reasoning.messages.end(event.type, event.messageId, event.subagentRunId);
        return;
      case "REASONING_ENCRYPTED_VALUE":
        return this.encrypted(event);
      case "STATE_SNAPSHOT":
      case "STATE_DELTA":
      case "CUSTOM":
        return this.chunks.closeLane(event.subagentRunId);
      case "STEP_STARTED":
        this.chunks.closeLane(event.subagentRunId);
        return this.steps.start(event.stepName, event.subagentRunId);
      case "STEP_FINISHED":
        this.chunks.closeLane(event.subagentRunId);
        return this.steps.finish(event.stepName, event.subagentRunId);
      case "ACTIVITY_SNAPSHOT":
        if (event.replace === false) this.messages.activityOwners.claim(event.messageId, event.subagentRunId);
        else this.messages.activityOwners.set(event.messageId, event.subagentRunId);
        return;
      case "ACTIVITY_DELTA":
        return this.messages.activityOwners.check(event.type, event.messageId, event.subagentRunId);
      case "SUBAGENT_STARTED":
        return this.subagents.start(event);
      case "SUBAGENT_FINISHED":
      case "SUBAGENT_ERROR":
        this.chunks.closeLane(event.subagentRunId);
        return this.subagents.end(event.type, event.subagentRunId);
      case "MESSAGES_SNAPSHOT":
        this.chunks.closeAll();
        this.messages.learn(event.messages, true, this.reasoning.owners);
        return this.tools.learn(event.messages, "replace");
      case "RUN_STARTED":
        return this.runStarted(event);
      case "RUN_FINISHED":
        return this.runFinished(event);
      case "RUN_ERROR":
        this.chunks.closeAll();
        return this.run.failed(event, this.openItems());
      default:
    }
  }

  private runStarted(event: AguiEventOf<"RUN_STARTED">): void {
    this.chunks.closeAll();
    if (this.run.hasEnded) this.clear();
    this.run.started(event);
    this.messages.learn(event.input?.messages, false, this.reasoning.owners);
    this.tools.learn(event.input?.messages, "keep");
  }

  private runFinished(event: AguiEventOf<"RUN_FINISHED">): void {
    this.chunks.closeAll();
    this.run.finished(event, this.openItems());
    checkInterrupts(this.context, event);
    if (event.outcome?.type !== "interrupt") return;
    for (const { toolCallId } of event.outcome.interrupts)
      if (toolCallId !== undefined) this.tools.learnCall(toolCallId);
  }

  private encrypted({ type, subtype, entityId, subagentRunId }: AguiEventOf<"REASONING_ENCRYPTED_VALUE">): void {
    if (subtype === "tool-call") this.tools.checkOwner(type, entityId, subagentRunId);
    else if (this.messages.owners.has(entityId)) this.messages.owners.check(type, entityId, subagentRunId);
    else this.reasoning.owners.check(type, entityId, subagentRunId);
  }

  private openItems(): OpenItem[] {
    const items = [...this.steps.openItems()];
    for (const brackets of [this.messages.texts, this.reasoning.messages, this.reasoning.spans, this.tools.calls]) {
      for (const [id, seq] of brackets.open) items.push({ name: `${brackets.words.noun} "${id}"`, seq });
    }
    items.push(...this.subagents.openItems());
    return items;
  }

  /** An event that could not be used has its own finding; what builds on it is not its fault. */
  private excuse(wireType: string, json: unknown): void {
    const type = RETIRED_TYPES.get(wireType) ?? wireType;
    if (!isEventType(type)) return;
    this.run.unusable(type);
    if (!isObject(json)) return;
    const { messageId, toolCallId, subagentRunId, stepName } = json;
    if (typeof messageId === "string") {
      this.messages.texts.excuse(messageId);
      this.reasoning.messages.excuse(messageId);
      this.reasoning.spans.excuse(messageId);
    }
    if (typeof toolCallId === "string") {
      this.tools.calls.excuse(toolCallId);
      this.tools.learnCall(toolCallId);
    }
    if (typeof subagentRunId === "string") this.subagents.excuse(subagentRunId);
    if (typeof stepName === "string") this.steps.excuse(stepName);
  }

  private clear(): void {
    this.messages.clear();
    this.tools.clear();
    this.reasoning.clear();
    this.steps.clear();
    this.subagents.clear();
    this.chunks.clear();
  }
}

const asString = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** True for a request that answers an interrupt: by `resume`, or the way LangGraph did before there was one. */
function isResume(request: Record<string, unknown>): boolean {
  const { resume, forwardedProps } = request;
  return (
    (Array.isArray(resume) && resume.length > 0) || (isObject(forwardedProps) && isObject(forwardedProps["command"]))
  );
}
