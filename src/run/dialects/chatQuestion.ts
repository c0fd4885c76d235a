import { err, ok } from "#src/lib/result.ts";
import { valueShape } from "./answerShape.ts";
import { contentOf } from "./toolReply.ts";
import type { ChannelDialect } from "./types.ts";

/**
 * AG2's classic `input_required` comes as ordinary text and the run just finishes: nothing on the wire tells a question from an answer. A last message
 * that ends with a question mark is therefore only a hint, and looked for only when asked to. Source: BACKENDS.md section 4 E.
 */
export const chatQuestion: ChannelDialect = {
  kind: "channel",
  id: "chat-question",
  name: "Question in the chat",
  optIn: true,
  detect: ({ view, run }) => {
    const entry = view.entries.at(-1);
    if (run.status !== "success" || entry?.message.role !== "assistant" || entry.run !== view.runs.length - 1)
      return [];
    const { content = "", id } = entry.message;
    if (!/[?？]\s*$/.test(content)) return [];
    return [
      {
        id: `message:${id}`,
        dialect: "chat-question",
        channels: ["chat-question"],
        evidence: [entry.changedBy],
        question: content,
        toolCall: undefined,
        interrupt: undefined,
        responseSchema: undefined,
        expiresAt: undefined,
        shape: {
          ...valueShape("The agent asked in the chat, so the answer is the next user message.", { type: "string" }),
          fits: ["result"],
        },
        doubt: "Only the question mark at its end says that the agent waits.",
        source: undefined,
      },
    ];
  },
  reply(pause, answer) {
    if (answer.kind !== "result") return err("A question in the chat is answered with a text.");
    const { value, text = contentOf(value) } = answer;
    return ok({ pauseId: pause.id, userMessage: text, warnings: [] });
  },
};
