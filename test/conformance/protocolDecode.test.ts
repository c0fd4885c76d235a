import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { checkShape, UNUSABLE, type ShapeProblemCode } from "#src/protocol/checkShape.ts";
import { Decoder } from "#src/protocol/decode.ts";
import type { RuleId } from "#src/protocol/lint/severities.ts";
import type { Finding } from "#src/protocol/lint/types.ts";
import { EVENT_TABLE } from "#src/protocol/eventTable.ts";
import { INTERRUPT, RESUME_ENTRY, RUN_AGENT_INPUT } from "#src/protocol/runInput.ts";
import type { Shape } from "#src/protocol/shape.ts";
import { OfficialClient } from "./protocolClient.ts";
import { mutatedEvent, validEvent } from "./protocolEvents.ts";
import { readJson, vectorsFolder } from "./protocolStreams.ts";

/** Where we read more than the client on purpose. Each of these is an error or warning of ours, and the event stays usable. */
const FORGIVEN: ReadonlySet<string> = new Set<RuleId>([
  "schema/null-field",
  "schema/snake-case",
  "schema/snake-case-optional",
  "schema/timestamp",
]);

function decode(data: string): { event: unknown; findings: Finding[] } {
  const findings: Finding[] = [];
  const { event } = new Decoder().decode(
    1,
    "event",
    data,
    () => new Uint8Array(),
    (finding) => findings.push(finding),
  );
  return { event, findings };
}

/** What the client's compatibility and enforcement stages make of one event. */
function official(data: string): { event: unknown; failure: string | undefined } {
  const client = new OfficialClient("enforcementOnly");
  client.push(data);
  return { event: client.events[0], failure: client.failure?.message };
}

describe("decoding against the official client", () => {
  beforeAll(() => void vi.spyOn(console, "warn").mockImplementation(() => {}));
  afterAll(() => void vi.restoreAllMocks());

  it("gives the client's event for every valid event, with no finding worse than a hint", () => {
    fc.assert(
      fc.property(validEvent, (value) => {
        const data = JSON.stringify(value);
        const { event, findings } = decode(data);
        expect(official(data)).toEqual({ event, failure: undefined });
        expect(findings.filter(({ rule }) => !rule.startsWith("json/"))).toEqual([]);
      }),
      { numRuns: 600 },
    );
  });

  it("agrees with the client on every damaged event, but for what it forgives", () => {
    fc.assert(
      fc.property(mutatedEvent, (value) => {
        const data = JSON.stringify(value);
        const { event, findings } = decode(data);
        const theirs = official(data);
        const forgiven = findings.some(({ rule }) => FORGIVEN.has(rule));
        const errors = findings.filter(({ severity }) => severity === "error");
        expect(forgiven ? theirs.event : event).toEqual(theirs.event);
        expect(errors.length > 0).toBe(
          theirs.failure !== undefined || (forgiven ? errors.length > 0 : errors.some(isTolerated)),
        );
      }),
      { numRuns: 3000 },
    );
  });

  it("decodes a frame again to an equal event, in any order", () => {
    const types = [
      "THINKING_START",
      "THINKING_TEXT_MESSAGE_START",
      "THINKING_TEXT_MESSAGE_CONTENT",
      "THINKING_TEXT_MESSAGE_END",
      "THINKING_END",
    ];
    const streams = fc.array(fc.constantFrom(...types), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(streams, (stream) => {
        const decoder = new Decoder();
        const at = (seq: number): unknown =>
          decoder.decode(seq, "event", `{"type":"${stream[seq - 1]}","delta":"x"}`, () => new Uint8Array()).event;
        const first = stream.map((_, index) => at(index + 1));
        const again = stream.map((_, index) => at(stream.length - index)).toReversed();
        expect(again).toEqual(first);
      }),
    );
  });

  it("never throws, whatever the text", () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => decode(text).findings.length >= 0));
    expect(decode("[".repeat(200_000)).event).toBeUndefined();
    expect(decode(`{"type":"STATE_SNAPSHOT","snapshot":${"[".repeat(5000)}${"]".repeat(5000)}}`).event).toBeDefined();
  });
});

/** A true fault that the client tolerates: it removes an unknown patch operation and applies the rest. */
const isTolerated = ({ rule }: Finding): boolean => rule === "state/patch-unknown-op";

const fixtures = vectorsFolder("agui-spec-draft-fixtures");

describe.skipIf(fixtures === undefined)(
  "the specification's own fixtures (../shared/streams/vectors, not part of a clone)",
  () => {
    const folder = join(fixtures ?? "", "fixtures");
    const cases =
      fixtures === undefined
        ? []
        : readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
            (name) => name.endsWith(".json") && !name.endsWith(".expect.json"),
          );
    const others: Readonly<Record<string, Shape>> = {
      Interrupt: INTERRUPT,
      ResumeEntry: RESUME_ENTRY,
      RunAgentInput: RUN_AGENT_INPUT,
    };

    it.each(cases)("%s", (name) => {
      const [definition = "", verdict] = name.split("/");
      const value = readJson(join(folder, name));
      const type = definition
        .replace(/Event$/, "")
        .replaceAll(/([a-z])([A-Z])/g, "$1_$2")
        .toUpperCase();
      const shape = others[definition] ?? EVENT_TABLE.get(type)?.shape;
      if (shape === undefined) return;
      const codes: ShapeProblemCode[] = [];
      const result = checkShape(value, shape, ({ code }) => codes.push(code));
      // The fixtures are of a draft before 1.0, in which a null rawEvent was valid.
      const deviations = codes.filter((code) => code !== "legacyNull");
      expect(verdict === "invalid" ? codes.length > 0 : result !== UNUSABLE && deviations.length === 0).toBe(true);
    });
  },
);
