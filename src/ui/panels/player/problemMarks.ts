import type { Reading } from "#src/reconstruction/reading.ts";

/** One mark on the Position slider. */
export interface ProblemMark {
  /** Percent of the line. */
  readonly place: number;
  readonly severity: "error" | "warning";
}

/** Finer than this nobody can see: problems that are closer share a mark, which shows the worse of them. */
const PLACES = 200;

interface Known {
  readonly findings: number;
  readonly total: number;
  readonly marks: readonly ProblemMark[];
}

const known = new WeakMap<Reading, Known>();

/** Where the errors and warnings of a recording lie. */
export function problemMarks(reading: Reading, total: number): readonly ProblemMark[] {
  const last = known.get(reading);
  if (last && last.findings === reading.findings.length && (last.total === total || last.findings === 0))
    return last.marks;
  const places = new Map<number, ProblemMark["severity"]>();
  for (const { seq, severity } of reading.findings) {
    if (severity === "info" || seq < 1 || seq > total) continue;
    const place = Math.round((seq / total) * PLACES);
    if (severity === "error" || !places.has(place)) places.set(place, severity);
  }
  const marks = [...places].map(([place, severity]) => ({ place: (place / PLACES) * 100, severity }));
  known.set(reading, { findings: reading.findings.length, total, marks });
  return marks;
}
