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

it("joins ranges that cross its blocks, small pieces and large ones mixed", () => {
  const sizes = [70_000, 10, 40_000, 60_000, 3, 200_000, 65_536, 1, 32_768];
  const pieces = sizes.map((size, piece) => Uint8Array.from({ length: size }, (_, index) => (index * 7 + piece) % 251));
  const all = Buffer.concat(pieces);
  const arena = new ByteArena();
  for (const piece of pieces) arena.append(piece);
  expect(arena.length).toBe(all.length);
  for (let start = 0; start < all.length; start += 9_973) {
    for (const end of [start + 1, start + 100, start + 70_000, all.length]) {
      const stop = Math.min(end, all.length);
      expect(Buffer.compare(arena.slice(start, stop), all.subarray(start, stop))).toBe(0);
    }
  }
});

it("copies what may be written to again: small pieces, and views of larger buffers", () => {
  const arena = new ByteArena();
  const source = Uint8Array.of(1, 2, 3);
  arena.append(source);
  source.fill(9);
  const view = new Uint8Array(100_000).fill(7).subarray(1);
  arena.append(view);
  view.fill(9);
  expect(Array.from(arena.slice(0, 4))).toEqual([1, 2, 3, 7]);
  expect(arena.slice(3, 100_002).every((byte) => byte === 7)).toBe(true);
});
