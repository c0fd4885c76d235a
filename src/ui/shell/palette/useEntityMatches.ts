import { useEffect, useState } from "react";
import { eventIndexOf, type Entity } from "#src/analysis/eventIndex.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { inSlices } from "#src/ui/components/inSlices.ts";

/** Events indexed, and entities looked at, between two looks at the clock. */
const STRIDE = 100;
/** Shown at once; more typing narrows them. */
const MOST = 12;

/** Entities whose id or name was typed. */
export interface EntityMatches {
  readonly list: readonly { readonly entity: Entity; readonly name: string | undefined }[];
  /** True where more than those fit. */
  readonly more: boolean;
}

const NONE: EntityMatches = { list: [], more: false };

/** The messages, calls, runs, subagents and steps whose id, or whose tool's name, holds what was typed. Found in slices. */
export function useEntityMatches(reading: Reading, typed: string): EntityMatches {
  const text = typed.trim().toLowerCase();
  const [found, setFound] = useState<{ readonly text: string; readonly matches: EntityMatches }>();
  useEffect(() => {
    if (text.length < 2) return undefined;
    const index = eventIndexOf(reading);
    const names = new Map(reading.viewAt(reading.length).toolCalls.map(({ id, name }) => [id, name]));
    const list: { entity: Entity; name: string | undefined }[] = [];
    let next = 1;
    return inSlices(
      () => {
        for (const until = next + STRIDE; next < until && list.length <= MOST; next++) {
          const entity = index.entity(next);
          if (!entity) break;
          const name = entity.kind === "toolCall" ? names.get(entity.id) : undefined;
          if (entity.id.toLowerCase().includes(text) || name?.toLowerCase().includes(text)) list.push({ entity, name });
        }
        if (list.length > MOST) return false;
        if (index.entity(next)) return true;
        index.read(Math.min(index.length + STRIDE, reading.length));
        return index.length < reading.length || index.entity(next) !== undefined;
      },
      () => setFound({ text, matches: { list: list.slice(0, MOST), more: list.length > MOST } }),
    );
  }, [reading, text]);
  return found?.text === text && text.length >= 2 ? found.matches : NONE;
}
