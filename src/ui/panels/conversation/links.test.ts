import { expect, it } from "vitest";
import { isFetchable, safeLink } from "./links.ts";

it("lets http, https and mailto through as they are", () => {
  for (const address of ["https://ag-ui.com/a?b#c", "HTTP://example.com", "mailto:a@b.c"])
    expect(safeLink(address)).toBe(address);
});

it("refuses whatever could run code, leave the browser or resolve against this page", () => {
  for (const address of [
    "javascript:alert(1)",
    "java\nscript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "blob:http://a/b",
    "//example.com/x",
    "/relative",
    "relative",
    "#fragment",
    "",
  ])
    expect(safeLink(address)).toBeUndefined();
});

it("offers to load over http only", () => {
  expect(isFetchable("https://example.com/a.png")).toBe(true);
  expect(isFetchable("mailto:a@b.c")).toBe(false);
  expect(isFetchable("data:image/png;base64,AA==")).toBe(false);
});
