import type { Finding } from "#src/protocol/lint/types.ts";
import { statusOf } from "#src/run/runStatus.ts";
import { Reading, type ReadingOptions } from "#src/reconstruction/reading.ts";
import type { LiveRecord } from "#src/transport/liveTraffic.ts";
import type { RelayRecord } from "#src/transport/relayWire.ts";
import { SignalAssembler } from "#src/transport/signalAssembler.ts";
import { clientName } from "./clientName.ts";
import { type RequestIds, requestIds } from "./requestIds.ts";
import type { HeldDelivery, LiveRecording, LiveRunRow } from "./types.ts";

/** How much is kept; the oldest recordings that are over go first. */
const MAX_EXCHANGES = 300;
const MAX_BYTES = 512 * 1024 * 1024;

type RequestRecord = Extract<RelayRecord, { readonly type: "request" }>;
type HeldRecord = Extract<LiveRecord, { readonly type: "held" }>;

interface KnownRecording extends LiveRecording {
  /** What a further call must have in common to continue it; undefined where nothing may. */
  readonly thread: string | undefined;
  readonly exchanges: KnownExchange[];
  /** Findings of the reading that were counted already. */
  counted: number;
}

interface KnownExchange {
  readonly id: string;
  readonly recording: KnownRecording;
  readonly begun: RequestRecord;
  /** What its request names, read once: a body can be long, and rows are made anew for every frame of the screen. */
  readonly ids: RequestIds;
  /** Its place among the exchanges of its recording. */
  readonly index: number;
  readonly assembler: SignalAssembler;
  /** Records that were received, and how many of them a server that tells everything again has repeated. */
  received: number;
  repeated: number;
  errors: number;
  warnings: number;
  held: HeldRecord | undefined;
  /** Undefined when something has changed since it was made. */
  row: LiveRunRow | undefined;
}

/**
 * What the user's own app exchanges with its agents, read while it streams: each call goes into a recording, and runs that continue a
 * thread go into the same one. It holds the data; whoever shows it asks for rows.
 */
export class LiveExchanges {
  private readonly known = new Map<string, KnownExchange>();
  private recordings: KnownRecording[] = [];
  /** Calls that were let go of: a server that tells everything again must not bring them back. */
  private readonly gone = new Set<string>();
  private list: readonly LiveRunRow[] = [];
  private stale = false;
  private droppedCount = 0;

  constructor(private readonly options: ReadingOptions = {}) {}

  /** How many calls were let go of here because only so much is kept. */
  get dropped(): number {
    return this.droppedCount;
  }

  /** One row for each call, newest first. Equal by reference, list and rows, where nothing changed. */
  get rows(): readonly LiveRunRow[] {
    if (!this.stale) return this.list;
    this.stale = false;
    // What was there before this page came is told in the order in which it ended.
    const rows = [...this.known.values()].map((exchange) => (exchange.row ??= rowOf(exchange)));
    this.list = rows.toReversed().toSorted((a, b) => b.startedAt - a.startedAt);
    return this.list;
  }

  /** All deliveries that are held at a breakpoint. */
  get held(): readonly HeldDelivery[] {
    return [...this.known.values()].flatMap(({ held, recording }) =>
      held
        ? [
            {
              exchange: held.exchange,
              recording: recording.id,
              text: held.text,
              waiting: held.waiting,
              breakpoint: held.breakpoint,
            },
          ]
        : [],
    );
  }

  /** The recording of a call, and the number of the last frame that belongs to it. */
  find(exchange: string): { readonly recording: LiveRecording; readonly lastSeq: number } | undefined {
    const found = this.known.get(exchange);
    return found && { recording: found.recording, lastSeq: found.recording.reading.log.lastSeqOf(found.index) };
  }

  /**
   * A connection to the server begins, which tells everything from the start again. Ids of a server that was started anew mean nothing to
   * the old calls: those that were still open are over then.
   */
  connect(isSameServer: boolean): void {
    for (const exchange of this.known.values()) {
      exchange.repeated = 0;
      if (isSameServer || exchange.assembler.isOver) continue;
      const time = exchange.recording.reading.log.exchanges[exchange.index]?.response?.time ?? 0;
      const message = "AG-UI Scope was started anew, and the end of this call was not recorded";
      void exchange.assembler.accept({ type: "end", exchange: exchange.id, time, reason: "reset", message });
      exchange.held = undefined;
      this.touch(exchange);
    }
  }

  /** Takes in one record. Returns the recording that has grown, if one has. */
  accept(record: LiveRecord): LiveRecording | undefined {
    if (record.type === "recorders" || record.type === "forgotten") return undefined;
    const exchange = this.known.get(record.exchange);
    if (record.type === "held" || record.type === "released") {
      if (!exchange || exchange.assembler.isOver) return undefined;
      exchange.held = record.type === "held" ? record : undefined;
      this.touch(exchange);
      return undefined;
    }
    if (!exchange) return record.type === "request" && !this.gone.has(record.exchange) ? this.begin(record) : undefined;
    // A server that is connected to again tells what is known already.
    if (exchange.repeated < exchange.received) {
      exchange.repeated++;
      return undefined;
    }
    return this.continue(exchange, record);
  }

  /** Lets go of all calls that are over. */
  clear(): void {
    this.drop(this.recordings.filter(isOver));
  }

