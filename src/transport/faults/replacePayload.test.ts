import { expect, it } from "vitest";
import { BodyReader } from "#src/transport/bodyReader.ts";
import { bytesOf, framesOf } from "#src/transport/cutsForTests.ts";
import { replacePayload } from "./replacePayload.ts";

/** The body with the payload of its `index`-th frame replaced. */
function replaced(body: string, index: number, text: string): string | undefined {
  const bytes = bytesOf(body);
  const { frames, notes } = framesOf(new BodyReader({ status: 200, contentType: "" }), [bytes]);
  const frame = frames[index];
  if (frame === undefined) throw new Error("no such frame");
  const format = notes.find(({ code }) => code === "format")?.detail ?? "";
  const out = replacePayload(frame, bytes.slice(frame.start, frame.end), format, text);
  return out && new TextDecoder("utf-8", { ignoreBOM: true }).decode(out);
}

it.each([
  ["data: 1\n\n", 0, "2", "data: 2\n\n"],
  ["event: x\nid: 7\ndata: 1\ndata: 1\nretry: 5\n\n", 0, "2", "event: x\nid: 7\ndata: 2\nretry: 5\n\n"],
  ["data: 1\r\n\r\n", 0, "{\n}", "data: {\r\ndata: }\r\n\r\n"],
  ["\uFEFFdata:1\n\n", 0, "2", "\uFEFFdata: 2\n\n"],
  ["data\n\n", 0, "2", "data: 2\n\n"],
  ["data: 1", 0, "2\n3", "data: 2\ndata: 3"],
  ['{"type":"A"}\n{"type":"B"}\n', 1, '{\n"type":"C"}', '{ "type":"C"}\n'],
  ['[{"type":"A"},{"type":"B"}]', 0, '{"type":"C"}', '[{"type":"C"}'],
  ['[{"type":"A"}, {"type":"B"}]', 1, "{}", ", {}"],
  ["<html>", 0, "<p>", "<p>"],
])("%j: frame %i becomes %j", (body, index, text, expected) => {
  expect(replaced(body, index, text)).toBe(expected);
});

it("has nothing to replace in a comment", () => {
  expect(replaced(": hi\n\ndata: 1\n\n", 0, "x")).toBeUndefined();
});
