import { AGUI_MEDIA_TYPE, EventEncoder } from "@ag-ui/encoder";
import type { AguiEvent } from "#src/protocol/events.ts";
import { runError } from "./emit.ts";
import type { Emission, Emissions } from "./types.ts";

/** How one run is written. */
export interface EventStreamOptions {
  /** The request's Accept header. */
  readonly accept: string;
  /** Milliseconds of silence after which a comment is sent. */
  readonly keepAliveMs: number;
  /** Breaks the connection under the response; without a socket the stream errors instead. */
  readonly cut?: (() => void) | undefined;
  /** Called with what a scenario threw, after it became a RUN_ERROR. */
  readonly onFailure?: ((error: unknown) => void) | undefined;
}

const utf8 = new TextEncoder();
const KEEP_ALIVE = utf8.encode(": keep-alive\n\n");

/** True when Accept names protobuf itself: a range such as any/any must not select a binary body. */
export function asksForProtobuf(accept: string): boolean {
  return accept.split(",").some((entry) => {
    const [type = "", ...parameters] = entry.split(";").map((part) => part.trim().toLowerCase());
    const refused = parameters.some((each) => /^q\s*=\s*0(\.0*)?$/.test(each));
    return type === AGUI_MEDIA_TYPE && !refused;
  });
}

/** The Content-Type that `eventStream` writes for this Accept header. */
export const eventStreamType = (accept: string): string =>
  asksForProtobuf(accept) ? AGUI_MEDIA_TYPE : "text/event-stream";

/**
 * A run as a response body. It is pulled: the scenario goes on only when the client has taken what was written,
 * and a body that is cancelled aborts `abort`, which wakes the scenario so that it can clean up.
 */
export function eventStream(
  events: Emissions,
  abort: AbortController,
  options: EventStreamOptions,
): ReadableStream<Uint8Array> {
  const binary = asksForProtobuf(options.accept);
  const encoder = new EventEncoder({ accept: binary ? AGUI_MEDIA_TYPE : "text/event-stream" });
  const encode = (event: AguiEvent): Uint8Array => encoder.encodeBinary(event as Parameters<EventEncoder["encode"]>[0]);
  const encodeAll = (batch: readonly AguiEvent[]): Uint8Array =>
    binary
      ? Buffer.concat(batch.map(encode))
      : utf8.encode(batch.map((event) => encoder.encodeSSE(event as Parameters<EventEncoder["encode"]>[0])).join(""));
  let pending: Promise<IteratorResult<Emission, void>> | undefined;

  /** False when there was nothing to write. */
  const write = (emission: Emission, controller: ReadableStreamDefaultController<Uint8Array>): boolean => {
    if ("wire" in emission) {
      if (emission.wire === "text") controller.enqueue(utf8.encode(emission.text));
      else if (options.cut === undefined) controller.error(new Error("The connection was cut on purpose"));
      else options.cut();
      return true;
    }
    const bytes = "type" in emission ? encode(emission) : encodeAll(emission);
    if (bytes.length > 0) controller.enqueue(bytes);
    return bytes.length > 0;
  };

  const stop = async (): Promise<void> => {
    abort.abort();
    // A scenario asleep is woken by the abort; one that rethrows that is not a failure.
    await events.return().catch(() => undefined);
  };

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          // A pull that enqueues nothing is not repeated, so an empty batch must go on to the next one.
          for (let written = false; !written;) {
            pending ??= events.next();
            const next = await withKeepAlive(pending, binary ? undefined : options.keepAliveMs);
            if (next === undefined) return controller.enqueue(KEEP_ALIVE);
            pending = undefined;
            if (next.done === true) return controller.close();
            written = write(next.value, controller);
            if ("wire" in next.value && next.value.wire === "cut") await stop();
          }
        } catch (error) {
          if (abort.signal.aborted) return;
          options.onFailure?.(error);
          controller.enqueue(
            encode(runError("scenario_failed", error instanceof Error ? error.message : String(error))),
          );
          controller.close();
          await stop();
        }
      },
      cancel: stop,
    },
    { highWaterMark: 0 },
  );
}

/** The promise's value, or undefined when it takes longer than `milliseconds`. */
function withKeepAlive<T>(promise: Promise<T>, milliseconds: number | undefined): Promise<T | undefined> {
  if (milliseconds === undefined) return promise;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds, undefined);
    void promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
