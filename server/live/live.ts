import type { IncomingMessage, ServerResponse } from "node:http";
import { sendJson, sendRefusal, writeAll } from "#server/nodeHttp.ts";
import type { Guard } from "#server/relay/guard.ts";
import type { Result } from "#src/lib/result.ts";
import { err, ok } from "#src/lib/result.ts";
import type { Breakpoint } from "#src/transport/breakpoint.ts";
import type { FaultPlan } from "#src/transport/faults/types.ts";
import type { LiveRecorder } from "#src/transport/liveTraffic.ts";
import { RELAY_MEDIA_TYPE } from "#src/transport/relayWire.ts";
import { Attendance } from "./attendance.ts";
import { Callers } from "./callers.ts";
import { Hub } from "./hub.ts";
import { handleControl } from "./liveControl.ts";
import { Recorder, type RecorderChange } from "./recorder.ts";
import type { RecordedCall } from "./recordedCall.ts";
import { TapIntake } from "./tapIntake.ts";

/** What live traffic needs from the server that it is part of. */
export interface LiveDeps {
  /** Decides about every call but those of taps. */
  readonly guard: Guard;
  /** Origins of web pages, besides those on this machine, that may call recorders and the tap. */
  readonly allowOrigins?: readonly string[];
  /** Bytes of records that are kept. 256 MiB by default. */
  readonly limitBytes?: number;
  /** Milliseconds without a page after which nothing is held any more. 30,000 by default. */
  readonly unattendedMs?: number;
  /** Told of bugs. */
  readonly onFailure?: ((error: unknown) => void) | undefined;
}

/** How a recorder is started. */
interface RecordOptions {
  readonly faults?: FaultPlan | undefined;
  /** The flag that the user would choose another port with, for messages. */
  readonly portFlag?: string;
}

/** The live traffic of the user's own apps: recorders, taps, what they saw, and the calls of the page about it. */
export interface Live {
  /** What is kept and who is told. */
  readonly hub: Hub;
  /** Answers calls to `/live/…`; false when the path is none of those. */
  handle(req: IncomingMessage, res: ServerResponse): boolean;
  /** Starts a recorder; `port` 0 or left out lets the system choose. The error is one sentence. */
  record(target: string, port?: number, options?: RecordOptions): Promise<Result<LiveRecorder>>;
  /** Changes a recorder; undefined where there is none of that id. */
  change(id: string, change: RecorderChange): LiveRecorder | undefined;
  /** Ends a recorder and breaks what it has under way; false where there is none of that id. */
  remove(id: string): Promise<boolean>;
  /** The call behind an exchange, while it runs through a recorder. */
  call(exchange: string): RecordedCall | undefined;
  /** Ends everything; resolves when the hub has been told of all ends. */
  close(): Promise<void>;
}

/** Sets live traffic up. It opens no port before `record`. */
export function createLive(deps: LiveDeps): Live {
  const { guard, allowOrigins = [], limitBytes, unattendedMs = 30_000, onFailure } = deps;
  const hub = new Hub(limitBytes === undefined ? {} : { limitBytes });
  const callers = new Callers(allowOrigins);
  const tap = new TapIntake(hub, allowOrigins);
  const recorders = new Map<string, Recorder>();
  const attendance = new Attendance(unattendedMs, () => {
    for (const recorder of recorders.values()) {
      recorder.applyBreakpoints();
      if (!attendance.isPresent) recorder.continueAll();
    }
  });
  hub.onSubscribers = (count) => attendance.count(count);
  const inForce = (breakpoints: readonly Breakpoint[]): readonly Breakpoint[] =>
    attendance.isPresent ? breakpoints : [];
  /** A bug ends the call that met it, and not the server. */
  const settle = (res: ServerResponse, work: Promise<void>): void => {
    work.catch((error: unknown) => {
      onFailure?.(error);
      sendJson(res, 500, FAILED);
    });
  };
  const tellRecorders = (): void => hub.setRecorders([...recorders.values()].map(({ info }) => info));

  const live: Live = {
    hub,
    handle(req, res) {
      const path = (req.url ?? "").split("?")[0] ?? "";
      if (path !== "/live" && !path.startsWith("/live/")) return false;
      if (path === "/live/tap") settle(res, tap.handle(req, res));
      else {
        const refusal = guard.refuse(req);
        if (refusal !== undefined) sendRefusal(res, refusal);
        else if (path === "/live/stream" && req.method === "GET") stream(hub, res);
        else settle(res, handleControl(live, req, res, path));
      }
      return true;
    },
    async record(target, port = 0, options = {}) {
      const opened = await Recorder.open({ target, port, hub, callers, inForce, ...options });
      if (!opened.ok) return err(opened.error);
      recorders.set(opened.value.id, opened.value);
      tellRecorders();
      return ok(opened.value.info);
    },
    change(id, change) {
      const recorder = recorders.get(id);
      if (recorder === undefined) return undefined;
      // Whoever sets a breakpoint is there, with or without a stream.
      attendance.count(1);
      attendance.count(hub.subscriberCount);
      recorder.change(change);
      tellRecorders();
      return recorder.info;
    },
    async remove(id) {
      const recorder = recorders.get(id);
      if (recorder === undefined) return false;
      recorders.delete(id);
      tellRecorders();
      await recorder.close();
      return true;
    },
    call(exchange) {
      for (const recorder of recorders.values()) {
        const call = recorder.call(exchange);
        if (call !== undefined) return call;
      }
      return undefined;
    },
    async close() {
      attendance.stop();
      await Promise.all([...recorders.keys()].map((id) => live.remove(id)));
    },
  };
  return live;
}

const FAILED = { error: "AG-UI Scope failed here; see the terminal that it runs in.", code: "FAILED" } as const;

/** `GET /live/stream`: recorders, what is kept, and then what comes. */
function stream(hub: Hub, res: ServerResponse): void {
  res.writeHead(200, {
    "content-type": RELAY_MEDIA_TYPE,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  res.flushHeaders();
  const leave = hub.subscribe({
    async write(bytes) {
      await writeAll(res, bytes);
      if (res.destroyed) throw new Error("The page is gone.");
    },
    cut: () => res.destroy(),
  });
  res.once("close", leave);
}
