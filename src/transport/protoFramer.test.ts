import * as fc from "fast-check";
import { expect, it } from "vitest";
import { cutAt, expectContiguous, expectSameWhereverCut, framesOf } from "./cutsForTests.ts";
import { ProtoFramer, protobufMessage } from "./protoFramer.ts";

const message = (bytes: readonly number[]): number[] => [0, 0, bytes.length >> 8, bytes.length & 0xff, ...bytes];

it("cuts length-prefixed messages and gives them back", () => {
  const body = Uint8Array.from([...message([1, 2, 3]), ...message([]), ...message([10, 10])]);
  const { frames, notes } = expectSameWhereverCut(() => new ProtoFramer(), body);
  expect(frames.map(({ kind, unterminated }) => kind + String(unterminated))).toEqual(Array(3).fill("protobuffalse"));
  expect(frames.map(({ start, end }) => [...protobufMessage("protobuf", body.subarray(start, end))])).toEqual([
    [1, 2, 3],
    [],
    [10, 10],
  ]);
  expect(expectContiguous(body, frames)).toHaveLength(0);
  expect(notes).toEqual([]);
});

it.each([
  [[...message([1]), 0, 0, 0, 9, 8], 5, "5"],
  [[...message([1]), 0, 0], 5, "2"],
  [[0xff, 0xff, 0xff, 0xff, 1], 0, "5"],
])("keeps and notes what is left of a message in %j", (numbers, offset, detail) => {
  const body = Uint8Array.from(numbers);
  const { frames, notes } = expectSameWhereverCut(() => new ProtoFramer(), body);
  expect(frames.at(-1)).toMatchObject({ kind: "protobuf", start: offset, end: body.length, unterminated: true });
  expect(notes).toEqual([{ code: "trailing-bytes", offset, detail }]);
});

it("notes a message over the limit", () => {
  const body = Uint8Array.from(message([1, 2, 3, 4, 5]));
  expect(expectSameWhereverCut(() => new ProtoFramer(8), body).notes).toEqual([
    { code: "oversized-frame", offset: 0, detail: "9" },
  ]);
});

it("finds any messages however the body is cut", () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.nat(255), { maxLength: 300 })), fc.array(fc.nat(5000)), (messages, cuts) => {
      const body = Uint8Array.from(messages.flatMap(message));
      const offsets = cuts.map((cut) => cut % (body.length + 1));
      const { frames } = framesOf(new ProtoFramer(), cutAt(body, offsets));
      expect(frames.map(({ start, end }) => [...protobufMessage("protobuf", body.subarray(start, end))])).toEqual(
        messages,
      );
    }),
  );
});
