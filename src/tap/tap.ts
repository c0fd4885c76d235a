import { Mirror } from "./mirror.ts";
import { tappedFetch } from "./tappedFetch.ts";
import { tappedRun } from "./tappedRun.ts";

/*
 * The package's `agui-scope/tap`. Everything public is written out here, so that its types need no other file and no other package.
 */

/** What both taps can be told. */
export interface TapOptions {
  /** Where AG-UI Scope runs. Default `http://127.0.0.1:4700`. */
  scope?: string;
  /** What Scope shows as the sender, such as the app's name. */
  name?: string;
}

/** What `tapFetch` can be told. */
export interface TapFetchOptions extends TapOptions {
  /** What makes the calls. Default: the platform's `fetch`. */
  fetch?: typeof fetch;
  /** Mirror every call, and not only those that look like runs of an AG-UI agent. */
  all?: boolean;
}

/** What `agent.use(…)` of `@ag-ui/client` takes. */
export type TapMiddleware = <Input, Events>(input: Input, next: { run(input: Input): Events }) => Events;

const DEFAULT_SCOPE = "http://127.0.0.1:4700";

/**
 * A `fetch` that shows the AG-UI runs made through it in AG-UI Scope, byte for byte as the app reads them. It passes everything on
 * untouched, waits for nothing, throws nothing of its own, and is quiet while no Scope runs. Values of request headers are
 * never sent, but for those that say how bytes travel (`accept`, `content-type`, `content-length`, `user-agent`).
 */
export function tapFetch(options: TapFetchOptions = {}): typeof fetch {
  const { scope = DEFAULT_SCOPE, name, all = false } = options;
  const original = options.fetch ?? globalThis.fetch;
  // Called without an object: browsers refuse a `fetch` that is called on another one.
  return tappedFetch((input, init) => original(input, init), new Mirror(scope), { all, name });
}

/**
 * A middleware that shows the runs of an `@ag-ui/client` agent in AG-UI Scope: its input and each event as it is seen there, which is
 * after the client has read the bytes. Use `tapFetch` to see the bytes themselves.
 */
export function tapMiddleware(options: TapOptions = {}): TapMiddleware {
  const { scope = DEFAULT_SCOPE, name } = options;
  const mirror = new Mirror(scope);
  return (input, next) => tappedRun(next.run(input), input, mirror, name);
}
