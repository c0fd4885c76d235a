import { describe, expect, it } from "vitest";
import type { EndReason, FrameKind, WireNoteCode, WireResponse } from "#src/transport/types.ts";
import { Decoder } from "#src/protocol/decode.ts";
import { RULES } from "./catalog.ts";
import { Linter } from "./linter.ts";
import type { Finding } from "./types.ts";

interface Exchange {
  readonly input?: unknown;
  readonly response?: Partial<WireResponse> & { readonly contentType?: string };
  readonly frames?: readonly (
    Record<string, unknown> | { readonly kind: FrameKind; readonly data?: string; readonly unterminated?: boolean }
  )[];
  readonly notes?: readonly (readonly [WireNoteCode, string])[];
  readonly end?: EndReason;
}

/** Findings of one or more exchanges as "seq rule". */
function lint(...exchanges: readonly Exchange[]): { readonly said: string[]; readonly findings: Finding[] } {
  const findings: Finding[] = [];
  const report = (finding: Finding): void => void findings.push(finding);
  const linter = new Linter(report);
  const decoder = new Decoder();
  let seq = 0;
  for (const { input, response, frames = [], notes = [], end = "complete" } of exchanges) {
    linter.beginExchange(seq + 1, input);
    if (response) {
      const { contentType = "text/event-stream", ...rest } = response;
      const headers = [{ name: "Content-Type", value: contentType }];
      linter.response({ status: 200, statusText: "", headers, url: "http://x/", redirected: false, ...rest });
    }
    for (const frame of frames) {
      seq++;
      const plain = "kind" in frame ? (frame as { kind: FrameKind; data?: string; unterminated?: boolean }) : undefined;
      const kind = plain?.kind ?? "event";
      const data = plain ? (plain.data ?? "") : JSON.stringify(frame);
      const wire = { kind, data, start: 0, end: data.length, unterminated: plain?.unterminated ?? false };
      linter.frame(
        seq,
        kind,
        wire,
        decoder.decode(seq, kind, data, () => new Uint8Array()),
      );
      if (kind === "field") linter.fields(seq, data);
    }
    for (const [code, detail] of notes) linter.note(seq, { code, detail, offset: 0 });
    linter.endExchange(seq, { reason: end, message: "", time: 0 }, frames.length);
  }
  return { said: findings.map((finding) => `${finding.seq} ${finding.rule}`), findings };
}

const started = { type: "RUN_STARTED", threadId: "t", runId: "r" };
const finished = { type: "RUN_FINISHED", threadId: "t", runId: "r" };
const call = (toolCallId: string, delta: string): Record<string, unknown>[] => [
  { type: "TOOL_CALL_START", toolCallId, toolCallName: "f" },
  { type: "TOOL_CALL_ARGS", toolCallId, delta },
  { type: "TOOL_CALL_END", toolCallId },
];
const result = (toolCallId: string): Record<string, unknown> => ({
  type: "TOOL_CALL_RESULT",
  messageId: "x",
  toolCallId,
  content: "",
});

