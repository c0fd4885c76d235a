import { jsonEqual } from "#src/lib/jsonEqual.ts";
import type { Message } from "#src/protocol/events.ts";
import { messagesDiff, type MessageDifference } from "#src/reconstruction/messagesDiff.ts";

type Messages = readonly Message[];

/** Which message of a hypothesis a message of the recording was found to be equal to. Neither ever changes. */
const equals = new WeakMap<Message, Message>();

/**
 * How the messages of a hypothesis differ from those of the recording, found out in steps. Two readings share no message, so that equal
 * ones are remembered: a step of the cursor compares only what it changed.
 */
export class ConversationComparison {
  /** Messages that both begin with, and messages that both end with. */
  private start = 0;
  private end = 0;
  private fromEnd = false;

  constructor(
    private readonly truth: Messages,
    private readonly other: Messages,
  ) {}

  /** Compares up to `most` pairs. False when there are none left to compare. */
  step(most: number): boolean {
    const { truth, other } = this;
    const shorter = Math.min(truth.length, other.length);
    for (let left = most; left > 0; left--) {
      if (this.start + this.end >= shorter) return false;
      if (this.fromEnd) {
        if (!isEqual(truth.at(-1 - this.end), other.at(-1 - this.end))) return false;
        this.end++;
      } else if (isEqual(truth[this.start], other[this.start])) this.start++;
      else this.fromEnd = true;
    }
    return true;
  }

  /** What differs; call it when `step` returned false. */
  differences(): readonly MessageDifference[] {
    const { truth, other, start, end } = this;
    const after = other.slice(start, other.length - end);
    const differences = messagesDiff(truth.slice(start, truth.length - end), after, after);
    return start === 0 ? differences : differences.map((difference) => moved(difference, start));
  }
}

function isEqual(truth: Message | undefined, other: Message | undefined): boolean {
  if (truth === undefined || other === undefined) return false;
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
