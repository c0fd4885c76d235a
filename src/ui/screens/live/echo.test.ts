import { expect, it } from "vitest";
import { enter, hear, startEcho } from "./echo.ts";

it("shows what is entered at once, and stays when it is told back late", () => {
  let echo = enter(enter(startEcho("a"), "ab"), "abc");
  expect(echo.shown).toBe("abc");
  for (const told of ["a", "ab", "abc", "abc"]) {
    echo = hear(echo, told);
    expect(echo.shown).toBe("abc");
  }
  expect(echo.sent).toEqual([]);
});

it("shows what was done elsewhere", () => {
  expect(hear(startEcho<string | undefined>("a"), undefined).shown).toBeUndefined();
  // One was told back while another waited; somebody else came in between.
  expect(hear(hear(enter(enter(startEcho("a"), "b"), "c"), "b"), "theirs").shown).toBe("theirs");
});

it("takes another order of members and a missing one that is undefined for the same", () => {
  const entered = enter(startEcho<object>({}), { a: 1, b: undefined, c: 2 });
  expect(hear(entered, { c: 2, a: 1 }).sent).toEqual([]);
});
