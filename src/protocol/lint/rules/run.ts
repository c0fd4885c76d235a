import type { AguiEvent, AguiEventOf } from "#src/protocol/events.ts";
import type { LintContext } from "#src/protocol/lint/context.ts";
import { someOf } from "#src/protocol/lint/context.ts";

/** Something that may still be open when a run ends: its name and the frame that opened it. */
export interface OpenItem {
  readonly name: string;
  readonly seq: number;
}

type Phase = "before" | "running" | "finished" | "failed";

/** When a run may begin and end, and whether its ids agree. */
export class RunRules {
  private phase: Phase = "before";
  private startedSeq = 0;
  private endedSeq = 0;
  private lateBlamed = false;
  private runId: string | undefined;
  private threadId: string | undefined;
  private requestRunId: string | undefined;
  private requestThreadId: string | undefined;
  /** Of the runs of this exchange: how many, the first one's frame, and whether one has the request's id. */
  private runs = 0;
  private firstRunSeq = 0;
  private firstRunId = "";
  private requestedRunSeen = false;

  constructor(private readonly context: LintContext) {}

  beginExchange(runId: string | undefined, threadId: string | undefined): void {
    this.phase = "before";
    this.startedSeq = 0;
    this.endedSeq = 0;
    this.lateBlamed = false;
    this.runId = undefined;
    this.threadId = undefined;
    this.requestRunId = runId || undefined;
    this.requestThreadId = threadId || undefined;
    this.runs = 0;
    this.requestedRunSeen = false;
  }

  /** True between RUN_STARTED, or what came in its place, and the terminal event. */
  get isOpen(): boolean {
    return this.phase === "running";
  }

  get hasEnded(): boolean {
    return this.phase === "finished" || this.phase === "failed";
  }

  /** Checks whether `event` may come now, whatever it is. */
  admit({ type }: AguiEvent): void {
    if (this.phase === "running") {
      if (type === "RUN_STARTED" && this.startedSeq > 0) {
        this.context.say("run/started-twice", {
          message: `RUN_STARTED while the run of event ${this.startedSeq} is open. Send RUN_FINISHED or RUN_ERROR first.`,
          relatedSeq: this.startedSeq,
        });
      }
    } else if (this.phase === "before") {
      if (type === "RUN_STARTED" || type === "RUN_ERROR") return;
      this.phase = "running";
      this.context.say("run/first-event", {
        message: `The first event is ${type}; a stream begins with RUN_STARTED, or with RUN_ERROR when the run cannot start.`,
        pointer: "/type",
        expected: "RUN_STARTED or RUN_ERROR",
        found: type,
      });
    } else if (type !== "RUN_STARTED") {
      this.admitLate(type);
    }
  }

  started(event: AguiEventOf<"RUN_STARTED">): void {
    this.open();
    this.runId = event.runId;
    this.threadId = event.threadId;
    if (this.runs === 1) this.firstRunId = event.runId;
    if (event.runId === this.requestRunId) this.requestedRunSeen = true;
    if (this.requestThreadId !== undefined && event.threadId !== this.requestThreadId) {
      this.context.say("run/thread-mismatch", {
        message: `The run says thread "${event.threadId}", but thread "${this.requestThreadId}" was asked for. The next request will not find its history.`,
        pointer: "/threadId",
        expected: this.requestThreadId,
        found: event.threadId,
      });
    }
  }

  finished(event: AguiEventOf<"RUN_FINISHED">, open: readonly OpenItem[]): void {
    if (open.length > 0) {
      this.context.say("run/open-at-finish", {
        message: `RUN_FINISHED while ${listOf(open)} ${open.length === 1 ? "is" : "are"} open. Close everything before the run ends.`,
        expected: "nothing open",
        found: `${open.length} open`,
        relatedSeq: open[0]?.seq,
      });
    }
    if (this.runId !== undefined && event.runId !== this.runId) {
      this.context.say("run/id-mismatch", {
        message: `RUN_FINISHED names run "${event.runId}", but run "${this.runId}" was started.`,
        pointer: "/runId",
        expected: this.runId,
        found: event.runId,
        relatedSeq: this.startedSeq || undefined,
      });
    }
    if (this.threadId !== undefined && event.threadId !== this.threadId) {
      this.context.say("run/thread-mismatch", {
        message: `RUN_FINISHED names thread "${event.threadId}", but the run was started in thread "${this.threadId}".`,
        pointer: "/threadId",
        expected: this.threadId,
        found: event.threadId,
        relatedSeq: this.startedSeq || undefined,
      });
    }
    this.close("finished");
  }

