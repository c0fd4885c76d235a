import { expect, it } from "vitest";
import { familiesOf, toggleFamily } from "./toggleFamily.ts";

it.each([
  ["", "family:text"],
  ["hotel ", "hotel family:text"],
  ["family:tool hotel", "family:tool,text hotel"],
  ["a family:text b", "a b"],
  ["family:state,text b", "family:state b"],
  ["family:text", ""],
  // What is left out is another matter, and a mistake stays as it was typed.
  ["-family:text has:bug", "-family:text has:bug family:text"],
])("asks for the family, or no longer: %s", (text, toggled) => {
  expect(toggleFamily(text, "text")).toBe(toggled);
  expect(familiesOf(toggled).includes("text")).toBe(!familiesOf(text).includes("text"));
});
