import { expect, it } from "vitest";
import { markPlace } from "./markPlace.ts";

const TEXT = `{
  "threadId": "t",
  "messages": [
    { "role": "user", "content": "hi" },
    {
      "role": "user"
    }
  ],
  "a/b": { "deep": true }
}`;

it.each([
  ["/threadId", '"t"'],
  ["/messages/0/content", '"hi"'],
  ["/messages/0/id", '{ "role": "user", "content": "hi" }'],
  ["/messages/1/id", "{"],
  ["/messages", '"messages"'],
  ["/messages/7/id", '"messages"'],
  ["/messages/x", '"messages"'],
  ["/a~1b/deep", "true"],
  ["/a~1b/none", '"a/b"'],
  ["/runId", "{"],
  ["", "{"],
  ["no pointer", "{"],
])("%s marks %s", (pointer, marked) => {
  const { offset, length } = markPlace(TEXT, pointer);
  expect(TEXT.slice(offset, offset + length)).toBe(marked);
});

it("marks the first line of a text that is no JSON", () => {
  expect(markPlace("oops\nmore", "/a")).toEqual({ offset: 0, length: 4 });
  expect(markPlace("", "/a")).toEqual({ offset: 0, length: 0 });
});
