import type { EventFamily } from "#src/protocol/events.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { SentTypes } from "./sentTypes.ts";

/** Names of types that are worth offering. A stream that invents more does not get them offered, and can still be filtered by them. */
const MOST_NAMES = 500;

/** Which types and families a recording holds, and how many events of each family. One walk that goes on where it stopped. */
export class SeenTypes {
  private readonly sent: SentTypes;
  private readonly counts = new Map<EventFamily, number>();
  private readonly names = new Set<string>();
  private last = 0;

  constructor(private readonly reading: Reading) {
    this.sent = new SentTypes(reading);
  }

  /** The number of the last frame that was counted. */
  get at(): number {
    return this.last;
  }

  /** How many frames there are of each family, in the order in which they first came. What is no event is `other`. */
  get families(): ReadonlyMap<EventFamily, number> {
    return this.counts;
  }

  /** Types as sent, in the order in which they first came. */
  get types(): ReadonlySet<string> {
    return this.names;
  }

  /** Counts up to frame `upTo`, at most the recording's length. */
  read(upTo: number): void {
    const stop = Math.min(upTo, this.reading.length);
    while (this.last < stop) {
      const seq = ++this.last;
      const family = this.sent.familyAt(seq);
      this.counts.set(family, (this.counts.get(family) ?? 0) + 1);
      const type = this.names.size < MOST_NAMES ? this.sent.at(seq) : undefined;
      if (type !== undefined) this.names.add(type);
    }
  }
}
