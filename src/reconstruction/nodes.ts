import type { Message, MessageToolCall } from "#src/protocol/events.ts";
import type { ToolCallView, ToolResultView } from "./types.ts";

/**
 * Text that grows by deltas, kept in two parts. `head` is what earlier keyframes share, `tail` what came since.
 * A view gets a new joined text each time: whoever reads it makes the engine flatten that one, and no keyframe grows by it.
 */
export interface GrowingText {
  head: string;
  tail: string;
}

/** One message while folding. Its place in `Draft.nodes` (its slot) never changes; its place in the conversation may. */
export interface MessageNode extends GrowingText {
  epoch: number;
  /** The message without what is kept elsewhere: `content` is in head and tail when `streamed`, `toolCalls` in `calls`. */
  base: Message;
  streamed: boolean;
  /** In order: the places in `Draft.calls` of those that this message carries, and plain calls where another message comes first with the id. */
  calls: readonly (number | MessageToolCall)[] | undefined;
  callsOwned: boolean;
  createdBy: number;
  changedBy: number;
  open: boolean;
  run: number;
  /** False once a snapshot or a request dropped it. */
  alive: boolean;
  /** Names the last change, so that equal numbers mean an equal message. */
  version: number;
}

/** One tool call while folding. Its place in `Draft.calls` never changes. */
export interface CallNode extends GrowingText {
  epoch: number;
  /** The call but for its arguments, which are in head and tail. */
  base: MessageToolCall;
  /** The slot of the message that carries it, or -1. */
  slot: number;
  status: ToolCallView["status"];
  startedBy: number;
  endedBy: number | undefined;
  deltas: number;
  result: ToolResultView | undefined;
  subagentRunId: string | undefined;
  run: number;
  /** The runs (counted over the recording) that last announced and answered it. */
  announcedIn: number;
  answeredIn: number;
  version: number;
}

/** Adds a delta in place. */
export function appendText(node: GrowingText, delta: string): void {
  node.tail = node.tail === "" ? delta : node.tail + delta;
}

/** The text so far, as a string of its own. */
export function joinedText(node: GrowingText): string {
  return node.head === "" ? node.tail : node.head + node.tail;
}

/** Turns a text put together from many pieces into one flat piece: the engine keeps a node for each piece otherwise. */
export function flatten(text: string): void {
  // Reading a character is what makes V8 and SpiderMonkey flatten a joined string; the comparison keeps the read alive.
  if (text.length > 12 && text.charCodeAt(text.length - 1) === -1) throw new Error("a character code below 0");
}

/** A copy that may be written to in `epoch`. Its own tail becomes part of what keyframes share. */
export function copyMessage(node: MessageNode, epoch: number): MessageNode {
  return { ...node, epoch, head: joinedText(node), tail: "", callsOwned: false };
}

/** As `copyMessage`. */
export function copyCall(node: CallNode, epoch: number): CallNode {
  return { ...node, epoch, head: joinedText(node), tail: "" };
}
