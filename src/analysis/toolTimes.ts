import { isObject, parseJson } from "#src/lib/json.ts";
import { partitionPoint } from "#src/lib/partitionPoint.ts";
import { runInputOf } from "#src/protocol/requestBody.ts";
import type { AgentView, ToolCallView } from "#src/reconstruction/types.ts";
import { hasTimes } from "#src/recording/hasTimes.ts";
import type { RecordingLog } from "#src/recording/log.ts";
import type { Exchange } from "#src/recording/types.ts";
import type { CallLife, CallLives } from "./callLives.ts";

/** Where the time of one tool call went, in milliseconds; undefined where it has not happened or nobody knows. */
export interface ToolTime {
  readonly id: string;
  readonly name: string;
  readonly startedBy: number;
  readonly endedBy: number | undefined;
  /** The agent wrote the call: TOOL_CALL_START to TOOL_CALL_END. */
  readonly agent: number | undefined;
  /** The agent's side ran it: TOOL_CALL_END to TOOL_CALL_RESULT, without what passed between two answers. */
  readonly server: number | undefined;
  /** The event that brought the server's result. */
  readonly resultBy: number | undefined;
  /**
   * The app or its user answered: from the end of the run, or of the call if that is later, to the request with the answer;
   * around an interrupt, from the end of each answer to the next request.
   */
  readonly client: number | undefined;
  /** The exchange whose request brought the client's answer. */
  readonly answeredIn: number | undefined;
}

/** What passed between the end of one answer and the next request. Nothing of it is the agent's doing. */
export interface Wait {
  /** The exchange whose request ended it. */
  readonly exchange: number;
  /** Milliseconds; undefined where nobody knows, or where the clock was set back meanwhile. */
  readonly ms: number | undefined;
  /** The request brought answers to interrupts. */
  readonly resumes: boolean;
}

/** What the requests of a recording answer. Each is read once, when it is first asked about. */
export class RequestAnswers {
  /** How many results of each call the last request had, and the exchanges whose requests brought one more. */
  private readonly byCall = new Map<string, { results: number; readonly exchanges: number[] }>();
  private readonly resumes: boolean[] = [];

  constructor(private readonly log: RecordingLog) {}

  /** The first exchange after event `seq` whose request brings a result of a call. A conversation goes along with every later one as well. */
  exchangeAfter(seq: number, callId: string): Exchange | undefined {
    this.read();
    const exchanges = this.byCall.get(callId)?.exchanges ?? [];
    return exchanges
      .map((index) => this.log.exchanges[index])
      .find((each) => each !== undefined && each.firstSeq > seq);
  }

  /** The wait before the request of an exchange; undefined before the first. */
  waitBefore(index: number): Wait | undefined {
    this.read();
    const exchange = this.log.exchanges[index];
    const before = this.log.exchanges[index - 1];
    if (exchange === undefined || before === undefined) return undefined;
    const ms = before.end === undefined ? undefined : between(before, before.end.time, exchange);
    return { exchange: index, ms, resumes: this.resumes[index] === true };
  }

  private read(): void {
    const { exchanges } = this.log;
    for (let index = this.resumes.length; index < exchanges.length; index++) {
      const input = runInputOf(parseJson((exchanges[index] as Exchange).request.body));
      const { messages, resume } = isObject(input) ? input : { messages: undefined, resume: undefined };
      this.count(index, Array.isArray(messages) ? (messages as readonly unknown[]) : []);
      this.resumes.push(Array.isArray(resume) && resume.length > 0);
    }
  }

  private count(index: number, messages: readonly unknown[]): void {
    const counts = new Map<string, number>();
    for (const message of messages) {
      if (!isObject(message) || message["role"] !== "tool") continue;
      const { toolCallId } = message;
      if (typeof toolCallId === "string") counts.set(toolCallId, (counts.get(toolCallId) ?? 0) + 1);
    }
    for (const [id, results] of counts) {
      const known = this.byCall.get(id);
      if (known === undefined) this.byCall.set(id, { results, exchanges: [index] });
      else {
        if (results > known.results) known.exchanges.push(index);
        known.results = results;
      }
    }
  }
}

/** What is known of a recording beside its log: what it means, what its requests answered, and when calls were made. */
interface ToolFacts {
  readonly log: RecordingLog;
  readonly runs: AgentView["runs"];
  readonly answers: RequestAnswers;
}

/** Where the time of tool calls went, of one recording. What is settled about a call is worked out once, however often it is asked for. */
export class ToolTimes {
  private readonly settled = new WeakMap<ToolCallView, ToolTime>();

  /** `calls` grows in place. */
  constructor(
    private readonly log: RecordingLog,
    private readonly answers: RequestAnswers,
    private readonly calls: CallLives,
  ) {}

