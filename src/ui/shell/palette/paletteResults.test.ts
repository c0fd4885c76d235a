import { describe, expect, it } from "vitest";
import type { PaletteItem } from "./paletteItem.ts";
import { paletteResults } from "./paletteResults.ts";

const item = (
  title: string,
  section: PaletteItem["section"] = "Commands",
  more: Partial<PaletteItem> = {},
): PaletteItem => ({
  id: title,
  title,
  section,
  run: () => undefined,
  ...more,
});

const ITEMS = [
  item("Next state change"),
  item("Previous state change"),
  item("Run"),
  item("Open State", "Views"),
  item("Filter: family:run", "Filter"),
  item("Filter: type:RUN_STARTED", "Filter", { onlyTyped: true }),
  item("Save the recording", "Recording", { words: "export download" }),
];

const listed = (typed: string, recent: readonly string[] = [], typedItems: readonly PaletteItem[] = []) =>
  paletteResults(ITEMS, typed, recent, typedItems).sections.map(({ title, items }) => [
    title,
    ...items.map((found) => found.title),
  ]);

describe("paletteResults", () => {
  it("lists everything but what waits to be typed, the last used first", () => {
    expect(listed("", ["Run", "gone"])).toEqual([
      ["Recent", "Run"],
      ["Commands", "Next state change", "Previous state change"],
      ["Views", "Open State"],
      ["Filter", "Filter: family:run"],
      ["Recording", "Save the recording"],
    ]);
  });

  it("lists what fits, the best section first", () => {
    expect(listed("run")[0]).toEqual(["Commands", "Run"]);
    expect(listed("run")[1]).toContain("Filter: type:RUN_STARTED");
    expect(listed("nothing like it")).toEqual([]);
  });

  it("leaves out what only its letters find where words are found", () => {
    expect(listed("state").flat()).not.toContain("Filter: type:RUN_STARTED");
    expect(listed("rnst").flat()).toContain("Filter: type:RUN_STARTED");
  });

  it("finds by words that are not in the title", () => {
    expect(listed("export")).toEqual([["Recording", "Save the recording"]]);
  });

  it("puts what was made of the typed text before everything else", () => {
    const typed = item("Go to event 12", "Go to");
    expect(listed("run", [], [typed])[0]).toEqual(["Go to", "Go to event 12"]);
  });

  it("puts what cannot be done after what fits as well and can", () => {
    const { sections } = paletteResults(
      [item("Next a", "Commands", { unavailable: "no" }), item("Next b")],
      "next",
      [],
    );
    expect(sections[0]?.items.map(({ title }) => title)).toEqual(["Next b", "Next a"]);
  });

  it("counts what it does not list", () => {
    const many = Array.from({ length: 130 }, (_, at) => item(`Line ${at}`));
    const { sections, more } = paletteResults(many, "line", []);
    expect((sections[0]?.items.length ?? 0) + more).toBe(130);
    expect(more).toBeGreaterThan(0);
  });
});
