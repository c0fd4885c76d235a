import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesOf, cutAt, expectContiguous, expectSameWhereverCut, framesOf } from "./cutsForTests.ts";
import { SseFramer } from "./sseFramer.ts";

const make = (): SseFramer => new SseFramer();

/** The frames of a text as `kind:data`, with `~` where one is unterminated, checked for every way to cut it. */
function read(body: string | Uint8Array): string[] {
  const bytes = typeof body === "string" ? bytesOf(body) : body;
  const { frames } = expectSameWhereverCut(make, bytes);
  expectContiguous(bytes, frames);
  return frames.map(({ kind, data, unterminated }) => `${kind}:${data}${unterminated ? "~" : ""}`);
}

function notes(body: string | Uint8Array): string[] {
  const bytes = typeof body === "string" ? bytesOf(body) : body;
  return expectSameWhereverCut(make, bytes).notes.map(({ code, offset, detail }) =>
    `${code}@${offset} ${detail}`.trim(),
  );
}

describe("blocks", () => {
  it.each([
    ["data: {}\n\n", ["event:{}"]],
    ["data:{}\n\ndata:  {}\n\n", ["event:{}", "event: {}"]],
    ["data: a\ndata: b\n\n", ["event:a\nb"]],
    ["data\n\n", ["event:"]],
    ["data\ndata\n\n", ["event:\n"]],
    ["data:\n\n", ["event:"]],
    ["database: a\n\n", ["field:"]],
    ["event: x\nid: 1\nretry: 5\ndata: a\n\n", ["event:a"]],
    ["event: x\n\n", ["field:"]],
    ["nonsense\n\n", ["field:"]],
    [": hi\n\n", ["comment:"]],
    [": hi\n: there\nid: 1\n\n", ["field:"]],
    [": hi\ndata: a\n\n", ["event:a"]],
    [" data: a\n\n", ["field:"]],
    ['data: {"type":"A"}\ndata: {"type":"B"}\n\n', ['event:{"type":"A"}\n{"type":"B"}']],
    ["data: a\n\n\n\ndata: b\n\n\n", ["event:a", "event:b"]],
    ["\n\n\ndata: a\n\n", ["event:a"]],
    ["data: é✓😀\n\ndata: b\n\n", ["event:é✓😀", "event:b"]],
    ["data: a\uFEFFb\n\n", ["event:a\uFEFFb"]],
    ["", []],
    ["\n\n\n", []],
  ])("%j", (body, expected) => {
    expect(read(body)).toEqual(expected);
  });

  it("keeps a last block without a blank line and marks it", () => {
    expect(read("data: a\n\ndata: b\n")).toEqual(["event:a", "event:b~"]);
    expect(read("data: a\n\ndata: b")).toEqual(["event:a", "event:b~"]);
    expect(read("data: a\n\n: b")).toEqual(["event:a", "comment:~"]);
  });

  it("gives blank lines to the next frame, and those at the end to none", () => {
    const body = bytesOf("\ndata: a\n\n\n\n: b\n\n\n\n");
    const { frames } = expectSameWhereverCut(make, body);
    expect(frames.map(({ start, end }) => [start, end])).toEqual([
      [0, 10],
      [10, 17],
    ]);
    expect(expectContiguous(body, frames)).toHaveLength(2);
  });
});

