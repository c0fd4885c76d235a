import { assertNever } from "#src/lib/assert.ts";
import type { FaultRule } from "./types.ts";

/** A rule in words, to stand after "will" or in a list: "drop every 3rd TEXT_MESSAGE_CONTENT". */
export function describeFault(rule: FaultRule): string {
  const { kind, ms = 0, status, contentType } = rule;
  switch (kind) {
    case "status":
      return `answer with status ${status ?? "(none given)"}`;
    case "content-type":
      return `answer with the content type ${contentType || "(empty)"}`;
    case "stall":
      return `stall before ${firstOf(rule)}`;
    case "cut":
      return `cut the connection before ${firstOf(rule)}`;
    case "delay":
      return `delay ${eachOf(rule)} by ${ms} ms${limits(rule)}`;
    case "jitter":
      return `delay ${eachOf(rule)} by a random time of up to ${ms} ms${limits(rule)}`;
    case "drop":
      return `drop ${eachOf(rule)}${limits(rule)}`;
    case "duplicate":
      return `send ${eachOf(rule)} twice${limits(rule)}`;
    case "reorder":
      return `send ${eachOf(rule)} after the frame that follows it${limits(rule)}`;
    case "corrupt":
      return `corrupt ${eachOf(rule)}${limits(rule)}`;
    case "unknown-event":
      return `add an unknown event before ${eachOf(rule)}${limits(rule)}`;
    case "drip":
      return `send ${eachOf(rule)} byte by byte, ${ms} ms apart${limits(rule)}`;
    case "split":
      return `send ${eachOf(rule)} in odd pieces${limits(rule)}`;
    case "crlf":
      return `send ${eachOf(rule)} with CRLF line ends${limits(rule)}`;
    default:
      return assertNever(kind);
  }
}

function eachOf({ where }: FaultRule): string {
  const { eventType = "frame", every = 1 } = where;
  return every === 1 ? `every ${eventType}` : `every ${ordinal(every)} ${eventType}`;
}

function firstOf({ where }: FaultRule): string {
  const { eventType = "frame", every = 1, from = 1, probability } = where;
  if (eventType === "frame" && every === 1 && probability === undefined) {
    return from === 1 ? "the first frame" : `frame ${from}`;
  }
  return `the ${every === 1 ? "first" : ordinal(every)} ${eventType}${start(from)}${chance(probability)}`;
}

function limits({ where: { from = 1, probability, times } }: FaultRule): string {
  const most =
    times === undefined ? "" : `, at most ${times === 1 ? "once" : times === 2 ? "twice" : `${times} times`}`;
  return start(from) + chance(probability) + most;
}

const start = (from: number): string => (from > 1 ? `, from frame ${from} on` : "");

const chance = (probability: number | undefined): string =>
  probability === undefined ? "" : `, with a probability of ${Number((probability * 100).toFixed(2))} %`;

function ordinal(n: number): string {
  const last = n % 100 > 10 && n % 100 < 14 ? 0 : n % 10;
  return `${n}${last === 1 ? "st" : last === 2 ? "nd" : last === 3 ? "rd" : "th"}`;
}
