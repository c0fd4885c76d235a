import type { AguiEvent } from "#src/protocol/events.ts";
import { asToolCall, lastUserText } from "#server/agents/conversation.ts";
import {
  type Call,
  jsonPieces,
  messagesSnapshot,
  runFinished,
  runStarted,
  textMessage,
  tokenPause,
  toolCallStart,
  toolResult,
} from "#server/agents/emit.ts";
import type { Scenario, ScenarioTools } from "#server/agents/types.ts";

/** Tools that the agent runs itself: three calls at once, one of which fails. */
export const backendTools: Scenario = {
  name: "backend-tools",
  title: "Backend tools",
  description: "Three parallel tool calls with interleaved arguments, their results, and one that fails.",
  example: "What is the weather in Lisbon and Porto, and when is the next train?",
  capabilities: {
    tools: {
      supported: true,
      parallelCalls: true,
      clientProvided: false,
      items: [
        { name: "get_weather", description: "The weather in a city", parameters: oneString("city") },
        { name: "next_train", description: "The next train between two cities", parameters: oneString("from", "to") },
      ],
    },
  },
  async *run(input, tools) {
    yield runStarted(input);
    const [first = "Lisbon", second = "Porto"] = cities(lastUserText(input));
    const opening = tools.id("msg");
    yield* textMessage(tools, opening, `I look up ${first} and ${second}, and the train between them.`);

    const call = (name: string, args: unknown): Call => ({
      id: tools.id("call"),
      name,
      args,
      parentMessageId: opening,
    });
    const weather = [call("get_weather", { city: first }), call("get_weather", { city: second })] as const;
    const train = call("next_train", { from: first, to: second, departure: { after: "09:00", flexible: true } });
    yield* interleaved(tools, [...weather, train]);

    const results = [
      { call: weather[0], id: tools.id("result"), content: JSON.stringify(forecast(first)) },
      { call: train, id: tools.id("result"), content: "Error: timetable service did not answer within 2 s" },
      { call: weather[1], id: tools.id("result"), content: JSON.stringify(forecast(second)) },
    ];
    for (const result of results) {
      await tools.sleep(180);
      yield toolResult(result.id, result.call.id, result.content);
    }

    const closing = tools.id("msg");
    const text = `**${first}:** ${forecast(first).celsius} °C, ${forecast(first).sky}. **${second}:** ${forecast(second).celsius} °C, ${forecast(second).sky}.\n\nThe timetable did not answer, so I cannot name a train.`;
    yield* textMessage(tools, closing, text);

    // TOOL_CALL_RESULT has no place for an error; only the tool message of a snapshot does.
    yield messagesSnapshot([
      ...input.messages,
      {
        id: opening,
        role: "assistant",
        content: `I look up ${first} and ${second}, and the train between them.`,
        toolCalls: [...weather, train].map(asToolCall),
      },
      ...results.map((result) => ({
        id: result.id,
        role: "tool" as const,
        toolCallId: result.call.id,
        content: result.content,
        ...(result.call === train ? { error: "timetable service did not answer within 2 s" } : {}),
      })),
      { id: closing, role: "assistant", content: text },
    ]);
    yield runFinished(input, {
      usage: [{ provider: "agui-scope", model: "scripted", inputTokens: 412, outputTokens: 128, totalTokens: 540 }],
    });
  },
};

/** All calls open at once, their argument fragments in turn. */
async function* interleaved(tools: ScenarioTools, calls: readonly Call[]): AsyncGenerator<AguiEvent, void, undefined> {
  for (const call of calls) yield toolCallStart(call);
  const pieces = calls.map((call) => jsonPieces(call.args));
  const longest = Math.max(...pieces.map((each) => each.length));
  for (let round = 0; round < longest; round++) {
    for (const [index, call] of calls.entries()) {
      const delta = pieces[index]?.[round];
      if (delta === undefined) continue;
      await tools.sleep(tokenPause(delta));
      yield { type: "TOOL_CALL_ARGS", toolCallId: call.id, delta };
    }
  }
  for (const call of calls) yield { type: "TOOL_CALL_END", toolCallId: call.id };
}

function oneString(...names: string[]): object {
  return {
    type: "object",
    properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])),
    required: names,
  };
}

const known = ["Lisbon", "Porto", "Paris", "Berlin", "Tokyo", "London", "Madrid", "Rome", "Vienna", "Oslo"];

/** The cities that the message names, in its order. */
function cities(text: string): string[] {
  const named = known.filter((city) => text.includes(city));
  const both = [...named.sort((a, b) => text.indexOf(a) - text.indexOf(b)), "Lisbon", "Porto"];
  return [...new Set(both)];
}

function forecast(city: string): { city: string; celsius: number; sky: string } {
  const skies = ["clear", "a few clouds", "light rain"];
  return { city, celsius: 12 + ((city.length * 5) % 17), sky: skies[city.length % 3] ?? "clear" };
}
