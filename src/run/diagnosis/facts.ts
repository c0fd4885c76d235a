import type { Reading } from "#src/reconstruction/reading.ts";
import type { Exchange } from "#src/recording/types.ts";
import { parseInjection } from "#src/transport/faults/injection.ts";
import type { Arrivals, ExchangeFacts } from "./types.ts";

/** How much of a body is read to say what it was. */
const SAMPLE_BYTES = 4096;

/**
 * What is known of exchange `index` of a reading, to be asked for once it has ended; undefined when there is none.
 * Its cost depends on the number of frames and findings, never on their content.
 */
export function factsOf(reading: Reading, index: number, pageUrl?: string): ExchangeFacts | undefined {
  const { log } = reading;
  const exchange = log.exchanges[index];
  if (!exchange) return undefined;
  const lastSeq = log.lastSeqOf(index);
  let comments = 0;
  for (let seq = exchange.firstSeq; seq <= lastSeq; seq++) if (log.kind(seq) === "comment") comments++;
  const run = reading.viewAt(lastSeq).runs.findLast(({ startedBy }) => startedBy >= exchange.firstSeq);
  return {
    exchange,
    pageUrl,
    bodyStart: bodyStart(reading, exchange, lastSeq),
    frames: lastSeq - exchange.firstSeq + 1,
    comments,
    lastText: lastTextOf(reading, exchange, lastSeq),
    isDocument: lastSeq >= exchange.firstSeq && log.kind(exchange.firstSeq) === "body",
    run: run && { status: run.status, message: run.error?.message ?? "", code: run.error?.code },
    arrivals: arrivalsOf(reading, exchange, lastSeq),
    injected: injectedInto(reading, exchange, lastSeq),
  };
}

function lastTextOf(reading: Reading, { firstSeq }: Exchange, lastSeq: number): string {
  const { log } = reading;
  if (lastSeq < firstSeq || log.kind(lastSeq) === "comment" || reading.typeAt(lastSeq) !== undefined) return "";
  return new TextDecoder().decode(log.bytes(lastSeq).subarray(0, SAMPLE_BYTES));
}

function arrivalsOf(reading: Reading, { firstSeq }: Exchange, lastSeq: number): Arrivals | undefined {
  if (lastSeq < firstSeq) return undefined;
  const { log } = reading;
  const first = log.entry(firstSeq);
  const last = log.entry(lastSeq);
  return {
    first: first.time,
    last: last.time,
    reads: last.chunk - first.chunk + 1,
    lastType: reading.typeAt(lastSeq),
    madeIn: last.chunk === first.chunk ? madeIn(reading, firstSeq, lastSeq) : 0,
  };
}

/** Bundled agents mark their faults with comments, which only the findings know; an answer without frames has notes only. */
function injectedInto({ log, findings }: Reading, { index, firstSeq }: Exchange, lastSeq: number) {
  const says =
    lastSeq < firstSeq
      ? log.notes
          .filter(({ code, exchange }) => code === "injected" && exchange === index)
          .map(({ detail }) => parseInjection(detail)?.says ?? "")
      : findings
          .filter(({ rule, seq }) => rule === "scope/injected" && seq >= firstSeq && seq <= lastSeq)
          .map(({ message }) => message);
  const last = says.at(-1);
  return last === undefined ? undefined : { places: says.length, last };
}

/** The span of the agent's own timestamps. Asked only where everything came in one read, and of its two ends. */
function madeIn(reading: Reading, firstSeq: number, lastSeq: number): number {
  const stampOf = (seq: number): number | undefined => {
    const event = reading.decodedAt(seq).event as { readonly timestamp?: unknown } | undefined;
    return typeof event?.timestamp === "number" ? event.timestamp : undefined;
  };
  const from = stampOf(firstSeq);
  const to = stampOf(lastSeq);
  if (from === undefined || to === undefined || to <= from) return 0;
  // LlamaIndex writes seconds.
  return from < 1e11 ? (to - from) * 1000 : to - from;
}

/** The first bytes of an exchange's body as text, whatever they are. */
function bodyStart(reading: Reading, exchange: Exchange, lastSeq: number): string {
  const decoder = new TextDecoder();
  let text = "";
  let room = SAMPLE_BYTES;
  for (let seq = exchange.firstSeq; seq <= lastSeq && room > 0; seq++) {
    const bytes = reading.log.bytes(seq).subarray(0, room);
    room -= bytes.length;
    text += decoder.decode(bytes, { stream: true });
  }
  return text + decoder.decode(reading.log.bytesAfterFrames(exchange.index).subarray(0, room));
}
