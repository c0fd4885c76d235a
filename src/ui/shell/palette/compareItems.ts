import type { ScopeState } from "#src/store/types.ts";
import type { PaletteItem } from "./paletteItem.ts";

/** Several endpoints at once, and the last two runs of the recording on screen beside each other. */
export function compareItems({ session, openSideBySide, compareRuns }: ScopeState): readonly PaletteItem[] {
  const last = session.reading.log.exchanges.length - 1;
  return [
    {
      id: "compare sideBySide",
      section: "Agents",
      title: "Run side by side…",
      detail: "The same input to several endpoints",
      words: "compare agents endpoints difference columns",
      run: openSideBySide,
    },
    {
      id: "compare last",
      section: "Recording",
      title: "Compare the last two runs",
      words: "difference columns side by side",
      unavailable: last < 1 ? "there are not two of them" : undefined,
      run: () => compareRuns([last - 1, last].map((exchange) => ({ session: session.id, exchange }))),
    },
  ];
}
