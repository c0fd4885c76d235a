import { ok } from "#src/lib/result.ts";
import type { LiveFeed, LiveListener } from "#src/transport/liveFeed.ts";
import type { LiveRecord } from "#src/transport/liveTraffic.ts";

/** A server's live traffic that a test tells by hand. */
export class LiveFeedForTests implements LiveFeed {
  /** What was asked of the server, as "call argument…". */
  readonly calls: string[] = [];
  listener: LiveListener | undefined;

  tell(...records: LiveRecord[]): void {
    this.listener?.onRecords(records);
  }

  follow(listener: LiveListener, signal: AbortSignal): Promise<void> {
    this.listener = listener;
    signal.addEventListener("abort", () => (this.listener = undefined));
    return new Promise(() => undefined);
  }

  startRecorder(target: string) {
    return Promise.resolve(
      ok({ id: "r1", target, address: "http://127.0.0.1:5000", faults: undefined, breakpoints: [] }),
    );
  }

  changeRecorder = (...call: unknown[]) => this.keep("change", call);
  stopRecorder = (...call: unknown[]) => this.keep("stop", call);
  release = (...call: unknown[]) => this.keep("release", call);
  forget = () => this.keep("forget", []);

  private keep(name: string, call: readonly unknown[]) {
    this.calls.push([name, ...call.map((argument) => JSON.stringify(argument))].join(" "));
    return Promise.resolve(ok(undefined));
  }
}
