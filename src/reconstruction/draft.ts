import type { RuleId } from "#src/protocol/lint/severities.ts";
import type { FindingDetails } from "#src/protocol/lint/finding.ts";
import type { Interrupt, Message, MessageToolCall } from "#src/protocol/events.ts";
import { ChangeList } from "./changeList.ts";
import type { Lanes } from "./expandChunks.ts";
import { IdIndex } from "./idIndex.ts";
import { appendText, type CallNode, copyCall, copyMessage, flatten, type MessageNode } from "./nodes.ts";
import { PersistentVector } from "./persistentVector.ts";
import type { PredictionView, RunView, StepView, SubagentView } from "./types.ts";

/** What the live fold and all refolds of one recording share: it only grows. */
export class FoldContext {
  readonly messageIds = new IdIndex();
  readonly callIds = new IdIndex();
  readonly stepKeys = new IdIndex();
  readonly subagentIds = new IdIndex();
  private epochs = 0;

  nextEpoch(): number {
    return ++this.epochs;
  }
}

/** Where the reducers report to: the live fold only. */
export type Report = (rule: RuleId, details: Omit<FindingDetails, "source">) => void;

/**
 * The state of a fold but for the shared state, which `StateTrack` keeps. Reducers write to it in place; `freeze` makes a version
 * that is never written to again and shares everything with its successors.
 */
export class Draft {
  nodes = PersistentVector.empty<MessageNode>();
  /** Slots in conversation order. */
  order = PersistentVector.empty<number>();
  calls = PersistentVector.empty<CallNode>();
  runs = PersistentVector.empty<RunView>();
  steps = PersistentVector.empty<StepView>();
  subagents = PersistentVector.empty<SubagentView>();
  lanes: Lanes = new Map();
  threadId: string | undefined;
  /** Calls that this run announced, in order, for the list of pending ones. */
  runCallIds = PersistentVector.empty<string>();
  /** Ids that got a result in this run before any call of that id was known. */
  answeredUnknown = PersistentVector.empty<string>();
  /** Counts RUN_STARTED over the recording. */
  runCount = 0;
  /** True once the current exchange has a run, announced or assumed. */
  exchangeHasRun = false;
  pendingToolCallIds: readonly string[] = [];
  interrupts: readonly Interrupt[] = [];
  predictions = PersistentVector.empty<PredictionView>();
  /** Interrupts that the request of this exchange answers. */
  resumed: readonly string[] = [];
  /** The event being applied; 0 while a request is. */
  seq = 0;
  /** Names the step being applied: the event's number, or a negative one for a request. */
  version = 0;
  /** The steps that last changed a message or the order, and a call: equal numbers mean equal lists. */
  messagesVersion = 0;
  callsVersion = 0;
  /** Grows with whatever changes the order of the conversation but for a message at its end. */
  orderVersion = 0;
  /** Slots and places of calls that were written to, for whoever follows this draft. */
  readonly changedMessages = new ChangeList();
  readonly changedCalls = new ChangeList();
  report: Report | undefined;
  private touched: (MessageNode | CallNode)[] = [];

  constructor(
    readonly context: FoldContext,
    private epoch: number,
  ) {}

  /** A version for keeping. This draft goes on under a new epoch. */
  freeze(): Draft {
    // Deltas came one by one; one flat piece an epoch is what a keyframe should hold.
    for (const node of this.touched) flatten(node.tail);
    this.touched = [];
    const kept = this.copy(-1);
    this.epoch = this.context.nextEpoch();
    return kept;
  }

  /** A draft that goes on from this frozen version. */
  thaw(): Draft {
    return this.copy(this.context.nextEpoch());
  }

  private copy(epoch: number): Draft {
    const copy = new Draft(this.context, epoch);
    copy.nodes = this.nodes;
    copy.order = this.order;
    copy.calls = this.calls;
    copy.runs = this.runs;
    copy.steps = this.steps;
    copy.subagents = this.subagents;
    copy.lanes = this.lanes;
    copy.threadId = this.threadId;
    copy.runCallIds = this.runCallIds;
    copy.answeredUnknown = this.answeredUnknown;
    copy.runCount = this.runCount;
    copy.exchangeHasRun = this.exchangeHasRun;
    copy.pendingToolCallIds = this.pendingToolCallIds;
    copy.interrupts = this.interrupts;
    copy.predictions = this.predictions;
    copy.resumed = this.resumed;
    copy.seq = this.seq;
    copy.version = this.version;
    copy.messagesVersion = this.messagesVersion;
    copy.callsVersion = this.callsVersion;
    copy.orderVersion = this.orderVersion;
    return copy;
  }

  /** The index of the current run, -1 before the first. */
  get run(): number {
    return this.runs.length - 1;
  }

  // Messages

  /** The slot of the message with this id (the first in the conversation), or -1. */
  findMessage(id: string): number {
    const places = this.context.messageIds.get(id);
    if (places === undefined) return -1;
    if (typeof places === "number") return this.isAlive(places) ? places : -1;
    const alive = places.filter((slot) => this.isAlive(slot));
    if (alive.length <= 1) return alive[0] ?? -1;
    for (let at = 0; at < this.order.length; at++) {
      const slot = this.order.at(at);
      if (alive.includes(slot)) return slot;
    }
    return -1;
  }

