import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { isLoopback } from "#server/hostCheck.ts";
import { closeNow, listen } from "#server/listen.ts";
import { sendRefusal } from "#server/nodeHttp.ts";
import { Targets } from "#server/relay/targets.ts";
import { err, ok, type Result } from "#src/lib/result.ts";
import type { Breakpoint } from "#src/transport/breakpoint.ts";
import type { FaultPlan } from "#src/transport/faults/types.ts";
import type { LiveRecorder } from "#src/transport/liveTraffic.ts";
import { type Callers, preflightHeaders } from "./callers.ts";
import type { Hub } from "./hub.ts";
import { RecordedCall } from "./recordedCall.ts";

/** What a recorder is made of. */
export interface RecorderOptions {
  /** The agent's URL, http or https. */
  readonly target: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** The flag that the user would choose another port with, for messages. */
  readonly portFlag?: string;
  readonly hub: Hub;
  readonly callers: Callers;
  readonly faults?: FaultPlan | undefined;
  /** The breakpoints that are in force, given those of the recorder: none while nobody could let a held frame pass. */
  readonly inForce: (breakpoints: readonly Breakpoint[]) => readonly Breakpoint[];
}

/** What of a recorder may change while it runs; `undefined` as a value takes the faults away. */
export interface RecorderChange {
  readonly faults?: FaultPlan | undefined;
  readonly breakpoints?: readonly Breakpoint[];
}

/** A listener on this machine that passes every call on to one target and tells the hub about it. */
export class Recorder {
  readonly id = randomUUID().slice(0, 8);
  private readonly targets = new Targets();
  private readonly calls = new Map<string, RecordedCall>();
  /** Those same calls, each until the hub has been told its end. */
  private readonly running = new Set<Promise<void>>();
  private readonly server: Server;
  private readonly target: URL;
  private count = 0;
  private port = 0;
  private faults: FaultPlan | undefined;
  private breakpoints: readonly Breakpoint[] = [];

  private constructor(
    target: URL,
    private readonly options: RecorderOptions,
  ) {
    this.target = target;
    this.faults = options.faults;
    this.server = createServer((req, res) => this.receive(req, res));
    // A run may be silent for as long as it likes.
    this.server.requestTimeout = 0;
  }

  /** Starts listening; the error is one sentence. */
  static async open(options: RecorderOptions): Promise<Result<Recorder>> {
    const { target, port, portFlag } = options;
    if (!URL.canParse(target) || !/^https?:$/.test(new URL(target).protocol)) {
      return err(`The target must be a URL that begins with http:// or https://, not "${target}".`);
    }
    const url = new URL(target);
    url.hash = "";
    const recorder = new Recorder(url, options);
    const allowed = await recorder.targets.allow(url.href);
    if (!allowed.ok) return allowed;
    const opened = await listen(recorder.server, {
      port,
      host: "127.0.0.1",
      ...(portFlag !== undefined && { portFlag }),
    });
    if (!opened.ok) return err(opened.error.message);
    recorder.port = opened.value;
    if (isLoopback(url.hostname) && Number(url.port) === recorder.port) {
      await recorder.close();
      return err(`${target} is the recorder itself; the target must be your agent's own address.`);
    }
    return ok(recorder);
  }

  /** As the page sees it. */
  get info(): LiveRecorder {
    const { id, faults, breakpoints } = this;
    return { id, target: this.target.href, address: `http://127.0.0.1:${this.port}/`, faults, breakpoints };
  }

  /** The call behind an exchange, while it runs. */
  call(exchange: string): RecordedCall | undefined {
    return this.calls.get(exchange);
  }

  /** Faults change for the calls to come, breakpoints for those under way as well. */
  change(change: RecorderChange): void {
    if ("faults" in change) this.faults = change.faults;
    if (change.breakpoints !== undefined) this.breakpoints = change.breakpoints;
    this.applyBreakpoints();
  }

  /** To be called when what is in force has changed. */
  applyBreakpoints(): void {
    const inForce = this.options.inForce(this.breakpoints);
    for (const call of this.calls.values()) call.breakpoints = inForce;
  }

  /** Lets every held frame pass. */
  continueAll(): void {
    for (const call of this.calls.values()) call.continue();
  }

  /** Stops listening and breaks what is under way; resolves when the hub has been told all ends. */
  async close(): Promise<void> {
    await closeNow(this.server);
    await Promise.all(this.running);
  }

  private receive(req: IncomingMessage, res: ServerResponse): void {
    const url = this.urlFor(req.url ?? "/");
    const isSocket = req.headers.upgrade?.toLowerCase() === "websocket";
    const refusal =
      this.options.callers.refuse(req) ?? (url === undefined ? ABSOLUTE : isSocket ? WEB_SOCKET : undefined);
    if (refusal !== undefined || url === undefined) return sendRefusal(res, refusal ?? ABSOLUTE);
    const preflight = preflightHeaders(req);
    if (preflight !== undefined) {
      res.writeHead(204, preflight).end();
      return;
    }
    const id = `${this.id}-${++this.count}`;
    const call = new RecordedCall(req, res, {
      id,
      recorder: this.id,
      url,
      targets: this.targets,
      hub: this.options.hub,
      faults: this.faults,
      breakpoints: this.options.inForce(this.breakpoints),
    });
    this.calls.set(id, call);
    const run = call.run().finally(() => {
      this.calls.delete(id);
      this.running.delete(run);
    });
    this.running.add(run);
  }

  /** Where a call goes: its path behind that of the target, its query behind that of the target. Undefined for an absolute URL. */
  private urlFor(asked: string): URL | undefined {
    if (!asked.startsWith("/")) return undefined;
    const [, path = "/", query = ""] = /^([^?]*)\??(.*)$/s.exec(asked) ?? [];
    const url = new URL(this.target);
    // Parts are set one by one: joined as text, a path such as //host would name another host.
    if (url.pathname === "/") url.pathname = path;
    else if (path !== "/") url.pathname = url.pathname.replace(/\/$/, "") + path;
    url.search = [url.search.replace(/^\?/, ""), query].filter((part) => part !== "").join("&");
    return url;
  }
}

const WEB_SOCKET = {
  status: 501,
  code: "NO_WEB_SOCKET",
  message:
    "A recorder passes HTTP on and no WebSockets; let the app use its agent's HTTP address, or run the agent from the page.",
} as const;

const ABSOLUTE = {
  status: 400,
  code: "PATH_REFUSED",
  message: "The request line must hold a path such as /, not a whole URL.",
} as const;