describe("line ends", () => {
  it.each([
    ["data: a\r\n\r\ndata: b\r\n\r\n", ["event:a", "event:b"], ["crlf@7 crlf"]],
    ["data: a\r\rdata: b\r\r", ["event:a", "event:b"], ["crlf@7 cr"]],
    ["data: a\n\n: c\r\n\r\ndata: b\n\n", ["event:a", "comment:", "event:b"], ["crlf@12 crlf", "crlf@12 mixed"]],
    ["data: a\r\n\ndata: b\r\n\r\n", ["event:a", "event:b"], ["crlf@7 crlf", "crlf@9 mixed"]],
    ["data: a\rdata: b\r\n\r\n", ["event:a\nb"], ["crlf@7 cr", "crlf@15 crlf"]],
    ["\r\n\r\ndata: a\r\n\r\n\r\n", ["event:a"], ["crlf@0 crlf"]],
    ["data: a\r\r\ndata: b\r\n\r\n", ["event:a", "event:b"], ["crlf@7 cr", "crlf@9 mixed", "crlf@17 crlf"]],
  ])("%j", (body, frames, expected) => {
    expect(read(body)).toEqual(frames);
    expect(notes(body)).toEqual(expected);
  });

  it("keeps both bytes of a CRLF in the frame that they end", () => {
    const { frames } = expectSameWhereverCut(make, bytesOf("data: a\r\n\r\ndata: b\r\n\r\n"));
    expect(frames.map(({ start, end }) => [start, end])).toEqual([
      [0, 11],
      [11, 22],
    ]);
  });

  it("shows an event of a stream with CR line ends as soon as its blank line is there", () => {
    expect(new SseFramer().push(bytesOf("data: a\r\r")).frames).toHaveLength(1);
  });
});

describe("what others stumble over", () => {
  it("strips a byte order mark at the start of the body and there only", () => {
    expect(read("\uFEFFdata: a\n\n")).toEqual(["event:a"]);
    expect(notes("\uFEFFdata: a\n\n")).toEqual(["bom-start@0"]);
    expect(read("data: a\n\n\uFEFFdata: b\n\n")).toEqual(["event:a", "field:"]);
    expect(notes("data: a\n\n\uFEFFdata: b\n\n")).toEqual(["bom-midstream@9"]);
    expect(read("data: a\n\n\uFEFFdata: b\ndata: c\n\n")).toEqual(["event:a", "event:c"]);
    expect(read("\uFEFF\uFEFFdata: a\n\n")).toEqual(["field:"]);
    expect(notes("\uFEFF\uFEFFdata: a\n\n")).toEqual(["bom-start@0", "bom-midstream@3"]);
    expect(read("data: a\n\n\uFEFF\n\n")).toEqual(["event:a", "field:"]);
    expect(read("\uFEFF\n\n")).toEqual([]);
    expect(notes("\uFEFF\n\n")).toEqual(["bom-start@0"]);
    expect(read(Uint8Array.of(0xef, 0xbb))).toEqual(["field:~"]);
  });

  it("notes a field that is none because of a space before it, once a block", () => {
    expect(notes("data: a\n\n data: b\n\tid: 1\n\n  data: c\n\n")).toEqual([
      "leading-space@9  data: b",
      "leading-space@26   data: c",
    ]);
    expect(notes("data: a\n data of no field\n\n")).toEqual(["stray-text@0  data of no field"]);
  });

  it("notes a line beside data that is no field, once a block", () => {
    expect(
      notes("data: a\n\nTraceback:\r\n  at x\r\ndata: b\r\n\r\n").filter((note) => note.startsWith("stray")),
    ).toEqual(["stray-text@9 Traceback:"]);
    // What every reader knows, and what is noted as something else.
    expect(notes("event: x\nid\nretry: 1\n: c\n\tid: 2\ndata: a\n\n")).toEqual(["leading-space@25 \tid: 2"]);
    // Without data the frame says it.
    expect(notes("<html>\n\ndata: a\n\n")).toEqual([]);
  });

  it("replaces ill-formed UTF-8 and notes the first place of a frame", () => {
    const body = Uint8Array.from([
      ...bytesOf("data: é"),
      0xff,
      0xfe,
      ...bytesOf("\n\ndata: ok\n\ndata: "),
      0xe2,
      0x82,
      10,
      10,
    ]);
    expect(read(body)).toEqual(["event:é\uFFFD\uFFFD", "event:ok", "event:\uFFFD"]);
    expect(notes(body)).toEqual(["invalid-utf8@8 ff fe 0a 0a", "invalid-utf8@28 e2 82 0a 0a"]);
  });

  it("does not take a U+FFFD that was sent for ill-formed UTF-8", () => {
    expect(read("data: a\n\ndata: \uFFFD\n\n")).toEqual(["event:a", "event:\uFFFD"]);
    expect(notes("data: a\n\ndata: \uFFFD\n\n")).toEqual([]);
  });
});

