import { hasTimes } from "#src/recording/hasTimes.ts";
import type { RecordingLog } from "#src/recording/log.ts";

/**
 * Milliseconds between the arrival of frame `seq` and that of the frame before it, or for the first of an exchange since its request.
 * Below 0 only where a file says so; undefined in a capture without times.
 */
export function gapBefore(log: RecordingLog, seq: number): number | undefined {
  const exchange = log.exchangeOf(seq);
  if (!hasTimes(exchange)) return undefined;
  return log.timeOf(seq) - (exchange.firstSeq === seq ? 0 : log.timeOf(seq - 1));
}
