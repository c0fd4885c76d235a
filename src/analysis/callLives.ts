import type { AguiEvent, EventTypeName } from "#src/protocol/events.ts";

/** One time that a call was made. */
export interface CallLife {
  readonly id: string;
  readonly name: string;
  readonly startedBy: number;
  /** Its TOOL_CALL_END, or the last piece of one that came in chunks; undefined while there is none. */
  endedBy: number | undefined;
  /** Its first TOOL_CALL_RESULT. */
  resultBy: number | undefined;
}

const TYPES: ReadonlySet<string> = new Set<EventTypeName>([
  "TOOL_CALL_START",
  "TOOL_CALL_CHUNK",
  "TOOL_CALL_END",
  "TOOL_CALL_RESULT",
]);
const NO_LIVES: readonly CallLife[] = [];

/**
 * The calls of a recording by their ids. An id that a later run announces again is another call to whoever waits for it, though the
 * conversation has one: an agent may count its calls anew in each run, or announce a call again when it goes on after an interrupt.
 */
export class CallLives {
  private readonly byId = new Map<string, CallLife[]>();
  private readonly again = new Set<string>();
  /** The first event of the run that goes on. */
  private since = 0;
  /** The call that a chunk without an id continues. */
  private chunked: CallLife | undefined;

  /** True for the types that `event` must be given. */
  static reads(type: EventTypeName): boolean {
    return TYPES.has(type);
  }

  /** A run begins with event `seq`. */
  begin(seq: number): void {
    this.since = seq;
    this.chunked = undefined;
  }

  /** Reads an event of one of the types above, in the order of the recording. */
  event(seq: number, event: AguiEvent): void {
    switch (event.type) {
      case "TOOL_CALL_START":
        this.announce(seq, event.toolCallId, event.toolCallName);
        return;
      case "TOOL_CALL_CHUNK":
        if (event.toolCallId !== undefined)
          this.chunked = this.announce(seq, event.toolCallId, event.toolCallName ?? "");
        if (this.chunked) this.chunked.endedBy = seq;
        return;
      case "TOOL_CALL_END": {
        const life = this.last(event.toolCallId);
        if (life) life.endedBy = seq;
        return;
      }
      case "TOOL_CALL_RESULT": {
        const life = this.last(event.toolCallId);
        if (life) life.resultBy ??= seq;
        return;
      }
      default:
    }
  }

  /** The calls with an id, in the order in which they were made. */
  of(id: string): readonly CallLife[] {
    return this.byId.get(id) ?? NO_LIVES;
  }

  /** The ids that more than one call has. */
  get repeated(): ReadonlySet<string> {
    return this.again;
  }

  private last(id: string): CallLife | undefined {
    return this.byId.get(id)?.at(-1);
  }

  /** The call of an id in this run; announced twice in one run it is one call. */
  private announce(seq: number, id: string, name: string): CallLife {
    const lives = this.byId.get(id);
    const last = lives?.at(-1);
    if (last && last.startedBy >= this.since) return last;
    const life: CallLife = { id, name, startedBy: seq, endedBy: undefined, resultBy: undefined };
    if (lives) {
      lives.push(life);
      this.again.add(id);
    } else this.byId.set(id, [life]);
    return life;
  }
}
