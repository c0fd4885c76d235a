import type { RequestAnswers } from "#src/analysis/toolTimes.ts";
import { hasTimes } from "#src/recording/hasTimes.ts";
import type { Exchange } from "#src/recording/types.ts";
import type { LeftOpen } from "./leftOpen.ts";
import type { SpanReader } from "./spanReader.ts";

/** One answer on the axis. */
interface AxisSection {
  readonly exchange: number;
  /** Its first frame; that of the next section when it has none. */
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly start: number;
  readonly end: number;
}

/** What lies between the end of one answer and the next request. */
export interface AxisPause {
  /** The exchange whose request ended it, or would. */
  readonly exchange: number;
  readonly start: number;
  readonly end: number;
  /** Its real length in milliseconds; undefined where nobody knows, and while it goes on. */
  readonly ms: number | undefined;
  /** True where it takes less of the axis than its length, or its length is not known. */
  readonly isShortened: boolean;
  /** True while no request has ended it. */
  readonly goesOn: boolean;
  /** What the client or a human had to answer meanwhile. */
  readonly left: LeftOpen | undefined;
}

/** Where things lie from left to right: milliseconds, or event numbers. Places of what is there never change while more comes. */
export interface Axis {
  readonly unit: "ms" | "events";
  readonly length: number;
  readonly sections: readonly AxisSection[];
  readonly pauses: readonly AxisPause[];
  /** The place of an event. */
  at(seq: number): number;
  /** The last event at or before a place; 0 for none. */
  seqAt(place: number): number;
  /** The end of the answer that an event belongs to, as far as it came. */
  endOfAnswer(seq: number): number;
}

/** A pause takes at most this part of what the answers before it took on average, so that it never hides them. */
const PAUSE_SHARE = 0.25;

/** True for a recording whose every frame has an arrival time. */
export const isTimed = ({ exchanges }: { readonly exchanges: readonly Exchange[] }): boolean =>
  exchanges.every(hasTimes);

/**
 * The time axis of what was read: answers one after another with the real time between them. A long pause is shortened, and one whose
 * length nobody knows is given some. It shows as much of the last answer as was read.
 */
export function timeAxis(spans: SpanReader, answers: RequestAnswers): Axis {
  const { log } = spans.reading;
  const sections: AxisSection[] = [];
  const pauses: AxisPause[] = [];
  let place = 0;
  let busy = 0;
  for (const { index, firstSeq, end } of log.exchanges) {
    if (index > 0) {
      const pause = pauseBefore(spans, answers, index, place, (busy / index) * PAUSE_SHARE);
      pauses.push(pause);
      place = pause.end;
    }
    const lastSeq = Math.min(log.lastSeqOf(index), spans.at);
    const came = lastSeq >= firstSeq ? spans.timeOf(lastSeq) : 0;
    const length = Math.max(1, came, end?.time ?? 0);
    sections.push({ exchange: index, firstSeq, lastSeq, start: place, end: place + length });
    place += length;
    busy += length;
  }
  const open = openPause(spans, place, place + (busy / Math.max(1, sections.length)) * PAUSE_SHARE);
  if (open) pauses.push(open);
  const length = Math.max(1, open?.end ?? place);
  const sectionOf = finder(sections);
  return {
    unit: "ms",
    length,
    sections,
    pauses,
    at(seq) {
      const known = Math.min(seq, spans.at);
      const section = known < 1 ? undefined : sectionOf(known);
      return section === undefined ? 0 : section.start + spans.timeOf(known);
    },
    seqAt(wanted) {
      let low = 0;
      let high = sections.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((sections[middle] as AxisSection).start <= wanted) low = middle + 1;
        else high = middle;
      }
      const section = sections[low - 1];
      if (section === undefined) return 0;
      const { firstSeq, lastSeq, start } = section;
      return firstSeq - 1 + spans.framesUpTo(wanted, firstSeq, Math.max(firstSeq - 1, lastSeq), start);
    },
    endOfAnswer: (seq) => sectionOf(Math.max(1, seq))?.end ?? 0,
  };
}

/** The axis by event number: every event is as far from the next one. */
export function numberAxis(spans: SpanReader): Axis {
  const { log } = spans.reading;
  const sections = log.exchanges.map(({ index, firstSeq }): AxisSection => {
    const lastSeq = Math.min(log.lastSeqOf(index), spans.at);
    return { exchange: index, firstSeq, lastSeq, start: firstSeq, end: Math.max(firstSeq, lastSeq) };
  });
  const pauses: AxisPause[] = [];
  for (const { exchange, start, firstSeq } of sections.slice(1)) {
    const left = spans.leftOpen(exchange - 1);
    const from = Math.max(0, Math.min(firstSeq, spans.at + 1) - 1);
    pauses.push({ exchange, start: from, end: start, ms: undefined, isShortened: false, goesOn: false, left });
  }
  const length = Math.max(1, spans.at + 1);
  const open = openPause(spans, length - 1, length);
  if (open) pauses.push(open);
  const sectionOf = finder(sections);
  return {
    unit: "events",
    length,
    sections,
    pauses,
    at: (seq) => seq,
    seqAt: (place) => Math.max(0, Math.min(spans.at, Math.floor(place))),
    endOfAnswer: (seq) => sectionOf(Math.max(1, seq))?.end ?? 0,
  };
}

function pauseBefore(
  spans: SpanReader,
  answers: RequestAnswers,
  exchange: number,
  start: number,
  most: number,
): AxisPause {
  const ms = answers.waitBefore(exchange)?.ms;
  const isShortened = ms === undefined || ms > most;
  const left = spans.leftOpen(exchange - 1);
  return { exchange, start, end: start + (isShortened ? most : ms), ms, isShortened, goesOn: false, left };
}

/** What the last answer left open, and nothing has answered yet. */
function openPause(spans: SpanReader, start: number, end: number): AxisPause | undefined {
  const { exchanges } = spans.reading.log;
  const last = exchanges.at(-1);
  const left = last?.end === undefined ? undefined : spans.leftOpen(last.index);
  if (left === undefined) return undefined;
  return { exchange: exchanges.length, start, end, ms: undefined, isShortened: true, goesOn: true, left };
}

/** Finds the section of an event; neighbours are asked for one after another. */
function finder(sections: readonly AxisSection[]): (seq: number) => AxisSection | undefined {
  let known: AxisSection | undefined;
  return (seq) => {
    if (known !== undefined && seq >= known.firstSeq && seq <= known.lastSeq) return known;
    let low = 0;
    let high = sections.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sections[middle] as AxisSection).firstSeq <= seq) low = middle + 1;
      else high = middle;
    }
    return (known = sections[low - 1]);
  };
}
