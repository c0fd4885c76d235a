import type { JsonValue } from "#src/lib/json.ts";
import type { Reconstruction } from "#src/reconstruction/reconstruction.ts";
import { stateDelta } from "#src/reconstruction/reducers/state.ts";
import type { StateTest } from "./stateTest.ts";

/** One event after which the answer is another one than after the event before. */
export interface Turn {
  readonly seq: number;
  readonly answer: boolean;
}

/** Every turn of a condition of the state, found by one walk over the state events, step by step, up to event `last`. */
export class TurnScan {
  private readonly list: Turn[] = [];
  private root: JsonValue = {};
  /** Containers that the walk may write to: none of them was ever handed out. */
  private owned = new Set<object>();
  private next = 0;
  /** Requests were looked at up to the one before this event; one before event 1 counts as before event 0. */
  private at = -1;
  private answer: boolean | undefined;
  private readonly total: number;

  constructor(
    private readonly reconstruction: Reconstruction,
    private readonly test: StateTest,
    private readonly last: number,
  ) {
    this.total = reconstruction.states.countAt(last);
  }

  /** What was found so far, in order. Grows in place. */
  get turns(): readonly Turn[] {
    return this.list;
  }

  /** How many state events were looked at, of how many. */
  get progress(): { readonly done: number; readonly total: number } {
    return { done: this.next, total: this.total };
  }

  /** Looks at the next state event. False when it was the last one. */
  step(): boolean {
    const { states } = this.reconstruction;
    const isOver = this.next === this.total;
    const seq = isOver ? this.last + 1 : states.seqOf(this.next);
    this.takeRequests(seq);
    if (isOver) return false;
    const isChange = states.kindOf(this.next) !== "failed";
    this.next++;
    if (isChange) this.takeEvent(seq);
    this.note(seq);
    return true;
  }

  /** The requests before event `before` count with the event that they came before, those of `before` itself with what it does. */
  private takeRequests(before: number): void {
    const { states } = this.reconstruction;
    if (this.answer === undefined) {
      this.takeRequest(0);
      this.answer = this.test(this.root);
    }
    // The newest state includes what a request set after the last event.
    const lastRequest = this.reconstruction.length === this.last ? this.last + 1 : this.last;
    for (;;) {
      const request = states.requestAfter(this.at, Math.min(before, lastRequest));
      if (request === undefined) return;
      this.takeRequest(request.seq);
      if (request.seq < before || before > this.last) this.note(Math.min(request.seq, this.last));
    }
  }

  private takeRequest(upTo: number): void {
    const request = this.reconstruction.states.requestAfter(this.at, upTo);
    if (request === undefined) return;
    this.at = request.seq;
    this.root = request.root;
    this.owned = new Set();
  }

  private takeEvent(seq: number): void {
    const event = this.reconstruction.eventAt(seq);
    if (event?.type === "STATE_SNAPSHOT") {
      this.root = event.snapshot as JsonValue;
      this.owned = new Set();
    }
    if (event?.type !== "STATE_DELTA") return;
    const result = stateDelta(this.root, event, this.owned);
    if (result.ok) this.root = result.value;
  }

  private note(seq: number): void {
    const answer = this.test(this.root);
    if (answer === this.answer) return;
    this.answer = answer;
    // A request after the last event counts with that event, and may take back what the event did.
    if (this.list.at(-1)?.seq === seq) this.list.pop();
    else this.list.push({ seq, answer });
  }
}