  private begin(record: RequestRecord): LiveRecording {
    const ids = requestIds(record.request.body);
    const recording = this.recordingFor(record, ids);
    const { reading } = recording;
    const exchange: KnownExchange = {
      id: record.exchange,
      recording,
      begun: record,
      ids,
      index: recording.exchanges.length,
      assembler: new SignalAssembler((signal) => reading.receive(signal)),
      received: 0,
      repeated: 0,
      errors: 0,
      warnings: 0,
      held: undefined,
      row: undefined,
    };
    this.known.set(exchange.id, exchange);
    recording.exchanges.push(exchange);
    this.makeRoom();
    return this.continue(exchange, record);
  }

  private continue(exchange: KnownExchange, record: RelayRecord): LiveRecording {
    exchange.received++;
    exchange.repeated++;
    void exchange.assembler.accept(record);
    if (record.type === "end") exchange.held = undefined;
    countFindings(exchange.recording);
    this.touch(exchange);
    return exchange.recording;
  }

  /** The recording of the same thread with the same agent, where its last call is over; else a new one. */
  private recordingFor({ exchange, request, source }: RequestRecord, { threadId }: RequestIds): KnownRecording {
    const isRun = source.kind === "run" || source.kind === "connect";
    const thread = isRun && threadId !== "" ? `${source.from} ${request.url} ${threadId}` : undefined;
    const open = this.recordings.findLast((recording) => recording.thread === thread && isOver(recording));
    if (thread !== undefined && open) return open;
    const what = threadId === "" ? `${request.method} ${pathOf(request.url)}` : `thread ${threadId}`;
    const recording: KnownRecording = {
      id: `live-${exchange}`,
      name: `${clientName(source.client)} · ${what}`,
      reading: new Reading(this.options),
      thread,
      exchanges: [],
      counted: 0,
    };
    this.recordings.push(recording);
    return recording;
  }

  private makeRoom(): void {
    let exchanges = this.known.size;
    let bytes = this.recordings.reduce((sum, { reading }) => sum + reading.log.byteLength, 0);
    const leaving: KnownRecording[] = [];
    for (const recording of this.recordings) {
      if (exchanges <= MAX_EXCHANGES && bytes <= MAX_BYTES) break;
      // The last one has just begun to take another call, or is about to.
      if (!isOver(recording)) continue;
      leaving.push(recording);
      exchanges -= recording.exchanges.length;
      bytes -= recording.reading.log.byteLength;
    }
    this.drop(leaving);
    this.droppedCount += leaving.reduce((sum, recording) => sum + recording.exchanges.length, 0);
  }

  private drop(leaving: readonly KnownRecording[]): void {
    if (leaving.length === 0) return;
    const left = new Set(leaving);
    this.recordings = this.recordings.filter((recording) => !left.has(recording));
    for (const { id } of leaving.flatMap(({ exchanges }) => exchanges)) {
      this.known.delete(id);
      this.gone.add(id);
    }
    this.stale = true;
  }

  private touch(exchange: KnownExchange): void {
    exchange.row = undefined;
    this.stale = true;
  }
}

const isOver = ({ exchanges }: KnownRecording): boolean => exchanges.every(({ assembler }) => assembler.isOver);

/** Counts each new finding at the call that its frame belongs to; one from before any frame at the first. */
function countFindings(recording: KnownRecording): void {
  const { reading, exchanges } = recording;
  for (; recording.counted < reading.findings.length; recording.counted++) {
    const finding = reading.findings[recording.counted];
    const index =
      finding && finding.seq > 0 && finding.seq <= reading.length ? reading.log.exchangeOf(finding.seq).index : -1;
    const exchange = exchanges[index] ?? exchanges.at(-1);
    if (!finding || !exchange || isToBeExpected(finding, exchange)) continue;
    if (finding.severity === "error") exchange.errors++;
    if (finding.severity === "warning") exchange.warnings++;
    exchange.row = undefined;
  }
}

/** A CopilotKit runtime's info and whatever else an app asks for is JSON or a page, and no stream that went wrong. */
function isToBeExpected({ rule }: Finding, { begun }: KnownExchange): boolean {
  const { kind } = begun.source;
  return kind !== "run" && kind !== "connect" && (rule === "transport/not-a-stream" || rule === "transport/html-page");
}

function rowOf(exchange: KnownExchange): LiveRunRow {
  const { id, recording, begun, ids, index, errors, warnings, held } = exchange;
  const { request, source } = begun;
  const { reading } = recording;
  const logged = reading.log.exchanges[index];
  const status = statusOf(reading, index);
  return {
    id,
    recording: recording.id,
    startedAt: request.startedAt,
    kind: source.kind,
    client: clientName(source.client),
    clientDetail: source.client,
    recorder: source.from,
    method: request.method,
    url: request.url,
    path: pathOf(request.url),
    ...ids,
    phase: status.phase,
    detail: status.detail,
    httpStatus: logged?.response?.status,
    events: reading.log.lastSeqOf(index) - (logged?.firstSeq ?? 1) + 1,
    errors,
    warnings,
    duration: logged?.end?.time,
    held: held !== undefined,
  };
}

function pathOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { pathname, search } = new URL(url);
  return pathname + search;
}
