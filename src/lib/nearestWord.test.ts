import { expect, it } from "vitest";
import { nearestWord } from "./nearestWord.ts";

const TYPES = ["RUN_STARTED", "RUN_FINISHED", "TEXT_MESSAGE_START", "TEXT_MESSAGE_END"];

it.each([
  ["TEXT_MESAGE_START", "TEXT_MESSAGE_START"],
  ["text_message_end", "TEXT_MESSAGE_END"],
  ["RunStarted", "RUN_STARTED"],
  ["RUN_FINISH", "RUN_FINISHED"],
  ["SOMETHING_ELSE_ALTOGETHER", undefined],
  ["X", undefined],
  ["", undefined],
])("finds what %j was meant to be", (word, meant) => expect(nearestWord(word, TYPES)).toBe(meant));

it("takes the nearest, and the first of equally near ones", () => {
  expect(nearestWord("abcd", ["abxy", "abcx", "abcy"])).toBe("abcx");
});
