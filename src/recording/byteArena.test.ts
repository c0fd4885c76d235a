import * as fc from "fast-check";
import { expect, it } from "vitest";
import { ByteArena } from "./byteArena.ts";

it("gives back any range of what was appended, in whatever pieces it came", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 2000 }), { maxLength: 20 }), fc.nat(), fc.nat(), (pieces, a, b) => {
      const arena = new ByteArena();
      for (const piece of pieces) arena.append(piece);
      const all = Uint8Array.from(pieces.flatMap((piece) => [...piece]));
      const [start, end] = [a % (all.length + 1), b % (all.length + 1)].sort((x, y) => x - y) as [number, number];
      expect(arena.length).toBe(all.length);
      expect(Array.from(arena.slice(start, end))).toEqual(Array.from(all.slice(start, end)));
    }),
  );
});

it("joins ranges that cross its blocks of 1 MiB", () => {
  const arena = new ByteArena();
  const bytes = Uint8Array.from({ length: 2_500_000 }, (_, index) => index % 251);
  arena.append(bytes.subarray(0, 1_048_570));
  arena.append(bytes.subarray(1_048_570));
  expect(Buffer.compare(arena.slice(1_048_560, 2_097_200), bytes.subarray(1_048_560, 2_097_200))).toBe(0);
  expect(arena.slice(2_097_152, 2_097_160)).toEqual(bytes.slice(2_097_152, 2_097_160));
});

it("keeps what was appended when the source is written to afterwards", () => {
  const arena = new ByteArena();
  const source = Uint8Array.of(1, 2, 3);
  arena.append(source);
  source.fill(9);
  expect(Array.from(arena.slice(0, 3))).toEqual([1, 2, 3]);
});
