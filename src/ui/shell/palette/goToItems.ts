import type { Entity } from "#src/analysis/eventIndex.ts";
import { eventIndexOf } from "#src/analysis/eventIndex.ts";
import type { ScopeStore } from "#src/store/store.ts";
import { entityWords } from "#src/ui/shell/entityWords.ts";
import { showScreen } from "#src/ui/shell/screens.ts";
import type { PaletteItem } from "./paletteItem.ts";

/** The way to an event whose number was typed, or undefined where no number was. */
export function eventItem(store: ScopeStore, typed: string): PaletteItem | undefined {
  const digits = /^#?\s*(\d[\d\s]*)$/.exec(typed.trim())?.[1];
  if (digits === undefined) return undefined;
  const seq = Number(digits.replaceAll(/\s/g, ""));
  const { length, goTo } = store.getState();
  return {
    id: "go to event",
    section: "Go to",
    title: `Go to event ${seq}`,
    unavailable:
      length === 0
        ? "there are no events yet"
        : seq < 1 || seq > length
          ? `the events are numbered from 1 to ${length}`
          : undefined,
    run: () => {
      showScreen("scope");
      goTo(seq);
    },
  };
}

/** The way to the first event of an entity; `name` is what else it is called. */
export function entityItem(store: ScopeStore, entity: Entity, name: string | undefined): PaletteItem {
  return {
    id: `entity ${entity.kind} ${entity.id}`,
    section: "Go to",
    title: `Go to ${entityWords(entity)}`,
    detail: name ?? "its first event",
    run: () => {
      showScreen("scope");
      const { session, goTo } = store.getState();
      const index = eventIndexOf(session.reading);
      const number = index.numberOf(entity);
      for (let seq = 1; seq <= index.length; seq++) {
        if (index.entityNumberAt(seq) !== number) continue;
        goTo(seq);
        return;
      }
    },
  };
}
