import { counted } from "#src/lib/counted.ts";
import { headerOf } from "#src/transport/headerOf.ts";
import { SLOW_HEADERS_MS, SLOW_HEADERS_WHY, STALLED_MS, STALLED_WHY, stalledFor } from "./waiting.ts";
import { lasting, namedByServer } from "./statusLine.ts";
import type { Diagnosis, DiagnosisCode, ExchangeFacts, Offer } from "./types.ts";

/** Milliseconds between the headers and everything at once that show that something held the stream back. */
const HELD_BACK_MS = 1000;
const SEVERAL = 4;
/** Types that name something else. None at all is common and harmless: AG2 sends none. */
const MISLABELLED = /^\s*(?:text\/(?:html|plain)|application\/json|\*\/\*)/i;

/** What is wrong with how a run came that did not fail; undefined for a good one. */
export function paceHint(facts: ExchangeFacts): Diagnosis | undefined {
  const { exchange, arrivals, frames, comments } = facts;
  const { response } = exchange;
  if (!response || exchange.request.via === "file") return undefined;
  const events = frames - comments;
  if (arrivals && arrivals.reads === 1 && events >= SEVERAL) {
    const encoding = headerOf(response.headers, "content-encoding");
    const silence = arrivals.first - response.time;
    const held = silence > HELD_BACK_MS;
    if (held || arrivals.madeIn > HELD_BACK_MS) {
      const after = held ? `, ${lasting(silence)} after the headers` : "";
      const made =
        arrivals.madeIn > HELD_BACK_MS
          ? ` The agent made them over ${lasting(arrivals.madeIn)} by its own timestamps.`
          : "";
      const cause =
        encoding !== undefined && encoding !== "identity"
          ? `The answer is compressed (${encoding}), which holds a stream back until a block is full: turn it off for this route.`
          : made === ""
            ? "Either the agent sends only when it is done, or a proxy buffers: send X-Accel-Buffering: no, and turn buffering and compression off there."
            : "So a proxy or a middleware buffers the answer: send X-Accel-Buffering: no, and turn buffering and compression off there.";
      return hint("buffered", `All ${counted(events, "event")} came at once${after}.${made} ${cause}`);
    }
  }
  if (response.time > SLOW_HEADERS_MS) {
    return hint(
      "slow-headers",
      `The answer's headers came after ${lasting(response.time)}. Send them before the agent thinks, so that clients and proxies do not give up.`,
    );
  }
  if (response.redirected) {
    const url = namedByServer(response.url, facts);
    return hint(
      "redirected",
      `The request was redirected to ${url}. Use that address: a redirect costs a round trip and can lose headers.`,
      [{ type: "use-url", url }],
    );
  }
  const type = headerOf(response.headers, "content-type");
  if (type !== undefined && MISLABELLED.test(type)) {
    return hint(
      "content-type",
      `The stream came as ${type}. Clients that trust the content type do not read it as events: send text/event-stream.`,
    );
  }
  return undefined;
}

/** What the user was waiting for when they pressed Stop, if it had been quiet for long. */
export function stoppedHint({ exchange, arrivals, frames }: ExchangeFacts): Diagnosis | undefined {
  const { end, response, request } = exchange;
  if (!end) return undefined;
  if (!response) {
    if (end.time < SLOW_HEADERS_MS) return undefined;
    const offers: Offer[] = request.via === "direct" ? [{ type: "look-behind" }] : [];
    return hint(
      "slow-headers",
      `No answer had come for ${lasting(end.time)} when you stopped it. ${SLOW_HEADERS_WHY}`,
      offers,
    );
  }
  const silence = end.time - (arrivals?.last ?? response.time);
  return silence < STALLED_MS
    ? undefined
    : hint("stalled", `${stalledFor(silence, frames, arrivals?.lastType)} ${STALLED_WHY}`);
}

const hint = (code: DiagnosisCode, sentence: string, offers: readonly Offer[] = []): Diagnosis => ({
  code,
  severity: "hint",
  short: "",
  sentence,
  offers,
  evidence: [],
  issues: [],
});