  failed(event: AguiEventOf<"RUN_ERROR">, open: readonly OpenItem[]): void {
    if (open.length > 0) {
      this.context.say("run/open-at-error", {
        message: `The run failed while ${listOf(open)} ${open.length === 1 ? "was" : "were"} open. That is allowed; they stay incomplete.`,
        relatedSeq: open[0]?.seq,
      });
    }
    if (event.code === undefined) {
      this.context.say("run/error-without-code", {
        message: "RUN_ERROR has no code, so that an application has only the message to act on.",
        pointer: "/code",
      });
    }
    this.close("failed");
  }

  /** A RUN_STARTED or terminal event that could not be used still moves the run on: its own finding says enough. */
  unusable(type: string): void {
    if (type === "RUN_STARTED") {
      this.open();
      this.runId = undefined;
      this.threadId = undefined;
      this.requestedRunSeen = true;
    } else if (type === "RUN_FINISHED") this.close("finished");
    else if (type === "RUN_ERROR") this.close("failed");
    else if (this.phase === "before") this.phase = "running";
  }

  /** The body ended by itself. `events` counts the frames that were meant as events. */
  bodyEnded(events: number): void {
    if (this.phase === "running" || (this.phase === "before" && events > 0)) {
      this.context.say("run/no-terminal", {
        message:
          this.phase === "running"
            ? "The stream ended without RUN_FINISHED or RUN_ERROR: the run was cut short. The official client reports it as a success."
            : "The stream ended without any run in it. The official client reports it as a success.",
        expected: "RUN_FINISHED or RUN_ERROR",
        found: "the end of the stream",
        relatedSeq: this.startedSeq || undefined,
      });
    }
  }

  /** Several runs in one answer are a replay, whose ids are not those of the request. */
  endExchange(): void {
    if (this.requestRunId === undefined || this.requestedRunSeen || this.runs !== 1) return;
    this.context.say("run/id-mismatch", {
      seq: this.firstRunSeq,
      message: `The agent answered with run "${this.firstRunId}", but run "${this.requestRunId}" was asked for.`,
      pointer: "/runId",
      expected: this.requestRunId,
      found: this.firstRunId,
    });
  }

  private open(): void {
    this.phase = "running";
    this.startedSeq = this.context.seq;
    this.lateBlamed = false;
    this.runs++;
    if (this.runs === 1) this.firstRunSeq = this.context.seq;
  }

  private close(phase: Phase): void {
    this.phase = phase;
    this.endedSeq = this.context.seq;
  }

  /** Said once for each terminal event: whatever else follows it is the same mistake. */
  private admitLate(type: string): void {
    if (this.phase === "finished" && type === "RUN_ERROR") {
      this.context.say("run/double-terminal", {
        message: `RUN_ERROR after the RUN_FINISHED of event ${this.endedSeq}: the application may have shown a success already.`,
        relatedSeq: this.endedSeq,
      });
      return;
    }
    if (this.lateBlamed) return;
    this.lateBlamed = true;
    const [rule, terminal] =
      this.phase === "failed"
        ? (["run/after-error", "RUN_ERROR"] as const)
        : (["run/after-finished", "RUN_FINISHED"] as const);
    this.context.say(rule, {
      message: `${type} after the ${terminal} of event ${this.endedSeq}. The run is over; only RUN_STARTED may open another.`,
      relatedSeq: this.endedSeq,
    });
  }
}

const listOf = (open: readonly OpenItem[]): string => someOf(open.map(({ name, seq }) => `${name} (event ${seq})`));
