import { diagnose } from "#src/run/diagnosis/diagnose.ts";
import { factsOf } from "#src/run/diagnosis/facts.ts";
import type { RunPhase } from "#src/run/types.ts";
import { hasTimes } from "#src/recording/hasTimes.ts";
import type { RunRows } from "#src/analysis/compare/runRows.ts";
import type { CompareColumn } from "#src/store/compareTypes.ts";
import { formatDuration, plural } from "#src/ui/panels/event/format.ts";

const PHASES: Readonly<Record<RunPhase, string>> = {
  idle: "Not started",
  connecting: "Connecting",
  streaming: "Streaming",
  // Whoever compares does not answer.
  waiting: "Waits for an answer",
  finished: "Finished",
  stopped: "Stopped",
  failed: "Failed",
};

/** Where a column stands, in a word. */
export const phaseWord = ({ status }: CompareColumn): string => PHASES[status.phase];

/** "23 events · 1.4 s · first token 310 ms", as far as there is any of it. */
export function columnFigures({ reading, exchange: index }: CompareColumn, rows: RunRows | undefined): string {
  const exchange = reading.log.exchanges[index];
  if (!exchange) return "";
  const events = reading.log.lastSeqOf(index) - exchange.firstSeq + 1;
  const timed = hasTimes(exchange);
  const { firstToken } = rows ?? {};
  return [
    plural(events, "event"),
    ...(exchange.end && timed ? [formatDuration(exchange.end.time)] : []),
    ...(firstToken !== undefined && timed ? [`first token ${formatDuration(firstToken)}`] : []),
  ].join(" · ");
}

/** Why a run failed, in the words that are used for a run on screen, or what else its status says; empty for nothing. */
export function columnSentence({ reading, exchange, status }: CompareColumn, pageUrl: string): string {
  const { phase, detail, sentence = detail } = status;
  if (phase !== "failed") return phase === "waiting" || phase === "stopped" ? detail : "";
  const facts = factsOf(reading, exchange, pageUrl);
  return (facts && diagnose(facts)?.sentence) ?? sentence;
}

/** The address that a run was sent to, and its id, where there are any. */
export function columnOrigin({ reading, exchange }: CompareColumn): string {
  const { request } = reading.log.exchanges[exchange] ?? {};
  return request?.url ?? "";
}
