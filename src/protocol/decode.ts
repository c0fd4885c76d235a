import { isObject } from "#src/lib/json.ts";
import { protobufMessage } from "#src/transport/protoFramer.ts";
import { isBinary, type FrameKind } from "#src/transport/types.ts";
import { checkShape, describeValue, fits, UNUSABLE } from "./checkShape.ts";
import { RETIRED_TYPES, ThinkingTranslator, upgradeMessages, type BinaryPart } from "./compat.ts";
import type { AguiEvent } from "./events.ts";
import { EVENT_TABLE, type EventSpec } from "./eventTable.ts";
import type { RuleId } from "./lint/severities.ts";
import { finding, type FindingDetails } from "./lint/finding.ts";
import type { Finding } from "./lint/types.ts";
import { inspectRawJson, mayHoldKeyTwice, mayHoldUnsafeInteger } from "./rawJson.ts";
import { shapeFinding } from "./shapeFindings.ts";

/** What one frame says. */
export interface DecodedFrame {
  /** The event after decoding, or undefined when there is none or it cannot be used. */
  readonly event: AguiEvent | undefined;
  /** `type` as sent, whatever it is. */
  readonly wireType: string | undefined;
  /** The JSON as it came (for protobuf: the message as decoded), undefined when the payload is no JSON. */
  readonly json: unknown;
}

/** Receives what is wrong with a frame. Must not throw. */
export type Report = (finding: Finding) => void;

type Say = (rule: RuleId, details: Omit<FindingDetails, "source" | "seq">) => void;

const NOTHING: DecodedFrame = { event: undefined, wireType: undefined, json: undefined };
const silent = (): void => {};

const sayer = (seq: number, report: Report | undefined): Say =>
  report === undefined ? silent : (rule, details): void => report(finding(rule, { ...details, source: "decode", seq }));

/**
 * Frames to events, tolerantly: whatever a stream holds, `decode` returns and says through `report` what was wrong.
 * Frames must first be decoded in order; after that any frame can be decoded again and gives an equal event.
 */
export class Decoder {
  private readonly thinking = new ThinkingTranslator();
  /** What the table says of the last frame's type. */
  private spec: EventSpec | undefined;

  /** `decodeProtobuf` decodes one message without its length prefix; without it protobuf frames are findings. */
  constructor(private readonly decodeProtobuf?: (message: Uint8Array) => unknown) {}

  /**
   * Decodes frame `seq`. `data` is its payload as text; `bytesOf` gives its bytes (with the length prefix) and is called
   * only for the binary kinds. Findings carry JSON Pointers into the event as it came.
   */
  decode(
    seq: number,
    kind: FrameKind,
    data: string,
    bytesOf: (seq: number) => Uint8Array,
    report?: Report,
  ): DecodedFrame {
    if (kind === "comment" || kind === "field" || kind === "body") return NOTHING;
    const binary = isBinary(kind);
    const json = binary
      ? this.readProtobuf(seq, protobufMessage(kind, bytesOf(seq)), report)
      : readJson(seq, data, report);
    if (json === undefined) return NOTHING;
    if (report !== undefined && !binary && !isPlain(json, data.length)) sayHidden(json, data, seq, report);
    const wireType = isObject(json) ? json["type"] : undefined;
    if (typeof wireType !== "string") {
      sayNoType(json, sayer(seq, report));
      return { event: undefined, wireType: undefined, json };
    }
    // Events of one type come in rows, and comparing two texts beats hashing one.
    if (wireType !== this.spec?.type) this.spec = EVENT_TABLE.get(wireType);
    const { spec } = this;
    // This is the way of nearly every frame, so nothing is made here that only a faulty one needs.
    if (spec !== undefined && fits(json, spec.shape)) {
      return { event: json as AguiEvent, wireType, json };
    }
    return { event: this.readEvent(seq, wireType, json as Record<string, unknown>, report), wireType, json };
  }

