import type { AguiEvent, EventTypeName } from "#src/protocol/events.ts";

/** What an answer left to its client: tool calls to run, or a question to a human. */
export interface LeftOpen {
  readonly to: "client" | "human";
  /** How many calls, or how many interrupts. */
  readonly count: number;
}

/** What each answer leaves open, read from its events in their order. */
export class LeftOpenReader {
  private readonly byExchange = new Map<number, LeftOpen>();
  /** Calls of the run that goes on and have no result, by their entity numbers. */
  private readonly calls = new Set<number>();

  /** What an exchange left open, as far as it was read; undefined for nothing. */
  of(exchange: number): LeftOpen | undefined {
    return this.byExchange.get(exchange);
  }

  /** Reads the next event. `entity` is its number in the event index; `decoded` is asked for only where a run ends. */
  event(type: EventTypeName, entity: number, exchange: number, decoded: () => AguiEvent | undefined): void {
    if (type === "TOOL_CALL_START" || type === "TOOL_CALL_CHUNK") this.calls.add(entity);
    else if (type === "TOOL_CALL_RESULT") this.calls.delete(entity);
    else if (type === "RUN_STARTED" || type === "RUN_ERROR") this.restart(exchange);
    else if (type === "RUN_FINISHED") {
      const count = this.calls.size;
      this.restart(exchange);
      const left = leftBy(decoded(), count);
      if (left) this.byExchange.set(exchange, left);
    }
  }

  private restart(exchange: number): void {
    this.calls.clear();
    this.byExchange.delete(exchange);
  }
}

/** The producer's list of pending calls counts when it names any, as in the view. */
function leftBy(event: AguiEvent | undefined, unanswered: number): LeftOpen | undefined {
  if (event?.type !== "RUN_FINISHED") return undefined;
  const { outcome } = event;
  if (outcome?.type === "interrupt") return { to: "human", count: outcome.interrupts.length };
  if (outcome !== undefined && outcome.type !== "success") return undefined;
  const named = outcome?.pendingToolCallIds?.length ?? 0;
  const count = named > 0 ? named : unanswered;
  return count > 0 ? { to: "client", count } : undefined;
}
