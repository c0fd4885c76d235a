import { jsonEqual } from "#src/lib/jsonEqual.ts";
import type { Message } from "#src/protocol/events.ts";
import { messagesDiff, type MessageDifference } from "#src/reconstruction/messagesDiff.ts";

/** Which message of a hypothesis a message of the recording was found to be equal to. Neither ever changes. */
const equals = new WeakMap<Message, Message>();

/**
 * How the messages of a hypothesis differ from those of the recording. Two readings share no message, so that equal ones are remembered:
 * a step of the cursor compares only what it changed.
 */
export function conversationDifferences(
  truth: readonly Message[],
  other: readonly Message[],
): readonly MessageDifference[] {
  const most = Math.min(truth.length, other.length);
  let start = 0;
  while (start < most && isEqual(truth[start] as Message, other[start] as Message)) start++;
  let end = 0;
  while (end < most - start && isEqual(truth.at(-1 - end) as Message, other.at(-1 - end) as Message)) end++;
  const after = other.slice(start, other.length - end);
  const differences = messagesDiff(truth.slice(start, truth.length - end), after, after);
  return start === 0 ? differences : differences.map((difference) => moved(difference, start));
}

function isEqual(truth: Message, other: Message): boolean {
  if (equals.get(truth) === other) return true;
  // Both came from JSON, where a member that is undefined is one that is not there.
  if (truth.id !== other.id || !jsonEqual(truth, other)) return false;
  equals.set(truth, other);
  return true;
}

function moved(difference: MessageDifference, by: number): MessageDifference {
  if ("place" in difference) return { ...difference, place: difference.place + by };
  if (difference.kind === "moved") return { ...difference, from: difference.from + by, to: difference.to + by };
  return difference;
}
