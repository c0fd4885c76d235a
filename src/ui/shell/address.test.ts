import * as fc from "fast-check";
import { expect, it } from "vitest";
import { readAddress, writeAddress } from "./address.ts";

it("keeps any text beside a screen, and reads it again", () => {
  fc.assert(
    fc.property(fc.constantFrom("/", "/live"), fc.string({ unit: "grapheme" }), (path, filter) => {
      const hash = writeAddress({ path, parameters: new URLSearchParams({ filter }) });
      // As the browser keeps it.
      const read = readAddress(new URL(hash, "http://127.0.0.1/").hash);
      expect(read.path).toBe(path);
      expect([...read.parameters]).toEqual([["filter", filter]]);
    }),
  );
});

it("never throws, whatever the address says", () => {
  for (const hash of ["", "#", "#/?filter=%E0%A4%A", "#?&&=", "#/live?%", "#filter"]) readAddress(hash);
  expect(readAddress("#/?filter=%zz").parameters.get("filter")).toBe("%zz");
});

it("finds a token with and without a screen, and leaves the rest", () => {
  expect(readAddress("#token=abc").parameters.get("token")).toBe("abc");
  const { path, parameters } = readAddress("#/live?token=abc&filter=a+b");
  parameters.delete("token");
  expect(writeAddress({ path, parameters })).toBe("#/live?filter=a+b");
  expect(writeAddress(readAddress("#/"))).toBe("");
  expect(writeAddress({ path: "", parameters: new URLSearchParams() })).toBe("");
});

it("writes a filter as one reads it", () => {
  expect(writeAddress({ path: "/", parameters: new URLSearchParams({ filter: "type:a,b path:/trip" }) })).toBe(
    "#/?filter=type:a,b+path:/trip",
  );
});
