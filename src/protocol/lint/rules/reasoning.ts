import { Brackets, Owners } from "#src/protocol/lint/brackets.ts";
import type { LintContext } from "#src/protocol/lint/context.ts";

/** Reasoning spans and the messages inside them. They may share an id, and then an owner, but open and close apart. */
export class ReasoningRules {
  readonly owners: Owners;
  readonly spans: Brackets;
  readonly messages: Brackets;

  constructor(context: LintContext) {
    this.owners = new Owners(context, "reasoning message");
    this.spans = new Brackets(
      context,
      {
        noun: "reasoning span",
        startType: "REASONING_START",
        endType: "REASONING_END",
        field: "messageId",
        alreadyOpen: "reasoning/span-already-open",
        notOpen: "reasoning/span-not-open",
      },
      this.owners,
    );
    this.messages = new Brackets(
      context,
      {
        noun: "reasoning message",
        startType: "REASONING_MESSAGE_START",
        endType: "REASONING_MESSAGE_END",
        field: "messageId",
        alreadyOpen: "reasoning/message-already-open",
        notOpen: "reasoning/message-not-open",
      },
      this.owners,
    );
  }

  clear(): void {
    this.owners.clear();
    this.spans.clear();
    this.messages.clear();
  }
}
