import { eventIndexOf, type Entity, type EventIndex } from "#src/analysis/eventIndex.ts";
import { selectCursorSeq } from "#src/store/selectors.ts";
import type { ScopeStore } from "#src/store/store.ts";
import { inSlices } from "#src/ui/components/inSlices.ts";
import { filterTerm } from "#src/ui/panels/event/filterTerm.ts";
import { entityWords } from "./entityWords.ts";

/** Events indexed, and indexed events looked at, between two looks at the clock. */
const STRIDE = 100;
const LOOKED_AT = 20_000;

/** One search at a time: another jump, or another move of the cursor, ends it. */
let endSearch = (): void => undefined;

/**
 * Goes to the next or previous event of the entity that the event at the cursor is about. Indexes the recording as far as that takes,
 * in slices; says so where there is none.
 */
export function goToSameEntity(store: ScopeStore, direction: 1 | -1): void {
  atCursor(store, (seq, entity, index) => {
    const state = store.getState();
    const { reading } = state.session;
    const number = index.entityNumberAt(seq);
    let at = seq;
    let found: number | undefined;
    const look = (): boolean => {
      const until = direction > 0 ? Math.min(index.length, at + LOOKED_AT) : Math.max(1, at - LOOKED_AT);
      while (at !== until && found === undefined) {
        at += direction;
        if (index.entityNumberAt(at) === number) found = at;
      }
      if (found !== undefined || (direction < 0 && at <= 1)) return false;
      if (direction > 0 && at === index.length) {
        if (at >= reading.length) return false;
        index.read(Math.min(at + STRIDE, reading.length));
      }
      return true;
    };
    inSteps(store, look, () => {
      if (found !== undefined) state.goTo(found);
      else state.say(`Event ${seq} is the ${direction > 0 ? "last" : "first"} event of ${entityWords(entity)}.`);
    });
  });
}

/** Sets the filter to the events of the entity that the event at the cursor is about. */
export function filterSameEntity(store: ScopeStore): void {
  atCursor(store, (_, entity) => store.getState().setFilterText(termOf(entity)));
}

/** The filter that finds an entity. What has no id is found by its type. */
function termOf({ kind, id }: Entity): string {
  if (kind === "state" || kind === "messages") return kind === "state" ? "type:STATE_" : "type:MESSAGES_SNAPSHOT";
  if (id === "") return kind === "run" ? "family:run" : `type:${kind.toUpperCase()}`;
  return filterTerm(kind === "run" ? "run" : "id", id);
}

/** Finds out what the event at the cursor is about. */
function atCursor(store: ScopeStore, then: (seq: number, entity: Entity, index: EventIndex) => void): void {
  const state = store.getState();
  const seq = selectCursorSeq(state);
  const index = eventIndexOf(state.session.reading);
  if (seq === 0) return state.say("There is no event at the cursor.");
  inSteps(
    store,
    () => {
      index.read(Math.min(index.length + STRIDE, seq));
      return index.length < seq;
    },
    () => {
      const entity = index.entityAt(seq);
      if (entity) then(seq, entity, index);
      else state.say(`Event ${seq} is about no message, call or state.`);
    },
  );
}

/** Steps in slices, until it is done or someone moves the cursor. */
function inSteps(store: ScopeStore, step: () => boolean, onDone: () => void): void {
  endSearch();
  let stop = (): void => undefined;
  let isWaiting = false;
  const unfollow = store.subscribe((now, before) => {
    if (now.cursor !== before.cursor || now.session !== before.session) endSearch();
  });
  endSearch = () => {
    stop();
    unfollow();
  };
  stop = inSlices(
    step,
    () => {
      unfollow();
      onDone();
    },
    () => {
      if (!isWaiting) store.getState().say("Looking through the recording …");
      isWaiting = true;
    },
  );
}
