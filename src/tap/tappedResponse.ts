import { describeAnswered } from "./describeRequest.ts";
import type { MirroredExchange } from "./mirroredExchange.ts";
import { quietly } from "./quietly.ts";

type Body = ReadableStream<Uint8Array<ArrayBuffer>>;

/**
 * A response like `response` whose body is told to `exchange` as the app reads it. It is read no earlier and no faster than the app
 * asks, so that back-pressure, aborts and errors stay what they are without a tap.
 */
export function tapResponse(response: Response, exchange: MirroredExchange): Response {
  exchange.respond({
    status: response.status,
    statusText: response.statusText,
    headers: describeAnswered(response.headers),
    url: response.url,
    redirected: response.redirected,
  });
  if (response.body === null) {
    exchange.end("complete");
    return response;
  }
  try {
    const { status, statusText, headers } = response;
    const Same = response.constructor as typeof Response;
    return like(response, new Same(tapBody(response, response.body, exchange), { status, statusText, headers }));
  } catch (error) {
    // A response of some other library than the platform's: the app gets it as it is.
    exchange.end("reset", "The tap cannot read the body of this kind of response.");
    throw error;
  }
}

/** Gives a response made here the properties that no constructor takes. */
function like(original: Response, made: Response): Response {
  const { url, redirected, type, headers } = original;
  const clone = (): Response => like(original, Object.getPrototypeOf(made).clone.call(made));
  for (const [name, value] of Object.entries({ url, redirected, type, headers, clone })) {
    Object.defineProperty(made, name, { value, configurable: true });
  }
  return made;
}

/** `response` is held as long as its body may be read: some platforms cancel the body of one that was collected. */
function tapBody(response: Response, body: Body, exchange: MirroredExchange): Body {
  // Found out first: a body that is no stream of the platform throws here, untouched.
  const isByteStream = readsBytes(body);
  const held: { readonly response: Response; reader?: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> } = {
    response,
  };
  const pull = async (controller: ReadableStreamController<Uint8Array<ArrayBuffer>>): Promise<void> => {
    held.reader ??= read(controller);
    try {
      for (;;) {
        const { done, value } = await held.reader.read();
        if (done) {
          quietly(() => exchange.end("complete"));
          controller.close();
          // Whoever reads into a buffer of their own waits for it to come back.
          if ("byobRequest" in controller) controller.byobRequest?.respond(0);
          return;
        }
        // A byte stream cannot pass on an empty chunk.
        if (isByteStream && value.byteLength === 0) continue;
        quietly(() => exchange.chunk(value));
        return controller.enqueue(value);
      }
    } catch (error) {
      quietly(() => exchange.fail(error));
      throw error;
    }
  };
  // An abort ends a body at once, whether somebody reads just then or not, and with it what lies ready to be read.
  const read = (
    controller: ReadableStreamController<Uint8Array<ArrayBuffer>>,
  ): ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> => {
    const reader = body.getReader();
    reader.closed.catch((error: unknown) => {
      quietly(() => exchange.fail(error));
      quietly(() => controller.error(error));
    });
    return reader;
  };
  const cancel = (reason: unknown): Promise<void> => {
    quietly(() => exchange.end("aborted"));
    return held.reader?.cancel(reason) ?? held.response.body?.cancel(reason) ?? Promise.resolve();
  };
  // Nothing is read before it is asked for.
  return isByteStream
    ? new ReadableStream({ type: "bytes", pull, cancel })
    : new ReadableStream({ pull, cancel }, { highWaterMark: 0 });
}

/** True for a stream that can be read into a buffer of the reader's. */
function readsBytes(body: Body): boolean {
  if (typeof body.getReader !== "function") throw new TypeError("no stream");
  try {
    body.getReader({ mode: "byob" }).releaseLock();
    return true;
  } catch {
    return false;
  }
}