describe("Linter on the exchange", () => {
  const run = [started, finished];

  it.each<[string, Exchange, string[]]>([
    ["a good run", { response: {}, frames: run }, []],
    ["an aborted run", { frames: [started], end: "aborted" }, []],
    ["a cut run", { frames: [started] }, ["1 run/no-terminal"]],
    ["a broken connection", { frames: [started], end: "reset" }, ["1 transport/connection-lost"]],
    ["no answer", { end: "unreachable" }, ["0 transport/unreachable"]],
    ["a WebSocket", { response: { status: 101, contentType: "" }, frames: run }, []],
    [
      "a compressed stream",
      { response: { headers: [{ name: "Content-Encoding", value: "gzip" }] }, frames: run },
      ["0 transport/compressed"],
    ],
    [
      "an uncompressed stream",
      { response: { headers: [{ name: "content-encoding", value: "identity" }] }, frames: run },
      [],
    ],
    ["an empty body", { response: {} }, ["0 transport/empty-body"]],
    ["a stream of comments", { response: {}, frames: [{ kind: "comment" }] }, ["1 transport/empty-body"]],
    ["events that nobody knows", { frames: [{ type: "META" }] }, ["1 run/no-terminal"]],
    [
      "a 422",
      { response: { status: 422 }, frames: [{ kind: "body", data: '{"detail":[]}' }] },
      ["1 transport/http-status"],
    ],
    ["a 500 without body", { response: { status: 500 } }, ["0 transport/http-status"]],
    ["an HTML page", { response: {}, frames: [{ kind: "body", data: "<!DOCTYPE html>" }] }, ["1 transport/html-page"]],
    ["a JSON body", { response: {}, frames: [{ kind: "body", data: "{}" }] }, ["1 transport/not-a-stream"]],
    [
      "a JSON array from the net",
      { response: {}, frames: run, notes: [["format", "json-array"]] },
      ["2 transport/not-a-stream"],
    ],
    ["a JSON array from a file", { frames: run, notes: [["format", "json-array"]] }, []],
    [
      "another content type",
      { response: { contentType: "text/plain" }, frames: run, notes: [["format", "sse"]] },
      ["2 transport/content-type"],
    ],
    [
      "a content type with a charset",
      { response: { contentType: "text/event-stream; charset=utf-8" }, frames: run, notes: [["format", "sse"]] },
      [],
    ],
    [
      "a protobuf type with parameters",
      {
        response: { contentType: "application/vnd.ag-ui.event+proto; v=1" },
        frames: run,
        notes: [["format", "protobuf"]],
      },
      ["2 transport/protobuf-type-params"],
    ],
    ["a redirect", { response: { redirected: true }, frames: run }, ["0 transport/redirect"]],
    [
      "CRLF",
      {
        frames: run,
        notes: [
          ["crlf", "crlf"],
          ["crlf", "mixed"],
        ],
      },
      ["2 transport/crlf"],
    ],
    ["a late BOM", { frames: run, notes: [["bom-midstream", ""]] }, ["2 transport/bom-midstream"]],
    ["bad UTF-8", { frames: run, notes: [["invalid-utf8", ""]] }, ["2 transport/invalid-utf8"]],
    ["an indented field", { frames: run, notes: [["leading-space", " data: x"]] }, ["2 transport/leading-space"]],
    ["a full recording", { frames: run, notes: [["recording-full", "5"]] }, ["2 transport/recording-full"]],
    ["a frame over the limit", { frames: run, notes: [["oversized-frame", "99"]] }, ["2 transport/oversized-frame"]],
    ["half a protobuf message", { frames: run, notes: [["trailing-bytes", "3"]] }, ["2 transport/truncated-frame"]],
    [
      "named frames",
      { frames: [{ kind: "field", data: "event: x\nid: 1\n\n" }, { kind: "field", data: "retry:\r\n\r\n" }, ...run] },
      ["1 transport/event-field"],
    ],
    ...["dat", "eve", "id", "retr"].map((beginning): [string, Exchange, string[]] => [
      `the beginning of a field, at which the stream ended: ${beginning}`,
      { frames: [...run, { kind: "field", data: beginning }] },
      ["3 transport/event-field"],
    ]),
    [
      "text between the frames",
      {
        frames: [
          started,
          { kind: "field", data: "<!doctype html>\n<title>502</title>\n\n" },
          { kind: "field", data: "Traceback (most recent call last):\n\n" },
          { kind: "field", data: "event: x\nboom\n\n" },
          finished,
        ],
      },
      ["2 transport/stray-text", "3 transport/stray-text", "4 transport/stray-text"],
    ],
    ["text beside data", { frames: run, notes: [["stray-text", "boom"]] }, ["2 transport/stray-text"]],
    [
      "a frame cut inside",
      { frames: [...run, { kind: "event", data: '{"type":"RA', unterminated: true }] },
      ["3 transport/truncated-frame"],
    ],
    [
      "a frame without its blank line",
      { frames: [started, { kind: "event", data: JSON.stringify(finished), unterminated: true }] },
      ["2 transport/unterminated-frame"],
    ],
    [
      "other ids than asked for",
      { input: { threadId: "T", runId: "R" }, frames: run },
      ["1 run/thread-mismatch", "1 run/id-mismatch"],
    ],
    ["a replay of two runs", { input: { threadId: "t", runId: "R" }, frames: [...run, ...run] }, []],
    [
      "other ids at the end",
      { frames: [started, { ...finished, runId: "R", threadId: "T" }] },
      ["2 run/id-mismatch", "2 run/thread-mismatch"],
    ],
    [
      "two interrupts of one id",
      {
        frames: [
          started,
          {
            ...finished,
            outcome: {
              type: "interrupt",
              interrupts: [
                { id: "i", reason: "x" },
                { id: "i", reason: "y" },
              ],
            },
          },
        ],
      },
      ["2 interrupt/duplicate-id"],
    ],
    ["a late error", { frames: [...run, { type: "RUN_ERROR", message: "x", code: "c" }] }, ["3 run/double-terminal"]],
  ])("%s", (_, exchange, expected) => {
    expect(lint(exchange).said).toEqual(expected);
  });

  it("says of a compressed body that it is one, and quotes no gibberish", () => {
    const response = { headers: [{ name: "Content-Encoding", value: "gzip" }] };
    const { said, findings } = lint({ response, frames: [{ kind: "body", data: "\u001F\uFFFD\u0008" }] });
    expect(said).toEqual(["0 transport/compressed", "1 transport/not-a-stream"]);
    expect(findings[1]?.message).toMatch(/^The body is compressed \(gzip\) and kept as it came/);
  });
});

