import { contentToText, type RunAgentInput, type Tool } from "@ag-ui/core";
import { freshToolMessages, lastUserText } from "#server/agents/conversation.ts";
import { type Call, runFinished, runStarted, textMessage, toolCall } from "#server/agents/emit.ts";
import { exampleFor } from "#server/agents/exampleFor.ts";
import type { Scenario } from "#server/agents/types.ts";

/** Tools that the client runs: the run ends with them pending, and the next one reads their results. */
export const frontendTool: Scenario = {
  name: "frontend-tool",
  title: "Frontend tool",
  description:
    "Calls a tool that the client offers (the one named in the message, else the first; book_hotel when none is offered) and ends the run. " +
    'Send its result as a tool message and the next run answers. "both" or "parallel" calls two at once, "three" three, "forever" calls again whatever it gets.',
  example: "Book a hotel in Lisbon for three nights.",
  capabilities: { tools: { supported: true, parallelCalls: true, clientProvided: true } },
  async *run(input, tools) {
    yield runStarted(input);
    const answers = freshToolMessages(input.messages);
    const asked = lastUserText(input);
    if (answers.length > 0 && !/\bforever\b/i.test(asked)) {
      const lines = answers.map((each) =>
        each.error === undefined
          ? `\`${nameOf(input, each.toolCallId)}\` returned:\n\n\`\`\`json\n${contentToText(each.content)}\n\`\`\``
          : `\`${nameOf(input, each.toolCallId)}\` failed: **${each.error}**. I will not try again unless you ask.`,
      );
      yield* textMessage(tools, tools.id("msg"), `Thank you. ${lines.join("\n\n")}`);
      yield runFinished(input, { outcome: { type: "success", pendingToolCallIds: [] } });
      return;
    }

    const offered = input.tools ?? [];
    const chosen = choose(offered, asked);
    const messageId = tools.id("msg");
    const intro =
      offered.length === 0
        ? "The request offers no tools, so I call `book_hotel` and hope that your app knows it."
        : `Your app has to do this: I call ${chosen.map((tool) => `\`${tool.name}\``).join(" and ")}.`;
    yield* textMessage(tools, messageId, intro);
    const calls = chosen.map((tool): Call => ({
      id: tools.id("call"),
      name: tool.name,
      args: exampleFor(tool.parameters),
      parentMessageId: messageId,
    }));
    for (const call of calls) yield* toolCall(tools, call);
    // A result belongs behind the message that holds its call, not behind what was said after it: a client has to take care.
    if (calls.length > 2) yield* textMessage(tools, tools.id("msg"), "I go on when I have all of them.");
    yield runFinished(input, { outcome: { type: "success", pendingToolCallIds: calls.map((call) => call.id) } });
  },
};

const bookHotel: Tool = {
  name: "book_hotel",
  description: "Book a hotel room",
  parameters: {
    type: "object",
    properties: {
      hotel: { type: "string", default: "Casa do Alecrim" },
      nights: { type: "integer", default: 3 },
      guest: { type: "string", default: "A. Moreira" },
    },
  },
};

function choose(offered: readonly Tool[], asked: string): readonly Tool[] {
  if (offered.length === 0) return [bookHotel];
  const named = offered.filter((tool) => asked.includes(tool.name));
  const wanted = named.length > 0 ? named : offered;
  const count = /\bthree\b/i.test(asked) ? 3 : /\b(both|parallel)\b/i.test(asked) ? 2 : 1;
  return wanted.slice(0, count);
}

function nameOf(input: RunAgentInput, toolCallId: string): string {
  const calls = input.messages.flatMap((each) => (each.role === "assistant" ? (each.toolCalls ?? []) : []));
  return calls.find((call) => call.id === toolCallId)?.function.name ?? toolCallId;
}
