import {
  reasoningMessage,
  runFinished,
  runStarted,
  textMessage,
  tokenPause,
  tokens,
  toolCall,
  toolResult,
} from "#server/agents/emit.ts";
import type { Scenario } from "#server/agents/types.ts";

/** Two spans of reasoning, in the long and the short form, with encrypted values for a message and a tool call. */
export const reasoning: Scenario = {
  name: "reasoning",
  title: "Reasoning",
  description: "Two reasoning spans (messages, then chunks), and encrypted values for a message and for a tool call.",
  example: "How many tiles cover a wall of 3.2 by 2.4 metres?",
  capabilities: {
    reasoning: { supported: true, streaming: true, encrypted: true },
    tools: { supported: true, parallelCalls: false, clientProvided: false },
  },
  async *run(input, tools) {
    yield runStarted(input);
    const span = tools.id("span");
    yield { type: "REASONING_START", messageId: span };
    const first = tools.id("think");
    yield* reasoningMessage(
      tools,
      first,
      "The wall is 3.2 m by 2.4 m, so its area is 7.68 m². Tiles of 20 cm by 20 cm cover 0.04 m² each.",
    );
    yield* reasoningMessage(
      tools,
      tools.id("think"),
      "Cuts and breakage cost something: ten per cent more is usual. I let the calculator do the rounding.",
    );
    yield {
      type: "REASONING_ENCRYPTED_VALUE",
      subtype: "message",
      entityId: first,
      encryptedValue: "ZW5jcnlwdGVkIQ==",
    };
    yield { type: "REASONING_END", messageId: span };

    const messageId = tools.id("msg");
    yield* textMessage(tools, messageId, "I work it out.");
    const call = {
      id: tools.id("call"),
      name: "calculate",
      args: { expression: "ceil(3.2 * 2.4 / 0.04 * 1.1)" },
      parentMessageId: messageId,
    };
    yield* toolCall(tools, call);
    yield {
      type: "REASONING_ENCRYPTED_VALUE",
      subtype: "tool-call",
      entityId: call.id,
      encryptedValue: "c2lnbmF0dXJlIG9mIHRoZSBjYWxs",
    };
    await tools.sleep(250);
    yield toolResult(tools.id("result"), call.id, "212");

    const second = tools.id("span");
    yield { type: "REASONING_START", messageId: second };
    const chunked = tools.id("think");
    const doubt = "7.68 / 0.04 is 192; with ten per cent that is 211.2, so 212. The result holds.";
    for (const [index, delta] of tokens(doubt).entries()) {
      await tools.sleep(tokenPause(delta));
      yield index === 0
        ? { type: "REASONING_MESSAGE_CHUNK", messageId: chunked, delta }
        : { type: "REASONING_MESSAGE_CHUNK", delta };
    }
    yield { type: "REASONING_END", messageId: second };
    yield* textMessage(tools, tools.id("msg"), "You need **212 tiles**: 192 for the area, and a tenth more for cuts.");
    yield runFinished(input, {
      usage: [{ provider: "agui-scope", model: "scripted", inputTokens: 64, outputTokens: 190, reasoningTokens: 131 }],
    });
  },
};
