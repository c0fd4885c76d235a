import { Sharing, type SharedParts } from "#src/lib/sharing.ts";
import { structuralDiff, type StructuralChange } from "#src/lib/structuralDiff.ts";
import type { MessageDifference } from "#src/reconstruction/messagesDiff.ts";
import type { AgentView } from "#src/reconstruction/types.ts";
import { ConversationComparison } from "./conversationComparison.ts";
import { itemDifferences, type ItemDifference } from "./viewDifferences.ts";

/** How what would be differs from what is, after one event. */
export interface Differences {
  readonly truth: AgentView;
  readonly other: AgentView;
  readonly items: readonly ItemDifference[];
  readonly state: readonly StructuralChange[];
  readonly messages: readonly MessageDifference[];
}

/** Values looked at in one step, and messages. */
const VALUES = 500;
const MESSAGES = 5;

/** Which parts of the states of hypotheses were found to be equal to which of recordings. None of them ever changes. */
const known: SharedParts = new WeakMap();

/**
 * Compares two views that share nothing, in steps: a large state takes longer than a frame lasts. What was found to be equal is remembered,
 * so that after a step of the cursor only what it changed is compared.
 */
export class ViewComparison {
  private readonly state: Sharing;
  private readonly messages: ConversationComparison;

  constructor(
    private readonly truth: AgentView,
    private readonly other: AgentView,
  ) {
    this.state = new Sharing(truth.state, other.state, known);
    this.messages = new ConversationComparison(truth.messages, other.messages);
  }

  /** Goes on a little. False when there is nothing left to find out but the differences themselves. */
  step(): boolean {
    return this.state.step(VALUES) || this.messages.step(MESSAGES);
  }

  /** What differs; call it when `step` returned false. Costs what differs. */
  differences(): Differences {
    const { truth, other } = this;
    return {
      truth,
      other,
      items: itemDifferences(truth, other),
      state: structuralDiff(truth.state, this.state.result).changes,
      messages: this.messages.differences(),
    };
  }
}
