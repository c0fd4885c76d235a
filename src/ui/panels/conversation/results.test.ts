import { expect, it } from "vitest";
import { resultText } from "./results.ts";

it("reads objects and arrays as JSON and leaves the rest as text", () => {
  expect(resultText('{"ok":true}')).toEqual({ kind: "json", value: { ok: true }, twice: false });
  expect(resultText(" [1]")).toEqual({ kind: "json", value: [1], twice: false });
  for (const text of ["sunny", "12", "true", "null", '"quoted"', '{"cut":'])
    expect(resultText(text)).toEqual({ kind: "text", text });
  expect(resultText(" \n")).toEqual({ kind: "empty" });
});

it("says when JSON was encoded twice", () => {
  expect(resultText(JSON.stringify('{"ok":true}'))).toEqual({ kind: "json", value: { ok: true }, twice: true });
});
