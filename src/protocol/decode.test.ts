import { encode } from "@ag-ui/proto";
import { EventType } from "@ag-ui/core";
import { describe, expect, it } from "vitest";
import { Decoder, type DecodedFrame } from "./decode.ts";
import type { Finding } from "./lint/types.ts";
import { decodeProtobuf } from "./protobuf.ts";

const noBytes = (): Uint8Array => new Uint8Array();

function decode(value: unknown): DecodedFrame & { readonly findings: Finding[]; readonly rules: string[] } {
  const findings: Finding[] = [];
  const data = typeof value === "string" ? value : JSON.stringify(value);
  const decoded = new Decoder().decode(7, "event", data, noBytes, (finding) => findings.push(finding));
  return { ...decoded, findings, rules: findings.map(({ rule }) => rule) };
}

describe("Decoder", () => {
  it("hands on a well-formed event as the very object that was parsed", () => {
    const { event, json, wireType, rules } = decode({ type: "TEXT_MESSAGE_CONTENT", messageId: "m", delta: "" });
    expect(event).toBe(json);
    expect([wireType, rules]).toEqual(["TEXT_MESSAGE_CONTENT", []]);
  });

  it.each([
    ["", "transport/empty-data"],
    ["[DONE]", "transport/done-sentinel"],
    ['{"type":NaN}', "json/invalid"],
    ['{"type":"RAW"}\n{"type":"RAW"}', "transport/missing-blank-line"],
    ["null", "json/not-object"],
    ["[1]", "json/not-object"],
    ["{}", "schema/missing-type"],
    ['{"type":1}', "schema/missing-type"],
    ['{"type":"run_started"}', "schema/wrong-case-type"],
    ['{"type":"RunStarted"}', "schema/wrong-case-type"],
    ['{"type":"META"}', "schema/unknown-type"],
    ['{"type":"RUN_ERROR"}', "schema/missing-field"],
    ['{"type":"RUN_ERROR","message":1}', "schema/wrong-type"],
    ['{"type":"TEXT_MESSAGE_START","messageId":"m","role":"bot"}', "schema/enum"],
    ['{"type":"STATE_DELTA","delta":[{"op":"remove","path":"a"}]}', "state/patch-pointer"],
    [
      '{"type":"RUN_FINISHED","threadId":"t","runId":"r","outcome":{"type":"interrupt","interrupts":[]}}',
      "interrupt/empty",
    ],
  ])("gives no event for %s and says %s", (data, rule) => {
    const { event, rules } = decode(data);
    expect([event, rules]).toEqual([undefined, [rule]]);
  });

  it.each([
    [{ type: "TEXT_MESSAGE_END", message_id: "m" }, { type: "TEXT_MESSAGE_END", messageId: "m" }, "schema/snake-case"],
    [{ type: "RAW", event: 1, raw_event: 2 }, { type: "RAW", event: 1, rawEvent: 2 }, "schema/snake-case-optional"],
    [{ type: "RUN_ERROR", message: "x", code: null }, { type: "RUN_ERROR", message: "x" }, "schema/null-field"],
    [{ type: "RAW", event: 1, rawEvent: null }, { type: "RAW", event: 1 }, "compat/null-field"],
    [{ type: "RAW", event: 1, timestamp: 1.5 }, { type: "RAW", event: 1 }, "schema/timestamp"],
    [{ type: "RAW", event: 1, extra: 2 }, { type: "RAW", event: 1 }, "schema/unknown-field"],
    [
      { type: "STATE_DELTA", delta: [{ op: "merge" }, { op: "remove", path: "/a", value: 1 }] },
      { type: "STATE_DELTA", delta: [{ op: "remove", path: "/a", value: 1 }] },
      "state/patch-unknown-op",
    ],
  ])("reads %j all the same", (value, expected, rule) => {
    const { event, rules } = decode(value);
    expect([event, rules]).toEqual([expected, [rule]]);
  });

  it("keeps a null that is a value", () => {
    expect(decode({ type: "STATE_SNAPSHOT", snapshot: null }).event).toEqual({
      type: "STATE_SNAPSHOT",
      snapshot: null,
    });
  });

  it("points at the place to blame", () => {
    const messages = [
      { id: "1", role: "assistant", toolCalls: [{ id: "c", type: "function", function: { name: 1, arguments: "" } }] },
    ];
    const { findings } = decode({ type: "MESSAGES_SNAPSHOT", messages });
    expect(findings[0]).toMatchObject({
      rule: "schema/wrong-type",
      severity: "error",
      source: "decode",
      seq: 7,
      pointer: "/messages/0/toolCalls/0/function/name",
      expected: "a string",
      found: "1",
    });
  });

  it("shows what the raw text hides", () => {
    const { rules, event } = decode('{"type":"RUN_ERROR","type":"RAW","event":12345678901234567890}');
    expect(rules).toEqual(["json/duplicate-key", "json/unsafe-integer"]);
    expect(event?.type).toBe("RAW");
    expect(decode({ type: "RAW", event: { type: "object", items: { type: "string" } } }).rules).toEqual([]);
  });

  it("makes retired binary parts media parts", () => {
    const content = [
      { type: "binary", mimeType: "image/png", url: "u" },
      { type: "binary", mimeType: "text/x", id: "only" },
    ];
    const { event, rules } = decode({ type: "MESSAGES_SNAPSHOT", messages: [{ id: "1", role: "user", content }] });
    expect(event).toEqual({
      type: "MESSAGES_SNAPSHOT",
      messages: [
        {
          id: "1",
          role: "user",
          content: [{ type: "image", source: { type: "url", value: "u", mimeType: "image/png" } }],
        },
      ],
    });
    expect(rules).toEqual(["compat/binary-part", "compat/binary-part", "schema/unknown-member"]);
  });

  it("gives retired thinking events the id of their opener, also without one", () => {
    const decoder = new Decoder();
    const at = (seq: number, type: string): unknown =>
      decoder.decode(seq, "event", `{"type":"${type}","delta":"x"}`, noBytes).event;
    expect(at(2, "THINKING_TEXT_MESSAGE_START")).toMatchObject({
      type: "REASONING_MESSAGE_START",
      messageId: "thinking-2",
      role: "reasoning",
    });
    expect(at(3, "THINKING_TEXT_MESSAGE_CONTENT")).toMatchObject({ messageId: "thinking-2", delta: "x" });
    expect(at(4, "THINKING_TEXT_MESSAGE_END")).toMatchObject({ messageId: "thinking-2" });
    expect(at(5, "THINKING_TEXT_MESSAGE_CONTENT")).toMatchObject({ messageId: "thinking-without-start-5" });
    expect(at(3, "THINKING_TEXT_MESSAGE_CONTENT")).toMatchObject({ messageId: "thinking-2" });
  });

  it.each(["comment", "field", "body"] as const)("gives nothing for a %s", (kind) => {
    expect(new Decoder().decode(1, kind, '{"type":"RAW","event":1}', noBytes)).toEqual({
      event: undefined,
      wireType: undefined,
      json: undefined,
    });
  });

  it("decodes protobuf through the function it was given, and reports what cannot be decoded", () => {
    const event = { type: EventType.TEXT_MESSAGE_CONTENT, messageId: "m", delta: "x" } as const;
    const message = encode(event);
    const frame = new Uint8Array(4 + message.length);
    frame.set(message, 4);
    const findings: string[] = [];
    const report = ({ rule }: Finding): void => void findings.push(rule);
    expect(new Decoder(decodeProtobuf).decode(1, "protobuf", "", () => frame, report).event).toEqual(event);
    new Decoder(decodeProtobuf).decode(2, "protobuf", "", () => new Uint8Array([0, 0, 0, 1, 255]), report);
    new Decoder().decode(3, "protobuf", "", () => frame, report);
    expect(findings).toEqual(["transport/protobuf-decode", "transport/protobuf-unavailable"]);
  });
});