  /** Whether a message of this id was ever there up to now, dropped since or not. */
  knewMessage(id: string): boolean {
    return this.context.messageIds.first(id, this.nodes.length) >= 0;
  }

  /** The message in a slot, to be written to; it counts as changed by the current event. */
  editMessage(slot: number): MessageNode {
    let node = this.nodes.at(slot);
    if (node.epoch !== this.epoch) {
      node = copyMessage(node, this.epoch);
      this.nodes = this.nodes.set(this.epoch, slot, node);
      this.touched.push(node);
    }
    node.changedBy = this.seq;
    node.version = this.version;
    this.messagesVersion = this.version;
    this.changedMessages.add(slot);
    return node;
  }

  /** Puts a new message at the end of the conversation, or before place `at` of it. */
  addMessage(message: Message, open: boolean, at = this.order.length): number {
    const slot = this.newSlot(message, open);
    if (at < this.order.length) this.orderVersion++;
    this.order = this.order.insert(this.epoch, at, slot);
    return slot;
  }

  /** A slot for a message that the caller puts into the order. Its calls are linked by `linkCalls`. */
  newSlot(message: Message, open: boolean): number {
    const slot = this.nodes.length;
    const node: MessageNode = {
      epoch: this.epoch,
      base: message,
      streamed: false,
      head: "",
      tail: "",
      calls: undefined,
      callsOwned: false,
      createdBy: this.seq,
      changedBy: this.seq,
      open,
      run: this.run,
      alive: true,
      version: this.version,
    };
    this.nodes = this.nodes.push(this.epoch, node);
    this.messagesVersion = this.version;
    this.touched.push(node);
    this.context.messageIds.add(message.id, slot);
    return slot;
  }

  /** Appends text to a message, which from now on streams. Content that is no text is replaced, as the official client does. */
  appendContent(slot: number, delta: string): MessageNode {
    const node = this.editMessage(slot);
    if (!node.streamed) {
      const { content } = node.base;
      node.head = typeof content === "string" ? content : "";
      node.streamed = true;
    }
    appendText(node, delta);
    return node;
  }

  setOrder(slots: readonly number[]): void {
    this.order = PersistentVector.from(slots, this.epoch);
    this.orderVersion++;
    this.messagesVersion = this.version;
  }

  // Tool calls

  /** The place of the call with this id in `calls`, or -1. */
  findCall(id: string): number {
    return this.context.callIds.first(id, this.calls.length);
  }

  editCall(place: number): CallNode {
    let node = this.calls.at(place);
    if (node.epoch !== this.epoch) {
      node = copyCall(node, this.epoch);
      this.calls = this.calls.set(this.epoch, place, node);
      this.touched.push(node);
    }
    node.version = this.version;
    this.callsVersion = this.version;
    this.changedCalls.add(place);
    return node;
  }

  /** Adds a call that the recording did not know. */
  addCall(base: MessageToolCall, slot: number, status: CallNode["status"]): number {
    const place = this.calls.length;
    const node: CallNode = {
      epoch: this.epoch,
      base,
      head: base.function.arguments,
      tail: "",
      slot,
      status,
      startedBy: this.seq,
      endedBy: undefined,
      deltas: 0,
      result: undefined,
      subagentRunId: undefined,
      run: this.run,
      announcedIn: -1,
      answeredIn: -1,
      version: this.version,
    };
    this.calls = this.calls.push(this.epoch, node);
    this.callsVersion = this.version;
    this.touched.push(node);
    this.context.callIds.add(base.id, place);
    return place;
  }

  /** Makes a message carry one more call. */
  attachCall(slot: number, place: number): void {
    const node = this.editMessage(slot);
    if (node.callsOwned) (node.calls as (number | MessageToolCall)[]).push(place);
    else node.calls = [...(node.calls ?? []), place];
    node.callsOwned = true;
  }

  // Lists of plain values

  addRun(run: RunView): void {
    this.runs = this.runs.push(this.epoch, run);
  }

  setRun(index: number, run: RunView): void {
    this.runs = this.runs.set(this.epoch, index, run);
  }

  addStep(key: string, step: StepView): void {
    this.context.stepKeys.add(key, this.steps.length);
    this.steps = this.steps.push(this.epoch, step);
  }

  setStep(index: number, step: StepView): void {
    this.steps = this.steps.set(this.epoch, index, step);
  }

  addSubagent(subagent: SubagentView): void {
    this.context.subagentIds.add(subagent.subagentRunId, this.subagents.length);
    this.subagents = this.subagents.push(this.epoch, subagent);
  }

  setSubagent(index: number, subagent: SubagentView): void {
    this.subagents = this.subagents.set(this.epoch, index, subagent);
  }

  addPrediction(prediction: PredictionView): void {
    this.predictions = this.predictions.push(this.epoch, prediction);
  }

  addRunCall(id: string): void {
    this.runCallIds = this.runCallIds.push(this.epoch, id);
  }

  addAnsweredUnknown(id: string): void {
    this.answeredUnknown = this.answeredUnknown.push(this.epoch, id);
  }

  private isAlive(slot: number): boolean {
    return slot < this.nodes.length && this.nodes.at(slot).alive;
  }
}
