import { counted } from "#src/lib/counted.ts";
import { parseJson, type JsonValue } from "#src/lib/json.ts";
import type { Message } from "#src/protocol/events.ts";
import { requestState } from "#src/reconstruction/seed.ts";
import { runInputOf } from "#src/protocol/requestBody.ts";
import type { Exchange } from "#src/recording/types.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import type { AgentView, MessageEntry } from "#src/reconstruction/types.ts";
import { recordedRequest } from "./recordedRequest.ts";
import type { ForkBase, ForkPoint } from "./types.ts";

/**
 * What a request that goes on from a message or an event begins with: the history as it was reconstructed up to there, of which an agent gets whole
 * messages only, the state as of there, and the run that the history ends with, which AG-UI calls `parentRunId`: "a prior run within the same
 * thread". Nothing is made up: calls without a result stay so, and a warning says it.
 */
export function forkBase(reading: Reading, point: ForkPoint): ForkBase {
  const from = point.kind === "event" ? atEvent(reading, point.seq) : atMessage(reading, point);
  const { view, entries, state, parentRunId } = from;
  const { messages, leftOut } = wholeMessages(view, entries);
  return {
    conversation: { messages, state },
    threadId: threadOf(reading, view),
    parentRunId,
    warnings: warningsOf(messages, leftOut, from.interrupts),
  };
}

interface Origin {
  readonly view: AgentView;
  readonly entries: readonly MessageEntry[];
  readonly state: JsonValue;
  readonly parentRunId: string | undefined;
  /** How many interrupts were open at the time. */
  readonly interrupts: number;
}

function atEvent(reading: Reading, seq: number): Origin {
  const view = reading.viewAt(seq);
  const { entries, state, runs, interrupts } = view;
  return { view, entries, state, parentRunId: runs.at(-1)?.runId, interrupts: interrupts.length };
}

function atMessage(reading: Reading, { at, index, isEdited }: Extract<ForkPoint, { kind: "message" }>): Origin {
  const view = reading.viewAt(at);
  const anchor = view.entries[index];
  const entries = view.entries.slice(0, isEdited === true ? index : index + 1);
  const before = isEdited === true ? entries : entries.slice(0, -1);
  const lastMade = before.findLast(({ createdBy }) => createdBy > 0);
  if (anchor && anchor.changedBy > 0 && isEdited !== true) {
    const then = reading.viewAt(anchor.changedBy);
    const parentRunId = view.runs[anchor.run]?.runId;
    return { view, entries, state: then.state, parentRunId, interrupts: then.interrupts.length };
  }
  const madeIn = lastMade && runIdOf(view, lastMade);
  const carrier = anchor && carrierOf(reading, anchor, before);
  if (!carrier) return { view, entries, state: view.state, parentRunId: madeIn, interrupts: view.interrupts.length };
  const request = recordedRequest(carrier.request);
  // Its request says which run it continues, where it is what the request says last.
  const said = request.messageIds.at(-1) === anchor.message.id ? request.parentRunId : undefined;
  const then = carrier.firstSeq > 1 ? reading.viewAt(carrier.firstSeq - 1) : undefined;
  const state = requestState(runInputOf(parseJson(carrier.request.body))) ?? then?.state ?? {};
  return { view, entries, state, parentRunId: said ?? madeIn, interrupts: then?.interrupts.length ?? 0 };
}

const runIdOf = ({ runs }: AgentView, { run }: MessageEntry): string | undefined => runs[run]?.runId;

/** The exchange whose request first said a message: it comes after the exchange that made or changed what stands before it. */
function carrierOf({ log }: Reading, { message }: MessageEntry, before: readonly MessageEntry[]): Exchange | undefined {
  const previous = before.findLast(({ changedBy }) => changedBy > 0);
  const from = previous ? log.exchangeOf(previous.changedBy).index + 1 : 0;
  return log.exchanges.slice(from).find(({ request }) => recordedRequest(request).messageIds.includes(message.id));
}

/** The messages that were complete, without activities, which no agent is sent, and without answers to calls that are left out. */
function wholeMessages(
  { toolCalls }: AgentView,
  entries: readonly MessageEntry[],
): { readonly messages: readonly Message[]; readonly leftOut: number } {
  const streaming = new Set(toolCalls.flatMap(({ id, status }) => (status === "streaming" ? [id] : [])));
  const gone = new Set<string>();
  const messages: Message[] = [];
  let leftOut = 0;
  for (const { message, open } of entries) {
    if (message.role === "activity") continue;
    const calls = callsOf(message);
    const isWhole = !open && !calls.some((id) => streaming.has(id));
    const isOrphan = message.role === "tool" && gone.has(message.toolCallId);
    if (isWhole && !isOrphan) messages.push(message);
    else {
      leftOut++;
      for (const id of calls) gone.add(id);
    }
  }
  return { messages, leftOut };
}

function warningsOf(messages: readonly Message[], leftOut: number, interrupts: number): readonly string[] {
  const answered = new Set(messages.flatMap((message) => (message.role === "tool" ? [message.toolCallId] : [])));
  const open = messages.flatMap(callsOf).filter((id) => !answered.has(id));
  const warnings: string[] = [];
  if (leftOut > 0)
    warnings.push(
      `${counted(leftOut, "message")} ${leftOut === 1 ? "was" : "were"} not complete there and is left out.`,
    );
  if (open.length > 0) {
    const listed = open.slice(0, MOST_NAMED).join(", ") + (open.length > MOST_NAMED ? ", …" : "");
    warnings.push(`${counted(open.length, "tool call")} without a result there (${listed}): some agents refuse that.`);
  }
  if (interrupts > 0)
    warnings.push(
      `${counted(interrupts, "interrupt")} open there, and the request has no resume: an agent may refuse that.`,
    );
  return warnings;
}

const MOST_NAMED = 3;

const callsOf = (message: Message): readonly string[] =>
  message.role === "assistant" ? (message.toolCalls ?? []).map(({ id }) => id) : [];

/** The thread that its requests name, or the answers where there is no request. */
function threadOf({ log }: Reading, { threadId, at }: AgentView): string | undefined {
  const exchange = at > 0 ? log.exchangeOf(at) : log.exchanges[0];
  return (exchange && recordedRequest(exchange.request).threadId) ?? threadId;
}
