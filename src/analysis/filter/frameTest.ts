import { assert } from "#src/lib/assert.ts";
import type { EventIndex } from "#src/analysis/eventIndex.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { compileTerm, type TermContext, type TermTest } from "./compileTerm.ts";
import type { FilterTerm } from "./filterTerm.ts";
import { LastDecoded } from "./lastDecoded.ts";
import { SentTypes } from "./sentTypes.ts";

/**
 * Tells which frames of a recording meet all terms of a filter. What columns can tell is asked first; a frame is decoded at most once,
 * and only where a term needs it. No terms: every frame meets them.
 */
export class FrameTest {
  /** True where the index must have been read up to a frame before it is asked about. */
  readonly needsIndex: boolean;
  /** True where a frame may have to be decoded, which costs a hundred times what columns do. */
  readonly decodes: boolean;
  /** True where findings that are made later may change what was said of a frame. */
  readonly asksFindings: boolean;
  /** True where bookmarks and notes may. */
  readonly asksAnnotations: boolean;
  private readonly tests: readonly TermTest[];

  constructor(
    terms: readonly FilterTerm[],
    readonly reading: Reading,
    readonly index: EventIndex,
  ) {
    const context: TermContext = {
      reading,
      index,
      types: new SentTypes(reading),
      frames: new LastDecoded(reading),
    };
    this.tests = terms.map((term) => compileTerm(term, context)).toSorted((a, b) => a.cost - b.cost);
    this.needsIndex = this.tests.some(({ needsIndex }) => needsIndex);
    this.decodes = this.tests.some(({ cost }) => cost > 1);
    const asked = terms.flatMap((term) => (term.key === "has" ? term.values : []));
    this.asksAnnotations = asked.some((value) => value === "note" || value === "bookmark");
    this.asksFindings = asked.some((value) => value !== "note" && value !== "bookmark");
  }

  /** Whether frame `seq`, from 1 to the recording's length, meets all terms. */
  matches(seq: number): boolean {
    if (this.needsIndex && seq > this.index.length) assert(false, `frame ${seq} is filtered before it is indexed`);
    for (const { test, negated } of this.tests) if (test(seq) === negated) return false;
    return true;
  }
}
