import type { ContentPart } from "@ag-ui/core";
import { asToolCall } from "#server/agents/conversation.ts";
import { messagesSnapshot, runFinished, runStarted, textMessage, toolCall } from "#server/agents/emit.ts";
import { noteText, tilePng, toneWav } from "#server/agents/samples.ts";
import type { Scenario } from "#server/agents/types.ts";

/** Content parts of every kind and from every source. */
export const multimodal: Scenario = {
  name: "multimodal",
  title: "Multimodal",
  description:
    "A tool result and a messages snapshot with image, audio, video and document parts: inline data, remote addresses (which a viewer should not fetch by itself) and a provider's file handle. It also says which parts you sent.",
  example: "Find me material about azulejo tiles.",
  capabilities: {
    tools: { supported: true, parallelCalls: false, clientProvided: false },
    multimodal: {
      input: { image: true, audio: true, video: true, pdf: true, file: true },
      output: { image: true, audio: true },
    },
  },
  async *run(input, tools) {
    yield runStarted(input);
    const last = input.messages.findLast((each) => each.role === "user");
    const sent = last === undefined || typeof last.content === "string" ? [] : last.content.map((part) => part.type);
    const messageId = tools.id("msg");
    const intro = sent.length === 0 ? "I look for material." : `You sent ${sent.join(", ")}. I look for more.`;
    yield* textMessage(tools, messageId, intro);

    const call = { id: tools.id("call"), name: "find_media", args: { topic: "azulejo" }, parentMessageId: messageId };
    yield* toolCall(tools, call);
    await tools.sleep(250);
    const resultId = tools.id("result");
    yield { type: "TOOL_CALL_RESULT", messageId: resultId, toolCallId: call.id, role: "tool", content: found };

    const closing = tools.id("msg");
    const text = "Two tiles, a tone, a film, a note and a file that only its provider can open.";
    yield* textMessage(tools, closing, text);
    yield messagesSnapshot([
      ...input.messages,
      { id: messageId, role: "assistant", content: intro, toolCalls: [asToolCall(call)] },
      { id: resultId, role: "tool", toolCallId: call.id, content: found },
      { id: closing, role: "assistant", content: text },
      { id: tools.id("memo"), role: "user", name: "archive", content: [...found, ...remote] },
    ]);
    yield runFinished(input);
  },
};

const found: ContentPart[] = [
  { type: "text", text: "A drawn tile and the tone of a tile when it is tapped." },
  {
    type: "image",
    source: { type: "data", value: tilePng, mimeType: "image/png" },
    metadata: { alt: "Two blue tiles" },
  },
  { type: "audio", source: { type: "data", value: toneWav(), mimeType: "audio/wav" } },
  { type: "document", source: { type: "data", value: noteText, mimeType: "text/plain" } },
];

/** The host does not exist, so a viewer that fetches it by itself is seen to fail. */
const remote: ContentPart[] = [
  {
    type: "image",
    source: { type: "url", value: "https://tiles.example.invalid/azulejo.jpg", mimeType: "image/jpeg" },
  },
  { type: "video", source: { type: "url", value: "https://tiles.example.invalid/kiln.mp4", mimeType: "video/mp4" } },
  { type: "document", source: { type: "file", value: "file-7Qd2", provider: "openai", mimeType: "application/pdf" } },
];