  private readEvent(
    seq: number,
    wireType: string,
    json: Record<string, unknown>,
    report: Report | undefined,
  ): AguiEvent | undefined {
    const say = sayer(seq, report);
    let event: Record<string, unknown> = json;
    let type = wireType;
    if (RETIRED_TYPES.has(wireType)) {
      type = RETIRED_TYPES.get(wireType) as string;
      const { event: translated, orphan } = this.thinking.translate(seq, wireType, json);
      event = translated;
      sayRetired(wireType, type, json, orphan, say);
    }
    const spec = EVENT_TABLE.get(type);
    if (spec === undefined) {
      sayUnknownType(wireType, say);
      return undefined;
    }
    if (type === "MESSAGES_SNAPSHOT" || type === "RUN_STARTED") event = upgraded(event, type, say);
    const checked = checkShape(
      event,
      spec.shape,
      report === undefined ? silent : (problem): void => report(shapeFinding(seq, wireType, problem)),
    );
    return checked === UNUSABLE ? undefined : (checked as AguiEvent);
  }

  private readProtobuf(seq: number, message: Uint8Array, report: Report | undefined): unknown {
    const say = sayer(seq, report);
    if (this.decodeProtobuf === undefined) {
      say("transport/protobuf-unavailable", {
        message: "This is a protobuf message, and no protobuf decoder is loaded here: only its bytes can be shown.",
      });
      return undefined;
    }
    try {
      return this.decodeProtobuf(message);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (error instanceof Error && error.name === "AGUIUnknownEventTypeError") {
        say("schema/unknown-type", {
          message: `The protobuf message holds an event that AG-UI 1.0 does not have: ${why}`,
        });
      } else {
        say("transport/protobuf-decode", { message: `The protobuf message cannot be decoded: ${why}` });
      }
      return undefined;
    }
  }
}

function readJson(seq: number, data: string, report: Report | undefined): unknown {
  let json: unknown;
  try {
    json = JSON.parse(data);
  } catch {
    if (report !== undefined) sayNotJson(data, sayer(seq, report));
    return undefined;
  }
  return json;
}

/**
 * True for an object of strings whose text is just as long as those members written compactly, or with Python's spaces:
 * then the text holds nothing else, neither a key twice nor a number. It settles nearly every frame without reading its text again.
 */
function isPlain(json: unknown, textLength: number): boolean {
  if (!isObject(json)) return false;
  // {"key":"value","key":"value"} has six characters around each pair, and one more.
  let compact = 1;
  let members = 0;
  for (const key in json) {
    const value = json[key];
    if (typeof value !== "string") return false;
    compact += key.length + value.length + 6;
    members++;
  }
  return textLength === compact || textLength === compact + 2 * members - 1;
}

/** What parsing hides: duplicate keys, and integers that lose digits. */
function sayHidden(json: unknown, data: string, seq: number, report: Report): void {
  if (!mayHoldUnsafeInteger(data) && !mayHoldKeyTwice(data, json)) return;
  const say = sayer(seq, report);
  const { duplicateKeys, unsafeIntegers } = inspectRawJson(data);
  for (const { pointer, text, position } of duplicateKeys) {
    say("json/duplicate-key", {
      message: `The key ${text} comes twice in one object, again at character ${position + 1}; the last one counts.`,
      pointer,
    });
  }
  for (const { pointer, text } of unsafeIntegers) {
    say("json/unsafe-integer", {
      message: `${text} is beyond 2^53: JavaScript reads it as ${Number(text)}. Send such numbers as strings.`,
      pointer,
      expected: text,
      found: String(Number(text)),
    });
  }
}

