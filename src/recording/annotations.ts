import { assert } from "#src/lib/assert.ts";

/** What the user wrote beside one event. An empty note is a bookmark. */
export interface Annotation {
  /** The number of the event, from 1. */
  readonly seq: number;
  /** Plain text, as it was typed. */
  readonly note: string;
}

/** The bookmarks and notes of one recording: said about its events, never part of what was received. */
export class Annotations {
  private readonly notes = new Map<number, string>();
  private changes = 0;
  private sorted: readonly Annotation[] | undefined;

  /** Grows with every change. */
  get revision(): number {
    return this.changes;
  }

  /** All of them, by event number. The same array until something changes. */
  get list(): readonly Annotation[] {
    this.sorted ??= [...this.notes].map(([seq, note]) => ({ seq, note })).sort((one, other) => one.seq - other.seq);
    return this.sorted;
  }

  /** What is said about event `seq`; undefined for an event without a bookmark. */
  at(seq: number): { readonly note: string } | undefined {
    const note = this.notes.get(seq);
    return note === undefined ? undefined : { note };
  }

  /** Bookmarks event `seq`, or changes its note. */
  set(seq: number, note: string): void {
    assert(Number.isInteger(seq) && seq >= 1, `no event has the number ${seq}`);
    if (this.notes.get(seq) === note) return;
    this.notes.set(seq, note);
    this.changed();
  }

  /** Takes the bookmark and the note from event `seq`. */
  remove(seq: number): void {
    if (this.notes.delete(seq)) this.changed();
  }

  private changed(): void {
    this.changes++;
    this.sorted = undefined;
  }
}
