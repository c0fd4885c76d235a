import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesOf, cutAt, expectContiguous, expectSameWhereverCut, framesOf } from "./cutsForTests.ts";
import { JsonFramer } from "./jsonFramer.ts";
import { NdjsonFramer } from "./ndjsonFramer.ts";

type Make = () => JsonFramer | NdjsonFramer;
const array: Make = () => new JsonFramer("array");
const values: Make = () => new JsonFramer("values");
const lines: Make = () => new NdjsonFramer();

function read(make: Make, body: string): { data: string[]; rest: string; notes: string[] } {
  const bytes = bytesOf(body);
  const { frames, notes } = expectSameWhereverCut(make, bytes);
  const rest = expectContiguous(bytes, frames);
  return {
    data: frames.map(({ data, unterminated }) => data + (unterminated ? "~" : "")),
    rest: new TextDecoder().decode(rest),
    notes: notes.map(({ code, offset, detail }) => `${code}@${offset} ${detail}`.trim()),
  };
}

describe("the elements of an array", () => {
  it.each([
    ['[{"a":1},{"b":[1,{"c":2}]}]', ['{"a":1}', '{"b":[1,{"c":2}]}'], "]"],
    ['\uFEFF [\n  {"a": "]}\\"\\\\"} ,\n  {"é": "✓"}\n]\n', ['{"a": "]}\\"\\\\"}', '{"é": "✓"}'], "\n]\n"],
    ['[{"a":1}, 5, "x,]", null]', ['{"a":1}', "5", '"x,]"', "null"], "]"],
    ['[{"a":1} {"b":2},,]', ['{"a":1}', '{"b":2}'], ",,]"],
    ["[]", [], "[]"],
    ['[{"a":1}] and more', ['{"a":1}', "] and more"], ""],
  ])("%j", (body, data, rest) => {
    expect(read(array, body)).toMatchObject({ data, rest });
  });

  it("gives an element as soon as its last byte is there", () => {
    expect(new JsonFramer("array").push(bytesOf('[{"a":1}')).frames).toHaveLength(1);
  });

  it("marks what the end of the body cut", () => {
    expect(read(array, '[{"a":1},{"b"')).toEqual({
      data: ['{"a":1}', '{"b"~'],
      rest: "",
      notes: ["trailing-bytes@8 5"],
    });
    expect(read(array, '[{"a":1},\n').notes).toEqual(["trailing-bytes@8 2"]);
  });
});

it.each([
  ['{\n "a": 1\n}\n{"b":2}{"c":3}\n', ['{\n "a": 1\n}', '{"b":2}', '{"c":3}'], "\n"],
  ['{"a":1}\n5', ['{"a":1}', "5"], ""],
  ['{"a":1}\n{"b', ['{"a":1}', '{"b~'], ""],
  ['{"a":1}]{"b":1}', ['{"a":1}', "]", '{"b":1}'], ""],
])("reads values that follow each other: %j", (body, data, rest) => {
  expect(read(values, body)).toEqual({ data, rest, notes: [] });
});

it.each([
  ['{"a":1}\n\n {"b":2}\r\n', ['{"a":1}', '{"b":2}'], ""],
  ['\uFEFF{"a":1}\nnot json\n{"b":2}', ['{"a":1}', "not json", '{"b":2}'], ""],
  ['{"a":1}\n{"b', ['{"a":1}', '{"b~'], ""],
  ['{"a":1}\n \n\n', ['{"a":1}'], " \n\n"],
  ['[1]\n{"é":2}\n', ["[1]", '{"é":2}'], ""],
])("reads lines: %j", (body, data, rest) => {
  expect(read(lines, body)).toMatchObject({ data, rest });
});

it("notes a byte order mark, ill-formed UTF-8 and a frame over the limit", () => {
  expect(read(lines, '\uFEFF{"a":1}\n').notes).toEqual(["bom-start@0"]);
  expect(read(array, '\uFEFF[{"a":1}]').notes).toEqual(["bom-start@0"]);
  const broken = Uint8Array.from([...bytesOf('{"a":1}\n{"'), 0xff, ...bytesOf('":2}\n')]);
  expect(expectSameWhereverCut(lines, broken).notes).toMatchObject([{ code: "invalid-utf8", offset: 10 }]);
  for (const make of [() => new NdjsonFramer(10), () => new JsonFramer("values", 10)]) {
    const body = bytesOf('{"a":1}\n{"bcdefghijkl":2}\n{"c":3}\n');
    const { frames, notes } = expectSameWhereverCut(make, body);
    expect(frames.map(({ data }) => data.slice(0, 4))).toEqual(['{"a"', '{"bc', '{"c"']);
    expect(notes).toMatchObject([{ code: "oversized-frame" }]);
    expectContiguous(body, frames, 10);
  }
});

it("finds the elements of any array however it is cut", () => {
  const element = fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue(), { maxKeys: 3 });
  fc.assert(
    fc.property(fc.array(element), fc.constantFrom(undefined, 2), fc.array(fc.nat(2000)), (elements, indent, cuts) => {
      const body = bytesOf(JSON.stringify(elements, undefined, indent));
      const offsets = cuts.map((cut) => cut % (body.length + 1));
      const { frames, notes } = framesOf(new JsonFramer("array"), cutAt(body, offsets));
      expect(frames.map(({ data }) => JSON.stringify(JSON.parse(data)))).toEqual(
        elements.map((item) => JSON.stringify(item)),
      );
      expect(notes).toEqual([]);
      expectContiguous(body, frames);
    }),
  );
});
