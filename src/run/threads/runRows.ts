import { counted } from "#src/lib/counted.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import type { Exchange } from "#src/recording/types.ts";
import { statusOf } from "#src/run/runStatus.ts";
import type { RunStatus } from "#src/run/types.ts";
import type { WireRequest } from "#src/transport/types.ts";
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
  /** The settled requests that could be one sent again, by what is cheap to tell of them. */
  private readonly alike = new Map<string, Alike>();

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
    this.remember(exchange.request);
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
      words: said.resumed > 0 ? `${counted(said.resumed, "interrupt")} answered` : said.words,
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
      if (this.isResend((exchanges[index] as Exchange).request)) return "resend";
      const parent = said.parentRunId === undefined ? undefined : this.byId.get(said.parentRunId);
      if ((parent !== undefined && parent < index - 1) || isCut(said, recordedRequest(before.request))) return "fork";
    }
    if (said.resumed > 0) return "resume";
    return said.lastRole === "tool" ? "results" : "message";
  }

  /** Whether an earlier request said the same under another run id. */
  private isResend(request: WireRequest): boolean {
    const alike = this.alike.get(alikeKey(request));
    if (!alike) return false;
    for (const { body } of alike.unread.splice(0)) alike.bodies.add(bodyAgain(body, ""));
    return alike.bodies.has(bodyAgain(request.body, ""));
  }

  private remember(request: WireRequest): void {
    if (recordedRequest(request).messageIds.length === 0) return;
    const key = alikeKey(request);
    const alike = this.alike.get(key);
    if (alike) alike.unread.push(request);
    else this.alike.set(key, { unread: [request], bodies: new Set() });
  }
}

/** Requests with as many messages and the same last one. */
interface Alike {
  /** Those whose text nobody has asked for yet: for most, nobody ever does. */
  readonly unread: WireRequest[];
  /** The texts of the others without their run ids. */
  readonly bodies: Set<string>;
}

function alikeKey(request: WireRequest): string {
  const { messageIds } = recordedRequest(request);
  return `${messageIds.length} ${messageIds.at(-1)}`;
}

/** A thread only grows: one that did not, and is not just sent again, was cut. */
function isCut({ messageIds }: RecordedRequest, before: RecordedRequest): boolean {
  if (messageIds.length === 0 || messageIds.length > before.messageIds.length) return false;
  return messageIds.length < before.messageIds.length || messageIds.some((id, at) => id !== before.messageIds[at]);
}
