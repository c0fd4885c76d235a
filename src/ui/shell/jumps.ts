import type { Reading } from "#src/reconstruction/reading.ts";

/** The nearest event after or before `from` that sets or changes the state. Looks at types only, so a long way costs little. */
export function findStateChange(reading: Reading, from: number, direction: 1 | -1): number | undefined {
  for (let seq = from + direction; seq >= 1 && seq <= reading.length; seq += direction) {
    const type = reading.typeAt(seq);
    if (type === "STATE_DELTA" || type === "STATE_SNAPSHOT") return seq;
  }
  return undefined;
}

/** The nearest event after or before `from` with an error or a warning. */
export function findProblem(reading: Reading, from: number, direction: 1 | -1): number | undefined {
  let nearest: number | undefined;
  for (const { seq, severity } of reading.findings) {
    const distance = (seq - from) * direction;
    if (severity === "info" || seq < 1 || distance <= 0) continue;
    if (nearest === undefined || distance < (nearest - from) * direction) nearest = seq;
  }
  return nearest;
}

/** The nearest event after or before `from` that begins a run: its RUN_STARTED, or the first event of an answer that has none. */
export function findRun(reading: Reading, from: number, direction: 1 | -1): number | undefined {
  const starts = reading.viewAt(reading.length).runs.map(({ startedBy }) => startedBy);
  return direction > 0 ? starts.find((seq) => seq > from) : starts.findLast((seq) => seq < from && seq > 0);
}
