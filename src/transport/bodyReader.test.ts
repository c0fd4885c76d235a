import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BodyReader } from "./bodyReader.ts";
import { bytesOf, cutAt, expectContiguous, expectSameWhereverCut, framesOf } from "./cutsForTests.ts";

const PROTOBUF = "Application/VND.ag-ui.event+proto; charset=utf-8";

/** The format and the kinds of the frames, checked for every way to cut the body. */
function read(body: string | readonly number[], status = 200, contentType = ""): string {
  const bytes = typeof body === "string" ? bytesOf(body) : Uint8Array.from(body);
  const { frames, notes } = expectSameWhereverCut(() => new BodyReader({ status, contentType }), bytes);
  expectContiguous(bytes, frames);
  const formats = notes.filter(({ code }) => code === "format");
  expect(formats).toHaveLength(1);
  return [formats[0]?.detail, ...frames.map(({ kind }) => kind)].join(" ");
}

describe("the bytes decide", () => {
  it.each([
    ["data: {}\n\n", "sse event"],
    ["\n\n: hi\n\ndata: a\n\n", "sse comment event"],
    ["\uFEFFid: 1\ndata: a\n\n", "sse event"],
    ["  data: a\n\ndata: b\n\n", "sse field event"],
    ["retry: 1\r\n\r\n", "sse field"],
    ["data\n\n", "sse event"],
    ["data:", "sse event"],
    ["unknown: 1\ndata: a\n\n", "sse event"],
    ["HTTP/1.1 200 OK\r\nServer: x\r\n\r\ndata: a\r\n\r\n", "sse field event"],
    ["data", "text body"],
    ["dat", "text body"],
    ["Internal Server Error", "text body"],
    ["Some text\nand more\n", "text body"],
    ["<!doctype html><p>data: no", "html body"],
    ["\uFEFF\n<html>", "html body"],
    ["", "empty"],
    [" \r\n\t", "empty"],
    ["\uFEFF", "empty"],
    [[0, 0, 0, 2, 10, 2, 0, 0, 0, 0], "protobuf protobuf protobuf"],
    [[0, 0, 0, 2, 10], "protobuf protobuf"],
    [[0, 0, 0, 0, 0, 0], "text body"],
    [[0, 1, 2, 3, 4, 5], "text body"],
    [[0], "text body"],
    [[0xef], "text body"],
    ['{"type":"RUN_STARTED"}\n{"x":1}\n', "ndjson json json"],
    ['{"type":"RUN_ERROR"}', "ndjson json"],
    ['\uFEFF {"type":"RUN_ERROR"}\r\n', "ndjson json"],
    ['{"level":"info"}\n{"type":"A"}\n', "ndjson json json"],
    ["{'type': 'A'}\n{\"type\":\"B\"}\n", "ndjson json json"],
    ['{"type":"A"\n{"type":"B"}\n', "ndjson json json"],
    ['{\n "type": "A"\n}\n{\n "type": "B"\n}\n', "json json json"],
    ['{"type":"A","a":[\n{"type":"B"}\n]}', "json json"],
    ['{"detail":"Not Found"}', "json body"],
    ['{\n "detail": [\n  {"type":"missing"}\n ]\n}\n', "json body"],
    ['{"a":1}\n{"b":2}\n', "text body"],
    ['{"type":"RUN_STARTED"', "text body"],
    ['[{"type":"A"},{"x":1}]', "json-array json json"],
    ['[\n {"type": "A"}\n]\n', "json-array json"],
    ["[]", "json body"],
    ['["type"]', "json body"],
    ["[info] started", "text body"],
    ["5", "text body"],
  ])("%j is %s", (body, expected) => {
    expect(read(body)).toBe(expected);
  });
});

it("tells an event stream, HTML and protobuf from their first bytes", () => {
  for (const [body, format] of [
    ["d", undefined],
    ["data:", "sse"],
    [":", "sse"],
    ["<", "html"],
    ["\0\0\0\x02", undefined],
    ["\0\0\0\x02\x0a", "protobuf"],
  ] as const) {
    const { notes } = new BodyReader({ status: 200, contentType: "" }).push(bytesOf(body));
    expect(notes[0]?.detail).toBe(format);
  }
});

it("lets the Content-Type break a tie and nothing more", () => {
  const long = [1, 0, 0, 0, 5];
  expect(read(long, 200, PROTOBUF)).toBe("protobuf protobuf");
  expect(read(long)).toBe("text body");
  expect(read(long, 500, PROTOBUF)).toBe("text body");
  expect(read("data: a\n\n", 200, PROTOBUF)).toBe("sse event");
  expect(read('{"type":"A"}', 200, "text/event-stream")).toBe("ndjson json");
  expect(read("<html>", 200, "text/event-stream")).toBe("html body");
  expect(read("oops\ndata: a\n\n", 500)).toBe("text body");
  expect(read("oops\ndata: a\n\n", 500, "text/event-stream")).toBe("sse event");
});

it("takes a JSON error for a document although it has a type", () => {
  expect(read('{"type":"about:blank","title":"Nope"}', 400)).toBe("json body");
  expect(read('{"type":"error","error":{}}\n', 529)).toBe("json body");
  expect(read('{"detail":[{"type":"missing"}]}', 422)).toBe("json body");
  expect(read('{"type":"RUN_ERROR","message":"x"}', 500)).toBe("ndjson json");
});

it("keeps a document whole", () => {
  const body = bytesOf('\uFEFF \n{"detail": "é"}\n');
  const { frames, notes } = framesOf(new BodyReader({ status: 404, contentType: "" }), [body]);
  expect(frames).toEqual([
    { kind: "body", start: 0, end: body.length, data: ' \n{"detail": "é"}\n', unterminated: false },
  ]);
  expect(notes.map(({ code }) => code)).toEqual(["format", "bom-start"]);
});

it("stops waiting for an event in a document over the limit", () => {
  const body = bytesOf(`{"a":"${"x".repeat(40)}"}\n{"type":"A"}\n`);
  const { frames, notes } = expectSameWhereverCut(() => new BodyReader({ status: 200, contentType: "" }, 20), body);
  expect(frames).toMatchObject([{ kind: "body", start: 0, end: body.length }]);
  expect(notes.map(({ code, detail }) => `${code} ${detail}`)).toEqual([
    "format text",
    `oversized-frame ${body.length}`,
  ]);
});

const part = fc.constantFrom(
  ..."data: a|data|: c|{|}|[|]|,|1}|<p>|text|é|\uFEFF|\0| |\n|\r|\r\n|\n\n".split("|"),
  '{"type":"A"}',
  '{"a":',
  '"type":"A"',
);

it("comes to the same answer however any body is cut", () => {
  const hints = { status: fc.constantFrom(200, 500), contentType: fc.constantFrom("", PROTOBUF, "text/event-stream") };
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 12 }),
      fc.record(hints),
      fc.constantFrom(15, 1000),
      (parts, hint, limit) => {
        const body = bytesOf(parts.join(""));
        const whole = framesOf(new BodyReader(hint, limit), [body]);
        for (let at = 0; at <= body.length; at++) {
          expect(framesOf(new BodyReader(hint, limit), cutAt(body, [at]))).toEqual(whole);
        }
        expect(
          framesOf(
            new BodyReader(hint, limit),
            cutAt(
              body,
              Array.from(body, (_, at) => at),
            ),
          ),
        ).toEqual(whole);
        expectContiguous(body, whole.frames, limit);
      },
    ),
    { numRuns: 1500 },
  );
});
