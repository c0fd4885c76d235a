import { err, ok } from "#src/lib/result.ts";
import type { Discovery } from "#src/run/discovery/types.ts";
import { factsOf } from "#src/run/diagnosis/facts.ts";
import { startRun } from "#src/run/runLoop.ts";
import { statusOf } from "#src/run/runStatus.ts";
import { RunGuard } from "#src/run/breakpoints/runGuard.ts";
import { LiveExchanges } from "#src/run/live/liveExchanges.ts";
import { BodyReader } from "#src/transport/bodyReader.ts";
import type { OutgoingRequest, RunTransport, SignalSink } from "#src/transport/runTransport.ts";
import type { RelayRequest } from "#src/transport/relayClient.ts";
import type { RelayRecord } from "#src/transport/relayWire.ts";
import type { StoreDeps } from "./deps.ts";
import { LiveFeedForTests } from "./liveFeedForTests.ts";
import { RunCode } from "./runCode.ts";
import { createScopeStore, type ScopeStore } from "./store.ts";
// Every run that ends asks for it, also in a test that is over by the time that it would have come.
import "./turnLoop.ts";
import type { BundledAgent } from "#src/run/discovery/agentList.ts";

/** A transport that a test drives by hand, and a screen that paints when it is told to. */
export class Bench {
  readonly sent: OutgoingRequest[] = [];
  readonly storage = new Map<string, string>();
  agents: readonly BundledAgent[] | undefined;
  private now = 0;
  private frames: ((now: number) => void)[] = [];
  private ids = 0;
  private sink: SignalSink = () => undefined;
  private body = new BodyReader({ status: 200, contentType: "text/event-stream" });
  private done: () => void = () => undefined;

  /** Which transport each request went through. */
  readonly ways: string[] = [];
  /** What was asked of endpoints, and what they tell. */
  readonly asked: object[] = [];
  found: Discovery = { choices: [], runtime: undefined, capabilities: undefined, evidence: [] };
  /** The origins that the relay may reach; undefined without a relay. */
  targets: readonly string[] | undefined;

  /** What the relay was asked beside runs. */
  readonly relayCalls: RelayRequest[] = [];
  /** What it answers to that. */
  answers: (request: RelayRequest) => readonly RelayRecord[] = () => [];

  private transport(way: string): RunTransport {
    return {
      run: (request, sink, signal) => {
        this.sent.push(request);
        this.ways.push(way);
        this.sink = sink;
        this.body = new BodyReader({ status: 200, contentType: "text/event-stream" });
        void sink({
          type: "request",
          request: { method: "POST", url: request.url, headers: [], body: request.body, startedAt: 0, via: "direct" },
        });
        signal.addEventListener("abort", () => this.end("aborted"));
        return new Promise((resolve) => (this.done = resolve));
      },
    };
  }

  readonly live = new LiveFeedForTests();

  readonly deps: StoreDeps = {
    transports: {
      http: this.transport("http"),
      webSocket: this.transport("webSocket"),
      relay: this.transport("relay"),
    },
    relay: {
      session: () => Promise.resolve(this.targets ? ok({ targets: this.targets }) : err("There is no relay here.")),
      allow: (url) => {
        this.targets = [...(this.targets ?? []), new URL(url).origin];
        return Promise.resolve(ok(this.targets));
      },
      call: async (request, onRecord) => {
        this.relayCalls.push(request);
        for (const record of this.answers(request)) await onRecord(record);
        return ok(undefined);
      },
      forget: (origin) => {
        this.targets = (this.targets ?? []).filter((each) => origin !== undefined && each !== origin);
        return Promise.resolve(ok(this.targets));
      },
    },
    loadLive: () => Promise.resolve({ feed: this.live, exchanges: new LiveExchanges() }),
    pacer: { now: () => 0, pause: () => Promise.resolve() },
    runCode: new RunCode(() => Promise.resolve({ startRun, statusOf, factsOf })),
    loadBreakpoints: () => Promise.resolve({ RunGuard }),
    discover: (endpoint, { via, headers }) => {
      this.asked.push({ endpoint, via, headers });
      return Promise.resolve(this.found);
    },
    pageUrl: "http://127.0.0.1:4700/",
    scheduler: { schedule: (callback) => void this.frames.push(callback) },
    storage: {
      getItem: (key) => this.storage.get(key) ?? null,
      setItem: (key, value) => void this.storage.set(key, value),
    },
    newId: () => `id-${++this.ids}`,
    readingOptions: {},
    ready: () => Promise.resolve(),
    listAgents: () => Promise.resolve(this.agents ? ok(this.agents) : err("no server")),
  };

  store(): ScopeStore {
    const store = createScopeStore(this.deps);
    store.getState().setEndpoint("http://127.0.0.1:4700/agents/chat");
    return store;
  }

  send(...events: object[]): void {
    for (const event of events) {
      const bytes = new TextEncoder().encode(`data: ${JSON.stringify(event)}\n\n`);
      void this.sink({ type: "chunk", time: 1, bytes, ...this.body.push(bytes) });
    }
  }

  /** Nothing answers, for a reason that the browser keeps to itself. */
  unreachable(message: string): void {
    void this.sink({ type: "end", time: 2, reason: "unreachable", message, frames: [], notes: [] });
    this.done();
  }

  /** The agent answers with a status and a body that is no stream. */
  refuse(status: number, text: string): void {
    const url = this.sent.at(-1)?.url ?? "";
    void this.sink({
      type: "response",
      time: 1,
      response: { status, statusText: "", headers: [], url, redirected: false },
    });
    this.body = new BodyReader({ status, contentType: "" });
    const bytes = new TextEncoder().encode(text);
    void this.sink({ type: "chunk", time: 1, bytes, ...this.body.push(bytes) });
    this.end();
  }

  /** The request that goes on, for when another has taken its place as the one that is driven. */
  held(): { readonly send: (...events: object[]) => void; readonly end: () => void } {
    const { sink, body, done } = this;
    const driving = <Args extends unknown[]>(drive: (...args: Args) => void) => {
      return (...args: Args): void => {
        const now = { sink: this.sink, body: this.body, done: this.done };
        Object.assign(this, { sink, body, done });
        drive(...args);
        Object.assign(this, now);
      };
    };
    return { send: driving((...events) => this.send(...events)), end: driving(() => this.end()) };
  }

  end(reason: "complete" | "aborted" = "complete"): void {
    void this.sink({ type: "end", time: 2, reason, message: "", ...this.body.end() });
    this.done();
  }

  /** Draws a frame, some milliseconds after the last. */
  paint(later = 1000): void {
    this.now += later;
    const due = this.frames;
    this.frames = [];
    for (const frame of due) frame(this.now);
  }
}

/** Lets everything happen that waits for a promise. */
export const settle = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 0));
