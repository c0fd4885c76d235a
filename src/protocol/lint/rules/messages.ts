import { isObject } from "#src/lib/json.ts";
import { Brackets, Owners } from "#src/protocol/lint/brackets.ts";
import type { LintContext } from "#src/protocol/lint/context.ts";

/** Text messages, and who owns messages and activities. */
export class MessageRules {
  readonly owners: Owners;
  readonly activityOwners: Owners;
  readonly texts: Brackets;

  constructor(context: LintContext) {
    this.owners = new Owners(context, "message");
    this.activityOwners = new Owners(context, "activity");
    this.texts = new Brackets(
      context,
      {
        noun: "text message",
        startType: "TEXT_MESSAGE_START",
        endType: "TEXT_MESSAGE_END",
        field: "messageId",
        alreadyOpen: "message/already-open",
        notOpen: "message/not-open",
      },
      this.owners,
    );
  }

  /**
   * Owners of messages that a snapshot or an echoed request brings. A snapshot rewrites who owns what; an echo is history
   * and only fills in. Reasoning messages go to `reasoning`.
   */
  learn(messages: unknown, authoritative: boolean, reasoning: Owners): void {
    if (!Array.isArray(messages)) return;
    for (const message of messages) {
      if (!isObject(message) || typeof message["id"] !== "string") continue;
      const owner = typeof message["subagentRunId"] === "string" ? message["subagentRunId"] : undefined;
      const owners =
        message["role"] === "reasoning"
          ? reasoning
          : message["role"] === "activity"
            ? this.activityOwners
            : this.owners;
      if (authoritative) owners.set(message["id"], owner);
      else owners.claim(message["id"], owner);
    }
  }

  clear(): void {
    this.owners.clear();
    this.activityOwners.clear();
    this.texts.clear();
  }
}
