import { z } from "zod/v4";
import type { AguiEvent } from "#src/protocol/events.ts";
import { runFinished, runStarted, stateDelta, stateSnapshot, toolResult } from "#server/agents/emit.ts";
import type { Scenario, ScenarioTools } from "#server/agents/types.ts";

const props = z.looseObject({
  eventsPerSecond: z.number().min(1).max(200_000).default(2_000),
  seconds: z.number().min(0).max(3_600).default(5),
  events: z.int().min(4).max(10_000_000).optional(),
  payloadBytes: z.int().min(1).max(4_194_304).default(16),
  stateBytes: z.int().min(0).max(67_108_864).default(1_000),
});

/** Events of one well-formed round: a text message, a tool call with its result, one state delta. */
const ROUND = 50;
const TICK_MS = 10;

/** As many events a second as asked for. */
export const stress: Scenario = {
  name: "stress",
  title: "Stress",
  description:
    "Many events: forwardedProps eventsPerSecond (2,000), seconds (5) or an exact number of events, payloadBytes (16) a delta, stateBytes (1,000). pace 0 sends as fast as the client reads.",
  example: "Go.",
  capabilities: { state: { snapshots: true, deltas: true }, tools: { supported: true, clientProvided: false } },
  props,
  async *run(input, tools) {
    const wanted = props.parse(input.forwardedProps ?? {});
    const total = wanted.events ?? Math.max(4, Math.round(wanted.eventsPerSecond * wanted.seconds));
    const items = stateItems(wanted.stateBytes);
    const all = load(tools, total - 3, "x".repeat(wanted.payloadBytes), items.length);
    yield [runStarted(input), stateSnapshot({ items })];

    const rate = tools.pace === 0 ? Infinity : wanted.eventsPerSecond / tools.pace / 1000;
    // A batch is at most a tenth of a second's worth, so that a client which reads slowly holds us back between batches.
    const most = Math.min(1_000, Math.max(1, Math.ceil(rate * 100)));
    const started = performance.now();
    for (let sent = 0; sent < total - 3;) {
      const owed = rate === Infinity ? most : Math.floor((performance.now() - started) * rate) - sent;
      const due = Math.min(total - 3 - sent, most, owed);
      if (due < 1) {
        await tools.sleepExactly(TICK_MS);
        continue;
      }
      const batch: AguiEvent[] = [];
      for (let i = 0; i < due; i++) batch.push(all.next().value as AguiEvent);
      sent += due;
      yield batch;
    }
    yield runFinished(input, { result: { events: total } });
  },
};

/** Exactly `count` events in whole rounds; CUSTOM events fill the rest, so nothing is left open. */
function* load(tools: ScenarioTools, count: number, payload: string, items: number): Generator<AguiEvent, void> {
  const rounds = Math.floor(count / ROUND);
  for (let round = 0; round < rounds; round++) yield* oneRound(tools, round, payload, items);
  for (let i = rounds * ROUND; i < count; i++) yield { type: "CUSTOM", name: "agui-scope.filler", value: i };
}

function* oneRound(tools: ScenarioTools, round: number, payload: string, items: number): Generator<AguiEvent, void> {
  const messageId = tools.id("msg");
  const toolCallId = tools.id("call");
  yield { type: "TEXT_MESSAGE_START", messageId, role: "assistant" };
  for (let i = 0; i < 36; i++) yield { type: "TEXT_MESSAGE_CONTENT", messageId, delta: payload };
  yield { type: "TEXT_MESSAGE_END", messageId };
  yield { type: "TOOL_CALL_START", toolCallId, toolCallName: "measure", parentMessageId: messageId };
  yield { type: "TOOL_CALL_ARGS", toolCallId, delta: `{"round":${round},"payload":"` };
  for (let i = 0; i < 6; i++) yield { type: "TOOL_CALL_ARGS", toolCallId, delta: payload };
  yield { type: "TOOL_CALL_ARGS", toolCallId, delta: `"}` };
  yield { type: "TOOL_CALL_END", toolCallId };
  yield toolResult(tools.id("result"), toolCallId, { round });
  yield stateDelta({ op: "replace", path: `/items/${round % items}/value`, value: round });
}

/** A list whose JSON text is about `bytes` long, never empty. */
function stateItems(bytes: number): { id: number; name: string; value: number }[] {
  const one = 46;
  return Array.from({ length: Math.max(1, Math.round(bytes / one)) }, (_, id) => ({
    id,
    name: `sensor ${id}`,
    value: 0,
  }));
}
