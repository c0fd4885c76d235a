import * as fc from "fast-check";
import { expect, it } from "vitest";
import { completeUtf8Length, firstInvalidUtf8 } from "./utf8.ts";

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function isValid(bytes: Uint8Array): boolean {
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

it.each([
  [[0x61, 0xff], 1],
  [[0xc0, 0xaf], 0],
  [[0xe0, 0x9f, 0xbf], 0],
  [[0xed, 0xa0, 0x80], 0],
  [[0xf4, 0x90, 0x80, 0x80], 0],
  [[0x61, 0xe2, 0x82], 1],
  [[0xef, 0xbf, 0xbd], -1],
  [[0xf0, 0x9f, 0x98, 0x80], -1],
])("finds where %j stops being UTF-8", (bytes, expected) => {
  expect(firstInvalidUtf8(Uint8Array.from(bytes))).toBe(expected);
});

it("agrees with a strict decoder on any bytes", () => {
  const lead = fc.constantFrom(0x41, 0x80, 0x9f, 0xa0, 0xbf, 0xc2, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5);
  fc.assert(
    fc.property(fc.array(fc.oneof(lead, fc.integer({ min: 0, max: 255 })), { maxLength: 12 }), (numbers) => {
      const bytes = Uint8Array.from(numbers);
      const at = firstInvalidUtf8(bytes);
      expect(at < 0).toBe(isValid(bytes));
      expect(isValid(bytes.subarray(0, Math.max(at, 0)))).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

it("leaves out half a character at the end and nothing else", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 8 }), fc.nat(40), (text, cut) => {
      const bytes = new TextEncoder().encode(text).subarray(0, cut);
      const complete = bytes.subarray(0, completeUtf8Length(bytes));
      expect(isValid(complete)).toBe(true);
      expect(bytes.length - complete.length).toBeLessThan(4);
    }),
  );
});
