import type { Reading } from "#src/reconstruction/reading.ts";
import { statusOf } from "#src/run/runStatus.ts";
import type { RunStatus } from "#src/run/types.ts";
import { bodyAgain } from "./bodyAgain.ts";
import { recordedRequest, type RecordedRequest } from "./recordedRequest.ts";

/** How a run came about, as far as its request tells. */
export type RunCause = "message" | "results" | "resume" | "resend" | "fork";

/** One request of a recording and its answer. */
export interface RunRow {
  /** Which exchange of the recording it is. */
  readonly exchange: number;
  /** As the agent calls it, or else as the request does; undefined where neither says. */
  readonly runId: string | undefined;
  /** Every id that it goes by. */
  readonly runIds: readonly string[];
  readonly parentRunId: string | undefined;
  readonly threadId: string | undefined;
  readonly url: string;
  /** The beginning of the message that it answers; empty where there is none. */
  readonly words: string;
  readonly cause: RunCause;
  readonly status: RunStatus;
  readonly firstSeq: number;
  readonly events: number;
  /** When the request was sent: milliseconds since the Unix epoch; 0 where nobody knows. */
  readonly startedAt: number;
  /** How many runs the answer holds beside the one that it is listed as: a capture may hold several. */
  readonly more: number;
}

/** The runs of one recording, in the order in which they were sent. What is over is read once. */
export class RunRows {
  private readonly list: RunRow[] = [];
  /** The list as it was last given out; undefined once it has changed. */
  private shown: readonly RunRow[] | undefined;
  /** How many of the list will not change. */
  private settled = 0;
  private readonly byId = new Map<string, number>();

  /** `pageUrl` is the address of the page that sends, where there is one. */
  constructor(
    private readonly reading: Reading,
    private readonly pageUrl?: string,
  ) {}

  /** What was read so far. The same array as long as nothing in it changed. */
  get rows(): readonly RunRow[] {
    return (this.shown ??= [...this.list]);
  }

  /** Reads one more run, or again the one that goes on. False when all were read. */
  read(): boolean {
    const { exchanges } = this.reading.log;
    const exchange = exchanges[this.settled];
    if (!exchange) return false;
    const row = this.rowOf(this.settled);
    this.list[this.settled] = row;
    this.shown = undefined;
    if (!exchange.end && this.settled === exchanges.length - 1) return false;
    for (const id of row.runIds) this.byId.set(id, this.settled);
    this.settled++;
    return this.settled < exchanges.length;
  }

  private rowOf(index: number): RunRow {
    const { log } = this.reading;
    const exchange = log.exchanges[index] as (typeof log.exchanges)[number];
    const { firstSeq, request, end } = exchange;
    const said = recordedRequest(request);
    const lastSeq = log.lastSeqOf(index);
    // The view is asked for once, when all is there.
    const runs = end ? this.reading.viewAt(lastSeq).runs.filter(({ startedBy }) => startedBy >= firstSeq) : [];
    const runIds = [...runs.map(({ runId }) => runId), said.runId].filter((id) => id !== undefined);
    return {
      exchange: index,
      runId: runIds[0],
      runIds,
      parentRunId: said.parentRunId ?? runs[0]?.parentRunId,
      threadId: said.threadId ?? runs[0]?.threadId,
      url: request.url,
      words: said.resumed > 0 ? answers(said.resumed) : said.words,
      cause: this.causeOf(index, said),
      status: statusOf(this.reading, index, this.pageUrl),
      firstSeq,
      events: lastSeq - firstSeq + 1,
      startedAt: request.startedAt,
      more: Math.max(0, runs.length - 1),
    };
  }

  private causeOf(index: number, said: RecordedRequest): RunCause {
    const { exchanges } = this.reading.log;
    const before = exchanges[index - 1];
    if (before) {
      if (this.isResend(index, said)) return "resend";
      const parent = said.parentRunId === undefined ? undefined : this.byId.get(said.parentRunId);
      if ((parent !== undefined && parent < index - 1) || isCut(said, recordedRequest(before.request))) return "fork";
    }
    if (said.resumed > 0) return "resume";
    return said.lastRole === "tool" ? "results" : "message";
  }

  /** Whether an earlier request said the same under another run id. */
  private isResend(index: number, said: RecordedRequest): boolean {
    const { exchanges } = this.reading.log;
    const { request } = exchanges[index] as (typeof exchanges)[number];
    const isLike = (other: RecordedRequest): boolean =>
      other.messageIds.length === said.messageIds.length && other.messageIds.at(-1) === said.messageIds.at(-1);
    let body: string | undefined;
    return exchanges
      .slice(0, index)
      .some(
        (earlier) =>
          said.messageIds.length > 0 &&
          isLike(recordedRequest(earlier.request)) &&
          bodyAgain(earlier.request.body, "") === (body ??= bodyAgain(request.body, "")),
      );
  }
}

/** A thread only grows: one that did not, and is not just sent again, was cut. */
function isCut({ messageIds }: RecordedRequest, before: RecordedRequest): boolean {
  if (messageIds.length === 0 || messageIds.length > before.messageIds.length) return false;
  return messageIds.length < before.messageIds.length || messageIds.some((id, at) => id !== before.messageIds[at]);
}

const answers = (interrupts: number): string => `${interrupts} interrupt${interrupts === 1 ? "" : "s"} answered`;
