import * as fc from "fast-check";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { RuleId } from "#src/protocol/lint/severities.ts";
import { OfficialClient } from "./protocolClient.ts";
import { asFrame, readJson, readStream, vectorsFolder, type TestStream } from "./protocolStreams.ts";

const id = fc.constantFrom("a", "b");
/** No tag, or one of two subagents. */
const tag = fc.option(fc.constantFrom("s", "t"), { nil: undefined, freq: 2 });
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
const of = (type: string, fields: Record<string, fc.Arbitrary<unknown>> = {}): fc.Arbitrary<Record<string, unknown>> =>
  fc.record({ type: fc.constant(type), ...fields });

const assistant = fc.record({
  role: fc.constant("assistant"),
  id,
  subagentRunId: tag,
  toolCalls: fc.array(
    fc.record({ id, type: fc.constant("function"), function: fc.constant({ name: "f", arguments: "{}" }) }),
    { maxLength: 1 },
  ),
});
const message = fc.oneof(
  assistant,
  fc.record({ role: fc.constant("reasoning"), id, content: fc.constant(""), subagentRunId: tag }),
  fc.record({
    role: fc.constant("activity"),
    id,
    activityType: fc.constant("x"),
    content: fc.constant({}),
    subagentRunId: tag,
  }),
);
const messages = fc.array(message, { maxLength: 2 });
const run = { threadId: fc.constant("thread"), runId: fc.constant("run") };
const tagged = { subagentRunId: tag };
const onMessage = { messageId: id, ...tagged };
const onCall = { toolCallId: id, ...tagged };
const content = { ...onMessage, delta: fc.constant("x") };

/** Events with few ids, so that they meet: most orders break a rule, some do not. */
const event = fc.oneof(
  of("RUN_STARTED", run),
  of("RUN_STARTED", {
    ...run,
    input: fc.record({ ...run, messages, tools: fc.constant([]), context: fc.constant([]) }),
  }),
  of("RUN_FINISHED", run),
  of("RUN_ERROR", { message: fc.constant("x"), code: fc.constant("x") }),
  of("STEP_STARTED", { stepName: id, ...tagged }),
  of("STEP_FINISHED", { stepName: id, ...tagged }),
  of("TEXT_MESSAGE_START", onMessage),
  of("TEXT_MESSAGE_CONTENT", content),
  of("TEXT_MESSAGE_END", onMessage),
  of("TEXT_MESSAGE_CHUNK", {
    messageId: maybe(id),
    ...tagged,
    delta: maybe(fc.constant("x")),
    role: maybe(fc.constantFrom("assistant", "user")),
    name: maybe(fc.constant("n")),
  }),
  of("TOOL_CALL_START", { ...onCall, toolCallName: fc.constant("f"), parentMessageId: maybe(id) }),
  of("TOOL_CALL_ARGS", { ...onCall, delta: fc.constant("1") }),
  of("TOOL_CALL_END", onCall),
  of("TOOL_CALL_CHUNK", {
    toolCallId: maybe(id),
    toolCallName: maybe(fc.constantFrom("f", "g")),
    parentMessageId: maybe(id),
    delta: maybe(fc.constant("1")),
    ...tagged,
  }),
  of("TOOL_CALL_RESULT", { ...onCall, messageId: id, content: fc.constant("") }),
  of("STATE_SNAPSHOT", { snapshot: fc.constant({}), ...tagged }),
  of("MESSAGES_SNAPSHOT", { messages }),
  of("ACTIVITY_SNAPSHOT", {
    ...onMessage,
    activityType: fc.constant("x"),
    content: fc.constant({}),
    replace: maybe(fc.boolean()),
  }),
  of("ACTIVITY_DELTA", { ...onMessage, activityType: fc.constant("x"), patch: fc.constant([]) }),
  of("RAW", { event: fc.constant(1), ...tagged }),
  of("REASONING_START", onMessage),
  of("REASONING_END", onMessage),
  of("REASONING_MESSAGE_START", { ...onMessage, role: fc.constant("reasoning") }),
  of("REASONING_MESSAGE_CONTENT", content),
  of("REASONING_MESSAGE_END", onMessage),
  of("REASONING_MESSAGE_CHUNK", { messageId: maybe(id), delta: maybe(fc.constant("x")), ...tagged }),
  of("REASONING_ENCRYPTED_VALUE", {
    subtype: fc.constantFrom("tool-call", "message"),
    entityId: id,
    encryptedValue: fc.constant("x"),
    ...tagged,
  }),
  of("SUBAGENT_STARTED", { subagentRunId: id, name: fc.constant("n"), parentSubagentRunId: maybe(id) }),
  of("SUBAGENT_FINISHED", { subagentRunId: id }),
  of("SUBAGENT_ERROR", { subagentRunId: id, message: fc.constant("x") }),
);

