import { expect, it } from "vitest";
import { SCREENS, screenOf } from "./screens.ts";

it("finds a screen by its address, and the first one by any other", () => {
  for (const { id, hash } of SCREENS) expect(screenOf(hash)).toBe(id);
  for (const hash of ["", "#", "#/nowhere", "#token=abc"]) expect(screenOf(hash)).toBe("scope");
});
