import { eventIndexOf } from "#src/analysis/eventIndex.ts";
import { FilterMatches } from "#src/analysis/filter/filterMatches.ts";
import { printTerm } from "#src/analysis/filter/filterTerm.ts";
import { FrameTest } from "#src/analysis/filter/frameTest.ts";
import { parseFilter } from "#src/analysis/filter/parseFilter.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import type { ScopeStore } from "#src/store/store.ts";
import { inSlices } from "#src/ui/components/inSlices.ts";
import { NO_MATCHES, type FilterResult } from "./filterResult.ts";

/** Frames between two looks at the clock where columns answer. One that must be decoded may be large, so there each is followed by a look. */
const STRIDE = 32;
/** Milliseconds between two pictures of matches that are still being found. */
const SHOW_EVERY_MS = 100;

/**
 * Finds what matches the filter of a store, once for all that show it. It starts with the first who listens, follows the text and the
 * recording, and works in slices: another text abandons what was being found at once.
 */
class FilterReader {
  private result: FilterResult = NO_MATCHES;
  private reading: Reading | undefined;
  private text = "";
  private terms = "";
  private isReading = false;
  private shownAt = -Infinity;
  private stopReading = (): void => undefined;
  private readonly listeners = new Set<() => void>();
  private stopFollowing = (): void => undefined;

  constructor(private readonly store: ScopeStore) {}

  readonly snapshot = (): FilterResult => this.result;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    if (this.listeners.size === 1) {
      this.stopFollowing = this.store.subscribe((now, before) => {
        if (
          now.filterText !== before.filterText ||
          now.session !== before.session ||
          now.revision !== before.revision ||
          now.annotationsRevision !== before.annotationsRevision
        )
          this.follow();
      });
      this.follow();
    }
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size > 0) return;
      this.stopFollowing();
      this.stopReading();
      this.isReading = false;
    };
  };

  private follow(): void {
    const { filterText, session } = this.store.getState();
    if (session.reading !== this.reading || filterText !== this.text) this.begin(session.reading, filterText);
    if (this.result.matches !== undefined && !this.isReading) this.read(this.result.matches);
  }

  private begin(reading: Reading, text: string): void {
    const { terms, mistakes } = parseFilter(text);
    const meaning = terms.map(printTerm).join(" ");
    const isSame = reading === this.reading && meaning === this.terms;
    this.reading = reading;
    this.text = text;
    this.terms = meaning;
    if (isSame) {
      this.show({ ...this.result, mistakes });
      return;
    }
    this.stopReading();
    this.isReading = false;
    this.shownAt = -Infinity;
    const matches =
      terms.length === 0 ? undefined : new FilterMatches(new FrameTest(terms, reading, eventIndexOf(reading)), reading);
    this.result = { ...NO_MATCHES, matches, mistakes, revision: this.result.revision + 1 };
    if (matches === undefined) this.show(this.result);
  }

  private read(matches: FilterMatches): void {
    const { reading } = this;
    if (reading === undefined) return;
    const stride = matches.isCheap ? STRIDE : 1;
    this.isReading = true;
    this.stopReading = inSlices(
      () => {
        matches.read(matches.at + stride);
        return matches.at < reading.length;
      },
      () => {
        this.isReading = false;
        this.show({ ...this.result, isDone: true });
      },
      () => {
        const now = performance.now();
        if (now - this.shownAt < SHOW_EVERY_MS) return;
        this.shownAt = now;
        this.show({ ...this.result, isDone: false });
      },
    );
  }

  private show(result: FilterResult): void {
    this.result = { ...result, revision: result.revision + 1 };
    for (const listener of this.listeners) listener();
  }
}

const readers = new WeakMap<ScopeStore, FilterReader>();

/** The one reader of a store. */
export function filterReaderOf(store: ScopeStore): Pick<FilterReader, "snapshot" | "subscribe"> {
  let reader = readers.get(store);
  if (!reader) readers.set(store, (reader = new FilterReader(store)));
  return reader;
}
