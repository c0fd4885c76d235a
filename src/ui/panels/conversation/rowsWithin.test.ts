import { expect, it } from "vitest";
import type { MessageEntry } from "#src/reconstruction/types.ts";
import type { ConversationRow } from "./rows.ts";
import { rowsWithin } from "./rowsWithin.ts";

const message = (content: string): ConversationRow => {
  const entry: MessageEntry = {
    message: { id: content, role: "assistant", content },
    createdBy: 1,
    changedBy: 1,
    open: false,
    run: 0,
  };
  return { kind: "message", key: content, entry, subagent: undefined };
};

it("takes rows from the end until one would say too much", () => {
  const rows = ["x".repeat(50), "four", "five5", "six"].map(message);
  expect(rowsWithin(rows, { rows: 10, characters: 1000 })).toBe(4);
  expect(rowsWithin(rows, { rows: 2, characters: 1000 })).toBe(2);
  expect(rowsWithin(rows, { rows: 10, characters: 12 })).toBe(3);
  expect(rowsWithin(rows, { rows: 10, characters: 11 })).toBe(2);
});

it("shows the last text however long it is, though the end of its run stands below it", () => {
  const rows = [message("before"), message("x".repeat(50)), message(""), message("")];
  expect(rowsWithin(rows, { rows: 10, characters: 5 })).toBe(3);
});

it("shows one row however long it is, and none of none", () => {
  expect(rowsWithin([message("x".repeat(50))], { rows: 10, characters: 5 })).toBe(1);
  expect(rowsWithin([], { rows: 10, characters: 5 })).toBe(0);
});
