import { EventType, type BaseEvent } from "@ag-ui/core";
import { EventEncoder } from "@ag-ui/encoder";

// What an agent of nothing but `@ag-ui/encoder` says, for tests that serve it in ways of their own.

/** What such an agent reads of a request. */
interface AgentInput {
  readonly threadId: string;
  readonly runId: string;
  readonly messages: readonly { readonly role: string; readonly content?: unknown }[];
}

/** What a request is answered with; the first request is number 1. */
export type Turn = readonly object[] | ((nth: number, input: AgentInput) => readonly object[]);

/** The bytes of an event, which is of this run where it begins or ends one. */
export function encoded(event: object, body: string): string {
  const { threadId, runId } = JSON.parse(body) as AgentInput;
  const isLife = "type" in event && (event.type === EventType.RUN_STARTED || event.type === EventType.RUN_FINISHED);
  return new EventEncoder().encodeSSE({ ...event, ...(isLife && { threadId, runId }) } as BaseEvent);
}

/** The nth request is answered by the nth turn, and all after the last by the last: the bytes of each event. */
export function answerOf(turns: readonly Turn[], nth: number, body: string): readonly string[] {
  const turn = turns[Math.min(nth, turns.length) - 1] ?? [];
  const events = typeof turn === "function" ? turn(nth, JSON.parse(body) as AgentInput) : turn;
  return events.map((event) => encoded(event, body));
}

/** The headers of such an answer. */
export const STREAM_HEADERS = { "content-type": new EventEncoder().getContentType() };

/** The start of a run. */
export const STARTED = { type: EventType.RUN_STARTED };
