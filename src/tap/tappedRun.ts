import type { Mirror } from "./mirror.ts";
import type { MirroredExchange } from "./mirroredExchange.ts";
import { quietly } from "./quietly.ts";

/** The part of a subscriber of RxJS that matters here. */
interface Subscriber {
  next(value: unknown): void;
  error(error: unknown): void;
  complete(): void;
  add(teardown: () => void): void;
}

/** The part of an observable of RxJS 6 and 7 that matters here: `lift` makes one of the same class without a copy of RxJS of our own. */
interface Liftable {
  lift(operator: { call(subscriber: Subscriber, source: { subscribe(to: Subscriber): unknown }): void }): unknown;
}

/** The events of a run, told to `mirror` as they pass by; each subscription is a run of its own. */
export function tappedRun<Events>(events: Events, input: unknown, mirror: Mirror, name: string | undefined): Events {
  if (!isLiftable(events)) return events;
  const tapped = events.lift({
    call(subscriber, source) {
      const run = quietly(() => beginRun(input, mirror, name));
      source.subscribe(run === undefined ? subscriber : listening(subscriber, run));
    },
  });
  return tapped as Events;
}

const isLiftable = (events: unknown): events is Liftable =>
  typeof (events as Partial<Liftable> | null | undefined)?.lift === "function";

function beginRun(input: unknown, mirror: Mirror, name: string | undefined): MirroredExchange {
  const exchange = mirror.begin();
  exchange.describe(
    {
      method: "POST",
      // A middleware is told no address.
      url: "agui-client://agent/",
      headers: [
        { name: "accept", value: "text/event-stream" },
        { name: "content-type", value: "application/json" },
      ],
      body: quietly(() => JSON.stringify(input)) ?? "",
      startedAt: Date.now(),
      via: "tap",
    },
    { from: "tap", kind: "run", client: `${name === undefined ? "" : `${name}, `}@ag-ui/client middleware` },
  );
  return exchange;
}

/** `subscriber` itself, but for the three calls that are listened to. */
function listening(subscriber: Subscriber, run: MirroredExchange): Subscriber {
  const heard = {
    next(value: unknown): void {
      quietly(() => tellEvent(run, value));
      subscriber.next(value);
    },
    error(error: unknown): void {
      quietly(() => run.fail(error));
      subscriber.error(error);
    },
    complete(): void {
      quietly(() => {
        respond(run);
        run.end("complete");
      });
      subscriber.complete();
    },
  };
  // Whoever leaves before the end has aborted the run; after it this says nothing.
  subscriber.add(() => {
    quietly(() => run.end("aborted"));
  });
  return new Proxy(subscriber, {
    get(target, key) {
      if (Object.hasOwn(heard, key)) return heard[key as keyof typeof heard];
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
    set: (target, key, value) => Reflect.set(target, key, value, target),
  });
}

function tellEvent(run: MirroredExchange, event: unknown): void {
  respond(run);
  const json = quietly(() => JSON.stringify(event));
  // An event that JSON cannot hold never came over a wire; a comment keeps its place.
  const block = json === undefined ? ": an event that cannot be written as JSON\n\n" : `data: ${json}\n\n`;
  run.chunk(new TextEncoder().encode(block));
}

/** The answer that these events would have been; what it really was is not known here. */
function respond(run: MirroredExchange): void {
  run.respond({
    status: 200,
    statusText: "",
    headers: [
      { name: "content-type", value: "text/event-stream" },
      { name: "x-agui-scope-tap", value: "events, not bytes" },
    ],
    url: "agui-client://agent/",
    redirected: false,
  });
}
