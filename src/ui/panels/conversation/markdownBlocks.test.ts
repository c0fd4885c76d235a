import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { excerpt, isPlainLine, markdownBlocks } from "./markdownBlocks.ts";

describe("markdownBlocks", () => {
  it("cuts between paragraphs, headings and fences", () => {
    expect(markdownBlocks("# Plan\n\nOne\ntwo\n\n```js\na\n\nb\n```\n\nEnd\n")).toEqual([
      "# Plan\n\n",
      "One\ntwo\n\n",
      "```js\na\n\nb\n```\n\n",
      "End\n",
    ]);
  });

  it("keeps lists, quotes and tables whole", () => {
    for (const text of ["1. a\n\n2. b\n", "- a\n\n- b\n", "- a\n\n  more\n", "> a\n\n> b\n", "|a|\n|-|\n\n|b|\n"])
      expect(markdownBlocks(text)).toEqual([text]);
  });

  it("does not end a fence at a shorter or another one", () => {
    const text = "````\n```\n\nstill code\n\n~~~\n````\n";
    expect(markdownBlocks(text)).toEqual([text]);
  });

  it("waits for the end of a line before it decides what the line starts", () => {
    expect(markdownBlocks("a\n\n1")).toEqual(["a\n\n1"]);
  });

  it("loses nothing, and never changes a block but the last when text is appended", () => {
    const markdown = fc
      .array(fc.constantFrom("a", " ", "\n", "\n\n", "```", "- ", "1. ", "> ", "# ", "|", "~~~~"))
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(markdown, markdown, (text, more) => {
        const before = markdownBlocks(text);
        const after = markdownBlocks(text + more);
        expect(before.join("")).toBe(text);
        expect(after.slice(0, Math.max(0, before.length - 1))).toEqual(before.slice(0, -1));
      }),
    );
  });
});

describe("isPlainLine", () => {
  it.each(["Two rooms left, 3.5 stars (from 120 EUR).", "xxxxxxxx", "a - b", "It is 12. May"])(
    "takes %j as it is",
    (text) => {
      expect(isPlainLine(text)).toBe(true);
    },
  );
  it.each([
    "*a*",
    "a_b_",
    "`c`",
    "# a",
    "- a",
    "+ a",
    "1. a",
    "2) a",
    "> a",
    "a | b",
    "<b>",
    "&amp;",
    "a\nb",
    "http://a",
    "www.a",
    "a@b.c",
    "  a",
    "---",
    "\\a",
    "[a]",
    "~a~",
  ])("leaves %j to Markdown", (text) => {
    expect(isPlainLine(text)).toBe(false);
  });
});

describe("excerpt", () => {
  it("shows the end of a growing text and the start of a finished one", () => {
    expect(excerpt("abcdef", true, 2)).toEqual({ text: "ef", before: 4, after: 0 });
    expect(excerpt("abcdef", false, 2)).toEqual({ text: "ab", before: 0, after: 4 });
    expect(excerpt("ab", false, 2)).toEqual({ text: "ab", before: 0, after: 0 });
  });
});
