import { hasTimes } from "#src/recording/hasTimes.ts";
import type { Reading } from "#src/reconstruction/reading.ts";

/** Milliseconds from one event to a later one; undefined where no times were recorded, or where the two are of two answers. */
export function durationBetween({ log }: Reading, from: number, to: number): number | undefined {
  if (from === 0 || to > log.length) return undefined;
  const exchange = log.exchangeOf(from);
  if (!hasTimes(exchange) || exchange !== log.exchangeOf(to)) return undefined;
  return log.timeOf(to) - log.timeOf(from);
}
