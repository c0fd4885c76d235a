import { expect, it } from "vitest";
import { isSlowPattern } from "./slowPattern.ts";

it.each([
  "^(a+)+$",
  "^(?:[a-z]*)*$",
  "(\\w+\\s?)*$",
  "((a+))+b",
  "(?<name>x{2,})+",
  "(a|a)*b",
  "^(([a-z])+.)+[A-Z]$".replace("+.", "+"),
  "(a+|b+)*$",
])("%s may take for ever", (pattern) => {
  expect(isSlowPattern(pattern)).toBe(true);
});

it.each([
  "^[a-z0-9]+(-[a-z0-9]+)*$",
  "^([a-z]+\\.)+[a-z]{2,}$",
  "^\\d{4}-\\d{2}(-\\d{2})?$",
  "^(foo|bar)+$",
  "^(\\([0-9]{3}\\))?[0-9]{3}-[0-9]{4}$",
  "^[^@]+@[^@]+$",
  "^(a+)?$",
  "^([0-9a-f]{2}:)*[0-9a-f]{2}$",
  "",
  "(",
])("%s is quick enough", (pattern) => {
  expect(isSlowPattern(pattern)).toBe(false);
});