describe("Linter on tool calls", () => {
  it("reads the arguments when the call ends", () => {
    expect(
      lint({ frames: [started, ...call("a", '{"x":1}'), ...call("b", ""), ...call("c", '{"x":'), finished] }).said,
    ).toEqual(["10 tool/args-not-json"]);
  });

  it("knows calls of earlier runs, of the request and of snapshots", () => {
    const messages = [
      {
        id: "1",
        role: "assistant",
        toolCalls: [{ id: "old", type: "function", function: { name: "f", arguments: "" } }],
      },
    ];
    const known = lint(
      { frames: [started, ...call("a", "1"), finished] },
      { input: { messages }, frames: [started, result("a"), result("old"), finished] },
      { frames: [started, { type: "MESSAGES_SNAPSHOT", messages }, result("old"), finished] },
    );
    expect(known.said).toEqual([]);
    const frames = [started, result("a"), result("a"), finished];
    expect(lint({ input: { messages: [] }, frames }).said).toEqual(["2 tool/result-unknown-call"]);
    // A capture without its request may be a turn that answers calls of an earlier one.
    expect(lint({ frames }).said).toEqual([]);
  });

  it("lets a resumed run answer what it cannot have seen", () => {
    const frames = [started, result("a"), finished];
    expect(lint({ input: { resume: [{ interruptId: "i", status: "resolved" }] }, frames }).said).toEqual([]);
    expect(lint({ input: { forwardedProps: { command: { resume: true } } }, frames }).said).toEqual([]);
  });
});

describe("Linter after a fault", () => {
  it("says a missing opener once, names it, and goes on", () => {
    const content = { type: "TEXT_MESSAGE_CONTENT", messageId: "m", delta: "x" };
    const { said, findings } = lint({ frames: [started, content, content, content, finished] });
    expect(said).toEqual(["2 message/not-open"]);
    expect(findings[0]?.message).toContain('"m"');
  });

  it("does not blame what follows an event that could not be used", () => {
    const frames = [
      started,
      { type: "TEXT_MESSAGE_START", messageId: "m", role: "bot" },
      { type: "TEXT_MESSAGE_CONTENT", messageId: "m", delta: "x" },
      { type: "TEXT_MESSAGE_END", messageId: "m" },
      { type: "RUN_FINISHED" },
    ];
    expect(lint({ frames }).said).toEqual([]);
  });

  it("lists what is open, with the first opener", () => {
    const { findings } = lint({
      frames: [started, { type: "TEXT_MESSAGE_START", messageId: "m" }, ...call("c", "").slice(0, 1), finished],
    });
    expect(findings[0]).toMatchObject({ rule: "run/open-at-finish", seq: 4, relatedSeq: 2 });
    expect(findings[0]?.message).toContain('text message "m" (event 2), tool call "c" (event 3)');
  });
});

describe("the catalogue", () => {
  it("writes every rule the same way", () => {
    for (const { id, title, client } of RULES) {
      expect(id).toMatch(/^[a-z]+\/[a-z0-9-]+$/);
      expect(title).toMatch(/[^.]$/);
      expect(client).toMatch(/^[A-Z].*\.$/);
    }
  });
});
