import { isObject, parseJson } from "#src/lib/json.ts";
import { err, ok, type Result } from "#src/lib/result.ts";
import type { Breakpoint } from "./breakpoint.ts";
import { messageOf } from "./errorWords.ts";
import type { FaultPlan } from "./faults/types.ts";
import type { LiveRecord, LiveRecorder } from "./liveTraffic.ts";
import type { RelayClient } from "./relayClient.ts";
import { RelayRecordReader } from "./relayWire.ts";

/** What changes at a recorder. `null` turns its faults off. */
export interface RecorderChange {
  readonly faults?: FaultPlan | null;
  readonly breakpoints?: readonly Breakpoint[];
}

/** What happens to a delivery that is held at a breakpoint. */
export type HeldAction =
  | { readonly do: "step" }
  | { readonly do: "continue" }
  /** Passes `text` on in place of the frame's payload, and holds again at the next breakpoint. */
  | { readonly do: "edit"; readonly text: string };

/** Hears what the live traffic of the server is. */
export interface LiveListener {
  /** A connection begins, on which everything that the server keeps is told from the start. False where the server is another one than last. */
  readonly onOpen: (isSameServer: boolean) => void;
  readonly onRecords: (records: readonly LiveRecord[]) => void;
  /** There is no connection, for a reason in one sentence. The next attempt follows by itself. */
  readonly onLost: (reason: string) => void;
}

/** The live traffic of the server that serves the page. Errors are one sentence that says what to do. */
export interface LiveFeed {
  /** Follows it until `signal` aborts or it turns out that no such server is there, over as many connections as that takes. Never rejects. */
  follow(listener: LiveListener, signal: AbortSignal): Promise<void>;
  startRecorder(target: string, port?: number): Promise<Result<LiveRecorder>>;
  changeRecorder(id: string, change: RecorderChange): Promise<Result<void>>;
  stopRecorder(id: string): Promise<Result<void>>;
  release(exchange: string, action: HeldAction): Promise<Result<void>>;
  /** Makes the server forget the exchanges that are over. */
  forget(): Promise<Result<void>>;
}

/** What it needs from its host; all of it has a default. */
export interface LiveFeedHost {
  /** Resolves after so many milliseconds, or when `signal` aborts. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

const RETRY_MS = [500, 1000, 2000, 5000];

/** Reaches the live traffic with the session that the relay client has. */
export function createLiveFeed(client: RelayClient, { wait = waitFor }: LiveFeedHost = {}): LiveFeed {
  /** A server has one token for as long as it runs. */
  let lastToken: string | undefined;
  const send = async (method: string, path: string, body?: unknown): Promise<Result<unknown>> => {
    const answer = await client.ask(path, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
    if (!answer.ok) return err(answer.error.message);
    return ok(parseJson(await answer.value.text().catch(() => "")));
  };
  const order = async (method: string, path: string, body?: unknown): Promise<Result<void>> => {
    const answer = await send(method, path, body);
    return answer.ok ? ok(undefined) : answer;
  };
  return {
    async follow(listener, signal) {
      let failures = 0;
      while (!signal.aborted) {
        const answer = await client.ask("/live/stream", { signal });
        let reason = answer.ok ? "The connection to AG-UI Scope ended." : answer.error.message;
        if (answer.ok) {
          failures = 0;
          listener.onOpen(lastToken === undefined || lastToken === client.token);
          lastToken = client.token;
          reason = (await readRecords(answer.value, listener)) ?? reason;
        }
        if (signal.aborted) return;
        listener.onLost(reason);
        // What is no server of ours will not become one: it is asked again when the user wants to see live traffic.
        if (!answer.ok && answer.error.code === "RELAY_ODD" && lastToken === undefined) return;
        await wait(RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)] as number, signal);
      }
    },
    async startRecorder(target, port) {
      const answer = await send("POST", "/live/recorders", { target, ...(port !== undefined && { port }) });
      if (!answer.ok) return answer;
      return isRecorder(answer.value)
        ? ok(answer.value)
        : err("The server answered with something that is no recorder.");
    },
    changeRecorder: (id, change) => order("PATCH", `/live/recorders/${encodeURIComponent(id)}`, change),
    stopRecorder: (id) => order("DELETE", `/live/recorders/${encodeURIComponent(id)}`),
    release: (exchange, action) =>
      order(
        "POST",
        `/live/exchanges/${encodeURIComponent(exchange)}/${action.do}`,
        action.do === "edit" ? { text: action.text } : {},
      ),
    forget: () => order("DELETE", "/live/exchanges"),
  };
}

/** Hands over records until the answer ends; returns why, where that is known. */
async function readRecords(answer: Response, { onRecords }: LiveListener): Promise<string | undefined> {
  const stream = answer.body?.getReader();
  const records = new RelayRecordReader<LiveRecord>();
  try {
    for (;;) {
      const read = await stream?.read();
      if (!read || read.done) return undefined;
      const cut = records.push(read.value);
      if (!cut.ok) return cut.error;
      if (cut.value.length > 0) onRecords(cut.value);
    }
  } catch (error) {
    return `The connection to AG-UI Scope broke: ${messageOf(error)}`;
  } finally {
    stream?.cancel().catch(() => undefined);
  }
}

const isRecorder = (value: unknown): value is LiveRecorder =>
  isObject(value) && typeof value["id"] === "string" && typeof value["address"] === "string";

function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });
}
