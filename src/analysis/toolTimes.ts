import { isObject, parseJson } from "#src/lib/json.ts";
import { runInputOf } from "#src/protocol/requestBody.ts";
import type { AgentView, ToolCallView } from "#src/reconstruction/types.ts";
import { hasTimes } from "#src/recording/hasTimes.ts";
import type { RecordingLog } from "#src/recording/log.ts";
import type { Exchange } from "#src/recording/types.ts";

/** Where the time of one tool call went, in milliseconds; undefined where it has not happened or nobody knows. */
export interface ToolTime {
  readonly id: string;
  readonly name: string;
  readonly startedBy: number;
  readonly endedBy: number | undefined;
  /** The agent wrote the call: TOOL_CALL_START to TOOL_CALL_END. */
  readonly agent: number | undefined;
  /** The agent's side ran it: TOOL_CALL_END to TOOL_CALL_RESULT. */
  readonly server: number | undefined;
  /** The event that brought the server's result. */
  readonly resultBy: number | undefined;
  /** The app or its user answered: from the end of the run, or of the call if that is later, to the request with the answer. */
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
  private readonly byCall = new Map<string, number>();
  private readonly resumes: boolean[] = [];

  constructor(private readonly log: RecordingLog) {}

  /** The first exchange whose request carries a result of a call. A conversation goes along with every later one as well. */
  exchangeOf(callId: string): number | undefined {
    this.read();
    return this.byCall.get(callId);
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
      for (const message of Array.isArray(messages) ? (messages as readonly unknown[]) : []) {
        if (!isObject(message) || message["role"] !== "tool") continue;
        const { toolCallId } = message;
        if (typeof toolCallId === "string" && !this.byCall.has(toolCallId)) this.byCall.set(toolCallId, index);
      }
      this.resumes.push(Array.isArray(resume) && resume.length > 0);
    }
  }
}

/** What is known of a recording beside its log: what it means, what its requests answered, and which events brought results. */
export interface ToolFacts {
  readonly log: RecordingLog;
  readonly view: Pick<AgentView, "toolCalls" | "runs">;
  readonly answers: RequestAnswers;
  readonly resultEvents: ReadonlyMap<string, number>;
}

/** Where the time of each tool call went that began in an exchange, in the order of their starts. */
export function toolTimes(facts: ToolFacts, exchange: number): readonly ToolTime[] {
  const { log, view } = facts;
  const first = log.exchanges[exchange]?.firstSeq ?? Infinity;
  const last = log.lastSeqOf(exchange);
  return view.toolCalls
    .filter(({ startedBy }) => startedBy >= first && startedBy <= last)
    .map((call) => toolTime(facts, call));
}

function toolTime({ log, view, answers, resultEvents }: ToolFacts, call: ToolCallView): ToolTime {
  const { id, name, startedBy, endedBy, result } = call;
  const event = resultEvents.get(id) ?? 0;
  const by = event > startedBy ? event : (result?.by ?? 0);
  const carrier = answers.exchangeOf(id);
  const answer = carrier === undefined ? undefined : log.exchanges[carrier];
  // A request after the agent's own result only repeats it.
  const isClient = answer !== undefined && answer.firstSeq > startedBy && !(by > startedBy && by < answer.firstSeq);
  const resultBy = !isClient && by > startedBy ? by : undefined;
  // The client learns that it is asked when the run is over.
  const askedBy = Math.max(endedBy ?? 0, view.runs[call.run]?.endedBy ?? 0);
  const asked = isClient && askedBy > 0 && askedBy < answer.firstSeq ? log.exchangeOf(askedBy) : undefined;
  return {
    id,
    name,
    startedBy,
    endedBy,
    agent: endedBy === undefined ? undefined : betweenEvents(log, startedBy, endedBy),
    server: endedBy === undefined || resultBy === undefined ? undefined : betweenEvents(log, endedBy, resultBy),
    resultBy,
    client: asked === undefined || !isClient ? undefined : between(asked, log.timeOf(askedBy), answer),
    answeredIn: isClient ? carrier : undefined,
  };
}

function betweenEvents(log: RecordingLog, from: number, to: number): number | undefined {
  const start = log.exchangeOf(from);
  const end = log.exchangeOf(to);
  if (!hasTimes(start) || !hasTimes(end) || to < from) return undefined;
  // Within one exchange there is a clock finer than that of the requests, and one that nobody sets.
  if (start.index === end.index) return log.timeOf(to) - log.timeOf(from);
  const since = end.request.startedAt - start.request.startedAt;
  return notNegative(since + log.timeOf(to) - log.timeOf(from));
}

/** From a moment of one exchange to the request of a later one, by the wall clock, which has whole milliseconds and may be set. */
function between(from: Exchange, time: number, to: Exchange): number | undefined {
  if (!hasTimes(from) || !hasTimes(to)) return undefined;
  return notNegative(to.request.startedAt - from.request.startedAt - time);
}

/** The wall clock has whole milliseconds, so a millisecond less than nothing is nothing; more was set back. */
const notNegative = (ms: number): number | undefined => (ms < -1 ? undefined : Math.max(0, ms));