const streamOf = (name: string, events: readonly unknown[]): TestStream => ({
  name,
  input: undefined,
  response: undefined,
  frames: events.map(asFrame),
});

function judge(stream: TestStream): {
  readonly client: OfficialClient;
  readonly errors: { seq: number; rule: string }[];
} {
  const client = new OfficialClient();
  for (const { data } of stream.frames) client.push(data);
  client.end();
  const errors = readStream(stream).findings.filter(({ severity }) => severity === "error");
  return { client, errors: errors.map(({ seq, rule }) => ({ seq, rule })) };
}

/** True faults that the official client tolerates. */
const TOLERATED: ReadonlySet<string> = new Set<RuleId>([
  "run/no-terminal", // it reports a stream that was cut short as a success
  "interrupt/duplicate-id", // it cannot tell the answers apart; the next version of the protocol forbids it
  "state/patch-unknown-op", // it applies the rest of the patch
]);

describe("the order rules against the official client", () => {
  beforeAll(() => void vi.spyOn(console, "warn").mockImplementation(() => {}));
  afterAll(() => void vi.restoreAllMocks());

  it("finds the first violation at the very event at which the client fails, and none in streams that it accepts", () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 14 }), (events) => {
        const { client, errors } = judge(
          streamOf("generated", [{ type: "RUN_STARTED", threadId: "thread", runId: "run" }, ...events]),
        );
        const first = errors.find(({ rule }) => !TOLERATED.has(rule));
        expect(first?.seq).toBe(client.failure?.seq);
      }),
      { numRuns: 8000 },
    );
  });

  it("agrees with the client deep inside long streams", () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 30, maxLength: 60 }), (events) => {
        // What we accept, one event after another; what we refuse on the way is tried on the client at the same place.
        const accepted: unknown[] = [{ type: "RUN_STARTED", threadId: "thread", runId: "run" }];
        let refused: readonly unknown[] = [];
        for (const next of events) {
          const longer = [...accepted, next];
          const bad = readStream(streamOf("", longer)).findings.some(
            ({ severity, rule }) => severity === "error" && !TOLERATED.has(rule),
          );
          if (bad) refused = longer;
          else accepted.push(next);
        }
        expect(judge(streamOf("accepted", accepted)).client.failure).toBeUndefined();
        expect(judge(streamOf("refused", refused)).client.failure?.seq ?? 0).toBe(refused.length);
      }),
      { numRuns: 300 },
    );
  });

  it("wants RUN_STARTED or RUN_ERROR first, as the client does", () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 3 }), (events) => {
        const { client, errors } = judge(streamOf("generated", events));
        expect(errors.find(({ rule }) => !TOLERATED.has(rule))?.seq).toBe(client.failure?.seq);
      }),
    );
  });
});

const vectors = vectorsFolder("agui-spec-conformance");

describe.skipIf(vectors === undefined)(
  "the specification's streams (../shared/streams/vectors, not part of a clone)",
  () => {
    beforeAll(() => void vi.spyOn(console, "warn").mockImplementation(() => {}));
    afterAll(() => void vi.restoreAllMocks());

    it.each(vectors === undefined ? [] : readdirSync(vectors).filter((name) => name.endsWith(".json")))(
      "%s",
      (name) => {
        const { stream } = readJson(join(vectors ?? "", name)) as { stream: readonly unknown[] };
        const { client, errors } = judge(streamOf(name, stream));
        const first = errors.find(({ rule }) => !TOLERATED.has(rule));
        expect(first?.seq).toBe(client.failure?.seq);
      },
    );
  },
);