/** JSON that is no event, because it is no object or has no type. */
function sayNoType(json: unknown, say: Say): void {
  if (!isObject(json)) {
    say("json/not-object", {
      message: `An event must be a JSON object, but this is ${describeValue(json)}.`,
      expected: "an object",
      found: describeValue(json),
    });
    return;
  }
  const found = describeValue(json["type"]);
  say("schema/missing-type", {
    message: json["type"] === undefined ? 'The object has no "type", so it is no event.' : `"type" is ${found}.`,
    pointer: "/type",
    expected: "a string",
    found,
  });
}

function sayNotJson(data: string, say: Say): void {
  const text = data.trim();
  if (text === "") {
    say("transport/empty-data", {
      message: "The frame has a data field with nothing in it. Use a comment line to keep a connection alive.",
    });
  } else if (text === "[DONE]") {
    say("transport/done-sentinel", {
      message: "[DONE] ends a stream of the OpenAI API; an AG-UI stream ends after RUN_FINISHED or RUN_ERROR.",
      found: "[DONE]",
    });
  } else if (text.includes("\n") && text.split("\n").every(isEventText)) {
    say("transport/missing-blank-line", {
      message: "Several events came as one frame: each needs a blank line after it.",
      expected: "a blank line after each event",
      found: `${text.split("\n").length} events in one frame`,
    });
  } else {
    const { error } = inspectRawJson(data);
    say("json/invalid", {
      message: error
        ? `The data is not JSON at character ${error.position + 1}: ${error.message}.`
        : "The data is not JSON that this program can read.",
      found: describeValue(error ? data.slice(Math.max(0, error.position - 10), error.position + 30) : data),
    });
  }
}

function isEventText(line: string): boolean {
  try {
    const json: unknown = JSON.parse(line);
    return isObject(json) && typeof json["type"] === "string";
  } catch {
    return false;
  }
}

function sayUnknownType(wireType: string, say: Say): void {
  const meant = wireType
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll(/[-\s.]/g, "_")
    .toUpperCase();
  if (EVENT_TABLE.has(meant) || RETIRED_TYPES.has(meant)) {
    say("schema/wrong-case-type", {
      message: `"${wireType}" must be written "${meant}"; in this spelling clients do not recognise it.`,
      pointer: "/type",
      expected: meant,
      found: wireType,
    });
  } else {
    const found = describeValue(wireType);
    say("schema/unknown-type", {
      message: `AG-UI 1.0 has no event type ${found}; clients ignore it.`,
      pointer: "/type",
      found,
    });
  }
}

function sayRetired(wireType: string, type: string, json: Record<string, unknown>, orphan: boolean, say: Say): void {
  // Said where an item begins, not for each of its pieces.
  if (orphan) {
    say("compat/thinking-events", {
      message: `${wireType} was retired before 1.0, and nothing had opened what it continues.`,
      pointer: "/type",
    });
  } else if (wireType.endsWith("_START")) {
    const loss = json["title"] === undefined ? "" : "; its title has no place there and is shown in the raw event only";
    say("compat/thinking-events", {
      message: `${wireType} was retired before 1.0 and is read as ${type}${loss}.`,
      pointer: "/type",
    });
  }
}

/** The event with its messages' retired parts made current ones; the same event when there are none. */
function upgraded(event: Record<string, unknown>, type: string, say: Say): Record<string, unknown> {
  const tell = ({ pointer, became }: BinaryPart): void => {
    const outcome =
      became === "unconvertible"
        ? "it has neither data nor an address and cannot be read"
        : became === "duplicate"
          ? "the same content is beside it, so it was left out"
          : `it is read as a part of type "${became}"`;
    say("compat/binary-part", { message: `A content part of the retired type "binary": ${outcome}.`, pointer });
  };
  if (type === "MESSAGES_SNAPSHOT") {
    const messages = upgradeMessages(event["messages"], "/messages", tell);
    return messages === event["messages"] ? event : { ...event, messages };
  }
  const { input } = event;
  if (!isObject(input)) return event;
  const messages = upgradeMessages(input["messages"], "/input/messages", tell);
  return messages === input["messages"] ? event : { ...event, input: { ...input, messages } };
}
