import type { IncomingMessage, ServerResponse } from "node:http";
import { deliver } from "#server/delivery/deliver.ts";
import { Gate } from "#server/delivery/gate.ts";
import { headerPairs, readBody, sendJson, sendRefusal, writeAll } from "#server/nodeHttp.ts";
import type { Targets } from "#server/relay/targets.ts";
import type { UpstreamAnswer, UpstreamFailure } from "#server/relay/types.ts";
import { openUpstream } from "#server/relay/upstream.ts";
import type { Breakpoint } from "#src/transport/breakpoint.ts";
import type { FaultPlan } from "#src/transport/faults/types.ts";
import { headerOf } from "#src/transport/headerOf.ts";
import type { EndReason, WireResponse } from "#src/transport/types.ts";
import { corsHeaders } from "./callers.ts";
import { exchangeKind } from "./exchangeKind.ts";
import type { Hub } from "./hub.ts";
import { recordedRequestHeaders, recordedResponseHeaders } from "./recordedHeaders.ts";

/** Bytes of a request body at most: it is kept whole. */
const BODY_LIMIT = 64 * 1024 * 1024;

/** What a call needs to know about its recorder. */
export interface CallContext {
  /** The id of the exchange. */
  readonly id: string;
  readonly recorder: string;
  readonly url: URL;
  readonly targets: Targets;
  readonly hub: Hub;
  readonly faults: FaultPlan | undefined;
  readonly breakpoints: readonly Breakpoint[];
}

/** One call of the user's own app: passed on to its agent, answered as the agent answers, and told to the hub as it was delivered. */
export class RecordedCall {
  private readonly gate: Gate;
  private readonly leaving = new AbortController();
  private readonly began = performance.now();
  private isTold = false;

  constructor(
    private readonly req: IncomingMessage,
    private readonly res: ServerResponse,
    private readonly context: CallContext,
  ) {
    this.gate = new Gate({ breakpoints: context.breakpoints });
    this.gate.onChange = () => context.hub.setHeld(context.id, this.gate.held);
    res.once("close", () => {
      if (!res.writableFinished) this.leaving.abort();
    });
  }

  /** Frames are held at these from now on. */
  set breakpoints(breakpoints: readonly Breakpoint[]) {
    this.gate.breakpoints = breakpoints;
  }

  /** Lets the held frame pass and holds the next; with nothing held, holds the next that comes. */
  step(): void {
    this.gate.step();
  }

  continue(): void {
    this.gate.continue();
  }

  /** Delivers `text` in place of the held frame's payload; false when nothing is held. */
  edit(text: string): boolean {
    const isHeld = this.gate.held !== undefined;
    this.gate.edit(text);
    return isHeld;
  }

  /** Resolves when the app has its answer and the hub has the end; never rejects. */
  async run(): Promise<void> {
    const { req, res } = this;
    const startedAt = Date.now();
    const body = await readBody(req, BODY_LIMIT);
    if (!body.ok) {
      this.allowReading();
      return sendRefusal(res, body.error);
    }
    const kind = this.tellRequest(body.value.toString("utf8"), startedAt);
    try {
      const answer = await openUpstream(
        {
          method: req.method ?? "GET",
          url: this.context.url,
          // What Scope records it must be able to read, so compression is not offered.
          headers: headerPairs(req.rawHeaders).filter(([name]) => name.toLowerCase() !== "accept-encoding"),
          body: body.value,
          signal: this.leaving.signal,
        },
        { targets: this.context.targets, cookies: true },
      );
      if (answer.ok) await this.passOn(answer.value, kind !== "info");
      else this.fail(answer.error);
    } catch (error) {
      // Such as an answer whose status line Node refuses to write.
      this.end("reset", error instanceof Error ? error.message : String(error));
      res.destroy();
    }
  }

  private tellRequest(body: string, startedAt: number) {
    const { req } = this;
    const { id: exchange, recorder: from, url, hub } = this.context;
    const method = req.method ?? "GET";
    const kind = exchangeKind(method, url.pathname, body);
    const headers = recordedRequestHeaders(headerPairs(req.rawHeaders).map(([name, value]) => ({ name, value })));
    hub.receive({
      type: "request",
      exchange,
      request: { method, url: url.href, headers, body, startedAt, via: "recorder" },
      source: { from, kind, client: req.headers["user-agent"] ?? "" },
    });
    return kind;
  }

  private async passOn({ response, body }: UpstreamAnswer, isChanged: boolean): Promise<void> {
    const { res, gate } = this;
    const { hub, id: exchange, faults } = this.context;
    const { signal } = this.leaving;
    const controls = isChanged ? { plan: faults, gate, signal } : { signal };
    for await (const delivered of deliver({ response, body }, controls)) {
      switch (delivered.type) {
        case "head":
          this.writeHead(delivered.response);
          break;
        case "bytes":
          hub.receive({ type: "chunk", exchange, time: this.time(), bytes: delivered.bytes });
          await writeAll(res, delivered.bytes);
          break;
        case "injected":
          hub.receive({ type: "injected", exchange, time: this.time(), injection: delivered.injection });
          break;
        case "end":
          // The agent's connection breaks as well when the app has left.
          if (signal.aborted) break;
          this.end(delivered.reason, delivered.message);
          if (delivered.reason === "complete") res.end();
          // What was written before shall still arrive, and then the connection breaks.
          else res.socket?.destroySoon();
      }
    }
    this.end("aborted", "");
  }

  private writeHead(response: WireResponse): void {
    const { res } = this;
    const { status, statusText, headers } = response;
    const given = headers.flatMap(({ name, value = "" }) => [name, value]);
    const hasCors = headerOf(headers, "access-control-allow-origin") !== undefined;
    res.writeHead(status, statusText, [...given, ...(hasCors ? [] : this.cors().flat())]);
    res.flushHeaders();
    this.context.hub.receive({
      type: "response",
      exchange: this.context.id,
      time: this.time(),
      response: { ...response, headers: recordedResponseHeaders(headers) },
    });
  }

  private fail({ code, message }: UpstreamFailure): void {
    if (code === "ABORTED") return this.end("aborted", "");
    this.end("unreachable", message, code);
    this.allowReading();
    sendJson(this.res, 502, { error: `AG-UI Scope could not pass this on. ${message}`, code });
  }

  /** Tells the end, once. */
  private end(reason: EndReason, message: string, code?: string): void {
    if (this.isTold) return;
    this.isTold = true;
    const { hub, id: exchange } = this.context;
    hub.receive({ type: "end", exchange, time: this.time(), reason, message, ...(code !== undefined && { code }) });
  }

  /** Lets the page that asked read an answer of our own. */
  private allowReading(): void {
    for (const [name, value] of this.cors()) this.res.setHeader(name, value);
  }

  private cors(): [string, string][] {
    const { origin } = this.req.headers;
    return origin === undefined ? [] : Object.entries(corsHeaders(origin));
  }

  /** Milliseconds since the request came, to the microsecond. */
  private time(): number {
    return Math.round((performance.now() - this.began) * 1000) / 1000;
  }
}