describe("frames over the limit", () => {
  const limited = (): SseFramer => new SseFramer(21);

  it("covers all bytes, reads what fits, and goes on with the next block", () => {
    const body = bytesOf(`data: ok\n\ndata: ${"é".repeat(30)}\nid: 1\n\ndata: next\n\n`);
    const { frames, notes } = expectSameWhereverCut(limited, body);
    expect(frames.map(({ data }) => data)).toEqual(["ok", "é".repeat(7), "next"]);
    expect(notes).toEqual([{ code: "oversized-frame", offset: 10, detail: "74" }]);
    expect(expectContiguous(body, frames, 21)).toHaveLength(0);
  });

  it("does so with a single line as well", () => {
    const { frames, notes } = expectSameWhereverCut(limited, bytesOf(`data: ok\n\ndata: ${"x".repeat(14)}\n\n`));
    expect(frames.map(({ data }) => data)).toEqual(["ok", "x".repeat(14)]);
    expect(notes).toEqual([{ code: "oversized-frame", offset: 10, detail: "22" }]);
  });

  it("reads a frame of exactly the limit whole", () => {
    const { frames, notes } = expectSameWhereverCut(limited, bytesOf("data: ok\n\ndata: 1234567890123\n\n"));
    expect(frames.map(({ data }) => data)).toEqual(["ok", "1234567890123"]);
    expect(notes).toEqual([]);
  });
});

const piece = fc.constantFrom(
  ..."data: {}|data:x|data|event: e|id: 1|: c| data: y|é✓😀|a\uFFFDb|\uFEFF".split("|"),
  ..."\n|\n\n|\r|\r\n|\r\n\r\n|\n\n".split("|"),
);

it("gives the same frames and notes however any body is cut", () => {
  const raw = fc.oneof(piece.map(bytesOf), fc.uint8Array({ maxLength: 3 }));
  fc.assert(
    fc.property(
      fc.array(raw, { maxLength: 25 }),
      fc.array(fc.nat(1000)),
      fc.constantFrom(12, 1000),
      (parts, cuts, limit) => {
        const body = Uint8Array.from(parts.flatMap((part) => [...part]));
        const whole = framesOf(new SseFramer(limit), [body]);
        const offsets = cuts.map((cut) => cut % (body.length + 1));
        expect(framesOf(new SseFramer(limit), cutAt(body, offsets))).toEqual(whole);
        expect(
          framesOf(
            new SseFramer(limit),
            cutAt(
              body,
              Array.from(body, (_, at) => at),
            ),
          ),
        ).toEqual(whole);
        const rest = expectContiguous(body, whole.frames, limit);
        expect(new TextDecoder().decode(rest)).toMatch(/^[\r\n]*$/);
      },
    ),
    { numRuns: 1500 },
  );
});

it("reads any data as it was written", () => {
  const line = fc
    .string({ unit: "binary", maxLength: 12 })
    .map((text) => text.replaceAll(/[\r\n]/g, "").replace(/^ /, "_"));
  const event = fc.array(line, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(
      fc.array(event, { maxLength: 8 }),
      fc.constantFrom("\n", "\r\n", "\r"),
      fc.nat(200),
      (events, end, cut) => {
        const body = bytesOf(events.map((lines) => lines.map((text) => `data: ${text}${end}`).join("") + end).join(""));
        const { frames } = framesOf(new SseFramer(), cutAt(body, [cut % (body.length + 1)]));
        expect(frames.map(({ data }) => data)).toEqual(events.map((lines) => lines.join("\n")));
      },
    ),
  );
});
