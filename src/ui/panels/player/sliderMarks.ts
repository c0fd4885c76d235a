import type { Annotations } from "#src/recording/annotations.ts";
import type { Reading } from "#src/reconstruction/reading.ts";

/** More places than the slider has pixels: what is closer together shares a mark. */
const PLACES = 1024;

/** Marks as SVG paths whose x is the number of an event; y goes from 0 to 24. An empty one draws nothing. */
export interface SliderMarks {
  readonly error: string;
  readonly warning: string;
  readonly bookmark: string;
}

/** How many events share a mark in a recording of so many: a power of two, so that marks can be merged as a recording grows. */
function eventsPerPlace(total: number): number {
  let width = 1;
  while (total / width > PLACES) width *= 2;
  return width;
}

/** The errors and warnings of one recording by place. Reads each finding once, however often it is asked. */
class ProblemPlaces {
  private places = new Map<number, "error" | "warning">();
  private width = 1;
  private read = 0;
  private paths = { error: "", warning: "" };

  constructor(private readonly reading: Reading) {}

  pathsFor(total: number): { readonly error: string; readonly warning: string } {
    const width = eventsPerPlace(total);
    const { findings } = this.reading;
    if (width === this.width && this.read === findings.length) return this.paths;
    if (width !== this.width) this.widen(width);
    for (; this.read < findings.length; this.read++) {
      const finding = findings[this.read];
      if (finding && finding.severity !== "info" && finding.seq >= 1) this.mark(finding.seq, finding.severity);
    }
    const lines = { error: "", warning: "" };
    for (const [place, severity] of this.places) lines[severity] += `M${this.middleOf(place)} 6v12`;
    return (this.paths = lines);
  }

  private mark(seq: number, severity: "error" | "warning"): void {
    const place = Math.floor((seq - 1) / this.width);
    // The worse of two problems that share a mark.
    if (severity === "error" || !this.places.has(place)) this.places.set(place, severity);
  }

  private widen(width: number): void {
    const narrow = this.places;
    const before = this.width;
    this.places = new Map();
    this.width = width;
    // A recording does not shrink; where another one is shown with fewer events on screen, its findings are read again.
    if (width < before) this.read = 0;
    else for (const [place, severity] of narrow) this.mark(place * before + 1, severity);
  }

  private middleOf(place: number): number {
    return place * this.width + (this.width + 1) / 2;
  }
}

const problems = new WeakMap<Reading, ProblemPlaces>();
const bookmarks = new WeakMap<
  Annotations,
  { readonly revision: number; readonly width: number; readonly path: string }
>();

/** Where the problems, bookmarks and notes of a recording lie. Costs nothing while there are no new ones. */
export function sliderMarks(reading: Reading, total: number): SliderMarks {
  let places = problems.get(reading);
  if (!places) problems.set(reading, (places = new ProblemPlaces(reading)));
  return { ...places.pathsFor(total), bookmark: bookmarkPath(reading.annotations, eventsPerPlace(total)) };
}

function bookmarkPath(annotations: Annotations, width: number): string {
  const { revision } = annotations;
  const known = bookmarks.get(annotations);
  if (known?.revision === revision && known.width === width) return known.path;
  const places = new Set(annotations.list.map(({ seq }) => Math.floor((seq - 1) / width)));
  const path = [...places].map((place) => `M${place * width + (width + 1) / 2} 1v5`).join("");
  bookmarks.set(annotations, { revision, width, path });
  return path;
}
