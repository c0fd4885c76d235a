import * as fc from "fast-check";
import type { Reading } from "#src/reconstruction/reading.ts";
import { BodyReader } from "#src/transport/bodyReader.ts";
import { cutAt } from "#src/transport/cutsForTests.ts";
import type { EndReason } from "#src/transport/types.ts";

/** One request of a recording and its answer as it came, in pieces. */
interface RandomExchange {
  readonly state: unknown;
  readonly answered: boolean;
  readonly body: Uint8Array;
  readonly cuts: readonly number[];
  readonly reason: EndReason;
}

const id = fc.constantFrom("a", "b");
const path = fc.constantFrom("/n", "/list/0", "/list/-", "/list", "/o/x", "/nothing/here");
const operation = fc.oneof(
  fc.record({ op: fc.constantFrom("add", "replace"), path, value: fc.constantFrom(1, 2, "x", null, {}) }),
  fc.record({ op: fc.constant("remove"), path }),
);
const fields = { messageId: id };
/** Valid events and invalid ones, in any order: most streams of them break some rule. */
export const randomEvent: fc.Arbitrary<object> = fc.oneof(
  fc.record({ type: fc.constantFrom("RUN_STARTED", "RUN_FINISHED"), threadId: fc.constant("t"), runId: id }),
  fc.record({ type: fc.constant("RUN_ERROR"), message: fc.constant("broken") }),
  fc.record({ type: fc.constant("TEXT_MESSAGE_START"), ...fields, role: fc.constant("assistant") }),
  fc.record({ type: fc.constant("TEXT_MESSAGE_CONTENT"), ...fields, delta: fc.constantFrom("Hello", " ö ", "") }),
  fc.record({ type: fc.constant("TEXT_MESSAGE_END"), ...fields }),
  fc.record({ type: fc.constant("TEXT_MESSAGE_CHUNK"), delta: fc.constant("piece") }),
  fc.record({ type: fc.constant("TOOL_CALL_START"), toolCallId: id, toolCallName: fc.constant("search") }),
  fc.record({ type: fc.constant("TOOL_CALL_ARGS"), toolCallId: id, delta: fc.constant('{"q":') }),
  fc.record({ type: fc.constant("TOOL_CALL_END"), toolCallId: id }),
  fc.record({ type: fc.constant("TOOL_CALL_RESULT"), ...fields, toolCallId: id, content: fc.constant("found") }),
  fc.record({ type: fc.constant("TOOL_CALL_CHUNK"), toolCallId: id, toolCallName: id, delta: fc.constant("{") }),
  fc.record({ type: fc.constantFrom("REASONING_START", "REASONING_END", "REASONING_MESSAGE_END"), ...fields }),
  fc.record({ type: fc.constant("REASONING_MESSAGE_START"), ...fields, role: fc.constant("reasoning") }),
  fc.record({ type: fc.constant("REASONING_MESSAGE_CONTENT"), ...fields, delta: fc.constant("Hm") }),
  fc.record({ type: fc.constant("SUBAGENT_STARTED"), subagentRunId: id, name: id, parentSubagentRunId: id }),
  fc.record({ type: fc.constant("SUBAGENT_FINISHED"), subagentRunId: id, result: fc.constantFrom({ n: 1 }, null) }),
  fc.record({ type: fc.constant("SUBAGENT_ERROR"), subagentRunId: id, message: fc.constant("broken") }),
  fc.record({
    type: fc.constant("ACTIVITY_SNAPSHOT"),
    ...fields,
    activityType: fc.constantFrom("PLAN", "MAP"),
    content: fc.constantFrom({}, { n: 0, list: [1], o: {} }),
    replace: fc.boolean(),
  }),
  fc.record({
    type: fc.constant("ACTIVITY_DELTA"),
    ...fields,
    activityType: fc.constant("PLAN"),
    patch: fc.array(operation, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ type: fc.constantFrom("STEP_STARTED", "STEP_FINISHED"), stepName: id }),
  fc.record({ type: fc.constant("STATE_SNAPSHOT"), snapshot: fc.constantFrom({}, { n: 0, list: [1], o: {} }, []) }),
  fc.record({ type: fc.constant("STATE_DELTA"), delta: fc.array(operation, { minLength: 1, maxLength: 3 }) }),
  fc.record({ type: fc.constantFrom("NO_SUCH_EVENT", "TEXT_MESSAGE_START") }),
  fc.constant({
    type: "MESSAGES_SNAPSHOT",
    messages: [
      { id: "u", role: "user", content: "hi" },
      { id: "a", role: "assistant", content: "yes" },
    ],
  }),
);

/** A block of an event stream: an event, or what else a server may send. */
const block: fc.Arbitrary<string> = fc.oneof(
  { weight: 12, arbitrary: randomEvent.map((event) => `data: ${JSON.stringify(event)}\n\n`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ": keep-alive\n\n",
      "event: ping\n\n",
      "data: no json\n\n",
      "data:\n\n",
      'id: 1\r\ndata: {"type":"CUSTOM","name":"c","value":1}\r\n\r\n',
      '\uFEFFdata: {"type":"STEP_STARTED","stepName":"bom"}\n\n',
      ' data: {"type":"STEP_STARTED","stepName":"space"}\n\n',
      "\n\n",
    ),
  },
);

const body: fc.Arbitrary<Uint8Array> = fc
  .oneof(
    fc.array(block, { maxLength: 25 }).map((blocks) => blocks.join("")),
    fc.array(randomEvent, { maxLength: 12 }).map((events) => events.map((event) => JSON.stringify(event)).join("\n")),
    fc.array(randomEvent, { maxLength: 12 }).map((events) => JSON.stringify(events)),
    fc.constantFrom("", "<html></html>", '{"detail":"Not found"}'),
  )
  .chain((text) => fc.tuple(fc.constant(new TextEncoder().encode(text)), fc.nat(20)))
  // Some bodies break off inside a frame.
  .map(([bytes, cut]) => (cut < 5 ? bytes.subarray(0, bytes.length - cut) : bytes));

const exchange: fc.Arbitrary<RandomExchange> = body.chain((bytes) =>
  fc.record({
    state: fc.constantFrom(undefined, {}, { n: 5 }),
    answered: fc.boolean(),
    body: fc.constant(bytes),
    cuts: fc.array(fc.nat(bytes.length), { maxLength: 6 }),
    reason: fc.constantFrom("complete", "aborted", "reset"),
  }),
);

/** Recordings of one to three exchanges, of event streams, NDJSON, JSON arrays and bodies that are no stream, cut anywhere. */
export const randomRecording: fc.Arbitrary<readonly RandomExchange[]> = fc.array(exchange, {
  minLength: 1,
  maxLength: 3,
});

/** Feeds a recording to a reading. `onChunk` is called after every signal of a body. */
export function feed(
  reading: Reading,
  recording: readonly RandomExchange[],
  onChunk: () => void = () => undefined,
): void {
  for (const { state, answered, body: bytes, cuts, reason } of recording) {
    const sent = JSON.stringify({ threadId: "t", runId: "a", messages: [], tools: [], context: [], state });
    const request = { method: "POST", url: "http://a/", headers: [], body: sent, startedAt: 0, via: "direct" } as const;
    reading.receive({ type: "request", request });
    const headers = [{ name: "content-type", value: "text/event-stream" }];
    const response = { status: 200, statusText: "OK", headers, url: "http://a/", redirected: false };
    if (answered) reading.receive({ type: "response", time: 1, response });
    const reader = new BodyReader({ status: 200, contentType: "text/event-stream" });
    let time = 1;
    for (const piece of cutAt(bytes, cuts)) {
      reading.receive({ type: "chunk", time: time++, bytes: piece, ...reader.push(piece) });
      onChunk();
    }
    reading.receive({ type: "end", time, reason, message: "", ...reader.end() });
    onChunk();
  }
}
