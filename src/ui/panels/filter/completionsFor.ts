import { eventIndexOf, type EventIndex } from "#src/analysis/eventIndex.ts";
import { completeFilter, type Completions, type FilterSources } from "#src/analysis/filter/completeFilter.ts";
import { isObject } from "#src/lib/json.ts";
import { childAt } from "#src/lib/jsonPointer.ts";
import type { ScopeState } from "#src/store/types.ts";
import { seenTypesOf } from "./seenTypesOf.ts";

/** Values that are looked at for one letter, newest first, and how many of them are offered. */
const LOOKED_AT = 5000;
const OFFERED = 30;

/** The ways to go on at `caret`, with values of the recording on screen as far as they are known by now. */
export function completionsFor(state: ScopeState, text: string, caret: number): Completions {
  return completeFilter(text, caret, sourcesOf(state));
}

function sourcesOf(state: ScopeState): FilterSources {
  const { reading } = state.session;
  const index = eventIndexOf(reading);
  return {
    types: () => [...seenTypesOf(reading).types].toSorted(),
    ids: (beginning) => newest(idsNewestFirst(index), beginning),
    runs: () => index.runs.map(({ runId }) => runId ?? ""),
    subagents: (beginning) => newest(index.subagentIds.toReversed(), beginning),
    keysAt(tokens) {
      // As of the end: what the cursor has not reached yet is looked for as well.
      let value = reading.history.stateAt(reading.length);
      for (const token of tokens) value = childAt(value, token) ?? null;
      if (Array.isArray(value)) return value.slice(0, OFFERED).map((_, place) => String(place));
      return isObject(value) ? Object.keys(value) : [];
    },
    length: reading.length,
  };
}

function newest(ids: Iterable<string>, beginning: string): readonly string[] {
  const found = new Set<string>();
  let looked = 0;
  for (const id of ids) {
    if (id !== "" && id.startsWith(beginning)) found.add(id);
    if (++looked >= LOOKED_AT || found.size >= OFFERED) break;
  }
  return [...found];
}

function* idsNewestFirst(index: EventIndex): Generator<string, void> {
  for (let number = index.entityCount; number > 0; number--) yield index.entity(number)?.id ?? "";
}
