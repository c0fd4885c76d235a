import * as fc from "fast-check";
import { expect, it } from "vitest";
import { endMark, hexLines, rawText, sseFields } from "./rawText.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

it("keeps every line end, and draws all but LF", () => {
  const { lines } = rawText(encode("data: a\r\ndata: b\rid: 1\n\nrest"));
  expect(lines.map(({ text, end }) => text + endMark(end))).toEqual(["data: a␍␊", "data: b␍", "id: 1", "", "rest"]);
});

it("loses no character", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("a", "\r", "\n", "\ufeff", "é", " ")).map((parts) => parts.join("")),
      (text) => {
        expect(
          rawText(encode(text))
            .lines.map((line) => line.text + line.end)
            .join(""),
        ).toBe(text);
      },
    ),
  );
});

it("says how much of a large frame it shows", () => {
  expect(rawText(new Uint8Array(100_000).fill(97), 1000)).toMatchObject({ shownBytes: 1000, totalBytes: 100_000 });
});

it("finds the fields beside data, and comments", () => {
  expect(sseFields(rawText(encode("\ufeffevent: x\nid:7\ndata: {}\nretry\n: ping\n:\n\n")))).toEqual([
    { name: "event", value: "x" },
    { name: "id", value: "7" },
    { name: "retry", value: "" },
    { name: ":", value: "ping" },
    { name: ":", value: "" },
  ]);
});

it("prints bytes as hexadecimal and text", () => {
  expect(hexLines(encode("AG-UI protocol\u0001\n!"), 1000)).toEqual([
    "000000  41 47 2d 55 49 20 70 72 6f 74 6f 63 6f 6c 01 0a  AG-UI protocol··",
    `000010  21${" ".repeat(45)}  !`,
  ]);
});