  /** Of the calls that were made in an exchange, in the order of their starts. */
  of(view: Pick<AgentView, "toolCalls" | "runs">, exchange: number): readonly ToolTime[] {
    const { log, answers, calls } = this;
    const facts: ToolFacts = { log, runs: view.runs, answers };
    const first = log.exchanges[exchange]?.firstSeq ?? Infinity;
    const last = log.lastSeqOf(exchange);
    const isHere = ({ startedBy }: Pick<CallLife, "startedBy">): boolean => startedBy >= first && startedBy <= last;
    const times: ToolTime[] = [];
    for (const call of view.toolCalls) {
      if (calls.repeated.has(call.id)) {
        const lives = calls.of(call.id);
        for (const [at, life] of lives.entries()) {
          if (isHere(life)) times.push(toolTime(facts, life, lives[at + 1]));
        }
        continue;
      }
      if (!isHere(call)) continue;
      let time = this.settled.get(call);
      if (time === undefined) {
        const event = calls.of(call.id)[0]?.resultBy ?? 0;
        const { id, name, startedBy, endedBy, result } = call;
        const resultBy = event > startedBy ? event : result?.by;
        time = toolTime(facts, { id, name, startedBy, endedBy, resultBy });
        // A result by an event stays what it is; all else waits for a request or an event that may still come.
        if (time.resultBy !== undefined && time.resultBy === event) this.settled.set(call, time);
      }
      times.push(time);
    }
    return times.sort((a, b) => a.startedBy - b.startedBy);
  }
}

/** `next` is the call that was made later with the same id. */
function toolTime({ log, runs, answers }: ToolFacts, call: CallLife, next?: CallLife): ToolTime {
  const { id, name, startedBy, endedBy } = call;
  const by = call.resultBy ?? 0;
  const until = next === undefined ? Infinity : log.exchangeOf(next.startedBy).firstSeq;
  const carrier = answers.exchangeAfter(startedBy, id) ?? resumedBy(log, answers, startedBy, next);
  const request = carrier === undefined || carrier.firstSeq > until ? undefined : carrier;
  // A request after the agent's own result only repeats it.
  const isRepeated = request !== undefined && by > startedBy && by < request.firstSeq;
  const answer = isRepeated ? undefined : request;
  const resultBy = answer === undefined && by > startedBy ? by : undefined;
  const written = endedBy === undefined ? undefined : spent(log, startedBy, endedBy);
  const run = endedBy === undefined || resultBy === undefined ? undefined : spent(log, endedBy, resultBy);
  // The client learns that it is asked when the run is over.
  const inRun = runs[partitionPoint(runs.length, (at) => (runs[at]?.startedBy ?? 0) <= startedBy) - 1];
  const askedBy = Math.max(endedBy ?? 0, inRun?.endedBy ?? 0);
  const asked = answer !== undefined && askedBy > 0 && askedBy < answer.firstSeq ? log.exchangeOf(askedBy) : undefined;
  return {
    id,
    name,
    startedBy,
    endedBy,
    agent: written?.within,
    server: run?.within,
    resultBy,
    client:
      asked !== undefined && answer !== undefined
        ? between(asked, log.timeOf(askedBy), answer)
        : run !== undefined && run.isApart
          ? run.apart
          : undefined,
    answeredIn: answer?.index,
  };
}

/** The exchange whose request answered the interrupt in between, where a call is made again in the answer to it. */
function resumedBy(
  log: RecordingLog,
  answers: RequestAnswers,
  startedBy: number,
  next: CallLife | undefined,
): Exchange | undefined {
  const exchange = next && log.exchangeOf(next.startedBy);
  if (exchange === undefined || exchange.firstSeq <= startedBy) return undefined;
  return answers.waitBefore(exchange.index)?.resumes === true ? exchange : undefined;
}

/** What passed between two events: within the answers that they lie in, and between those answers, where nobody is at work but the client. */
interface Spent {
  readonly within: number | undefined;
  readonly apart: number | undefined;
  /** True where the events lie in different answers, as around an interrupt. */
  readonly isApart: boolean;
}

function spent(log: RecordingLog, from: number, to: number): Spent {
  const first = log.exchangeOf(from).index;
  const last = log.exchangeOf(to).index;
  let within: number | undefined = -log.timeOf(from);
  let apart: number | undefined = 0;
  for (let index = first; index <= last; index++) {
    const exchange = log.exchanges[index] as Exchange;
    const time = index === last ? log.timeOf(to) : exchange.end?.time;
    within = hasTimes(exchange) ? plus(within, time) : undefined;
    const next = index === last ? undefined : log.exchanges[index + 1];
    if (next) apart = plus(apart, time === undefined ? undefined : between(exchange, time, next));
  }
  return { within: within === undefined || within < 0 ? undefined : within, apart, isApart: first !== last };
}

/** A sum that is not known where a part of it is not. */
const plus = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : a + b;

/** From a moment of one exchange to the request of a later one, by the wall clock, which has whole milliseconds and may be set. */
function between(from: Exchange, time: number, to: Exchange): number | undefined {
  if (!hasTimes(from) || !hasTimes(to)) return undefined;
  return notNegative(to.request.startedAt - from.request.startedAt - time);
}

/** The wall clock has whole milliseconds, so a millisecond less than nothing is nothing; more was set back. */
const notNegative = (ms: number): number | undefined => (ms < -1 ? undefined : Math.max(0, ms));
