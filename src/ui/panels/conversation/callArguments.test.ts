import { expect, it } from "vitest";
import { callArguments } from "./callArguments.ts";

it("reads arguments as far as they have come, and says what is open", () => {
  expect(callArguments('{"hotel":"Casa","guest":"A. M', true)).toEqual({
    kind: "json",
    value: { hotel: "Casa", guest: "A. M" },
    unfinished: { open: 1, inString: true },
  });
  expect(callArguments('{"a":[1,{"b":"}"', true)).toMatchObject({ unfinished: { open: 3, inString: false } });
  expect(callArguments('{"a":"x","ke', true)).toMatchObject({
    value: { a: "x" },
    unfinished: { open: 1, inString: false },
  });
  expect(callArguments('{"a":["x","y', true)).toMatchObject({ unfinished: { open: 2, inString: true } });
});

it("calls whole arguments whole, also while the call is open", () => {
  expect(callArguments("{}", true)).toEqual({ kind: "json", value: {}, unfinished: undefined });
});

it("says why finished arguments are no JSON", () => {
  expect(callArguments('{"a":', false)).toEqual({ kind: "invalid", reason: "the text ends too early." });
  expect(callArguments("{a:1}", true)).toMatchObject({ kind: "invalid" });
});

it("tells nothing from nothing yet", () => {
  expect(callArguments("", true)).toEqual({ kind: "none", streaming: true });
  expect(callArguments(" ", false)).toEqual({ kind: "none", streaming: false });
});

it("shows the end of very long arguments while they stream, and parses them once they are whole", () => {
  const text = JSON.stringify({ text: "x".repeat(70_000) });
  expect(callArguments(text.slice(0, -2), true)).toMatchObject({ kind: "long" });
  expect(callArguments(text, false)).toMatchObject({ kind: "json" });
});
