import { expect, it } from "vitest";
import { SCREENS, screenOf } from "./screens.ts";

it("finds a screen by its address, and the first one by any other", () => {
  for (const { id, hash } of SCREENS) expect(screenOf(hash)).toBe(id);
  for (const hash of ["", "#", "#/nowhere", "#token=abc"]) expect(screenOf(hash)).toBe("scope");
});

it("finds the screen beside what else the address keeps", () => {
  expect(screenOf("#/live?filter=type:tool")).toBe("live");
  expect(screenOf("#/?filter=/live")).toBe("scope");
});
