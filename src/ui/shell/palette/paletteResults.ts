import { matchScore } from "./matchScore.ts";
import { SECTIONS, type PaletteItem } from "./paletteItem.ts";

/** Lines shown at once. */
const MOST = 100;

/** What is meant more often, of what fits as well. */
const SECTION_BONUS: Partial<Readonly<Record<PaletteItem["section"], number>>> = { Commands: 0.05, Views: 0.04 };

/** Lines under one heading. */
interface PaletteSection {
  readonly title: PaletteItem["section"];
  readonly items: readonly PaletteItem[];
}

/** What the palette lists, and how many more there are. */
export interface PaletteResults {
  readonly sections: readonly PaletteSection[];
  readonly more: number;
}

/**
 * What is listed for what was typed: without anything typed, what was used last and everything else under its heading; else what fits,
 * the best sections and lines first. `typedItems` are made of what was typed, and stand before all others.
 */
export function paletteResults(
  items: readonly PaletteItem[],
  typed: string,
  recent: readonly string[],
  typedItems: readonly PaletteItem[] = [],
): PaletteResults {
  if (typed.trim() === "") {
    const used = recent.flatMap((id) => items.filter((item) => item.id === id));
    const rest = items.filter((item) => item.onlyTyped !== true && !used.includes(item));
    return cut([...used.map((item): PaletteItem => ({ ...item, section: "Recent" })), ...rest], SECTIONS);
  }
  const scored = items
    .map((item) => {
      const score = Math.max(
        matchScore(typed, item.title),
        0.8 * matchScore(typed, `${item.title} ${item.words ?? ""}`),
      );
      // What was used lately, and what can be done, comes before what fits as well.
      const bonus = (recent.includes(item.id) ? 0.06 : 0) - (item.unavailable === undefined ? 0 : 0.03);
      return { item, score: score === 0 ? 0 : score + bonus + (SECTION_BONUS[item.section] ?? 0) };
    })
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score);
  // Single letters find too much where whole words are found.
  const least = (scored[0]?.score ?? 0) * 0.55;
  const fitting = scored.filter(({ score }) => score >= least).map(({ item }) => item);
  const order = [...new Set(["Go to" as const, ...fitting.map(({ section }) => section)])];
  return cut([...typedItems, ...fitting], order);
}

function cut(items: readonly PaletteItem[], order: readonly PaletteItem["section"][]): PaletteResults {
  const shown = items.slice(0, MOST);
  const sections = order.map((title) => ({ title, items: shown.filter(({ section }) => section === title) }));
  return { sections: sections.filter((section) => section.items.length > 0), more: items.length - shown.length };
}
