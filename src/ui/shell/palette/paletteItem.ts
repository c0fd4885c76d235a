/** The headings of the palette, in their order. */
export const SECTIONS = [
  "Recent",
  "Go to",
  "Commands",
  "Views",
  "Filter",
  "Bookmarks",
  "Breakpoints",
  "What if",
  "Recording",
  "Agents",
  "Look",
] as const;

/** One line of the palette. */
export interface PaletteItem {
  /** Stays the same from one opening to the next. */
  readonly id: string;
  readonly section: (typeof SECTIONS)[number];
  readonly title: string;
  /** How its key is written, where it has one. */
  readonly shown?: string;
  /** A few quiet words after the title. */
  readonly detail?: string;
  /** Other words that find it. */
  readonly words?: string;
  /** Why it can do nothing now, in a few words; absent where it can. */
  readonly unavailable?: string | undefined;
  /** Listed once something is typed, not before: one of very many. */
  readonly onlyTyped?: true;
  readonly run: () => void;
}
