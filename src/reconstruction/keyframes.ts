import type { AguiEvent } from "#src/protocol/events.ts";
import type { Draft } from "./draft.ts";
import { reduce } from "./reduce.ts";
import { endOpenRun } from "./reducers/runs.ts";
import { seedFromRequest } from "./seed.ts";

const EVENTS_PER_KEYFRAME = 64;
/** Inside the stretch that was looked at last, a version is kept this often, so that stepping back is cheap. */
const EVENTS_PER_STEP = 16;

/** A request, or the end of an exchange: what changes a view without being an event. */
interface Boundary {
  readonly kind: "begin" | "end";
  readonly input: unknown;
  /** Sorts boundaries among events: event n is at 4n, the end of an exchange after it at 4n + 1, a request before it at 4n - 2. */
  readonly position: number;
}

/** Versions of the live draft, taken every 64 events, and the way from them to any event between. */
export class Keyframes {
  private readonly kept: Draft[];
  private readonly boundaries: Boundary[] = [];
  private readonly steps = new Map<number, Draft>();
  private stepsOf = -1;
  private cursor: { readonly draft: Draft; seq: number } | undefined;

  constructor(
    private readonly live: Draft,
    private readonly eventAt: (seq: number) => AguiEvent | undefined,
  ) {
    this.kept = [live.freeze()];
  }

  /** Call before the live draft reads event `seq`: keeps a version where one is due. */
  before(seq: number): void {
    if ((seq - 1) % EVENTS_PER_KEYFRAME === 0 && this.kept.length === (seq - 1) / EVENTS_PER_KEYFRAME) {
      this.kept.push(this.live.freeze());
    }
  }

  /** Applies a request, whose answer begins with event `firstSeq`, to the live draft. */
  begin(firstSeq: number, input: unknown): void {
    this.before(firstSeq);
    // A request counts with the first event of its answer. Before the first event of all there is no earlier answer to show instead.
    this.add({ kind: "begin", input, position: firstSeq === 1 ? 0 : 4 * firstSeq - 2 });
  }

  /** Applies the end of an exchange after event `lastSeq` to the live draft. One without events ends where it began. */
  end(lastSeq: number): void {
    const last = this.boundaries[this.boundaries.length - 1]?.position ?? 0;
    this.add({ kind: "end", input: undefined, position: Math.max(last, lastSeq === 0 ? 0 : 4 * lastSeq + 1) });
  }

  /** A draft as it was after event `seq`, for reading only and until the next call. */
  at(seq: number): Draft {
    const index = Math.min(Math.floor(seq / EVENTS_PER_KEYFRAME), this.kept.length - 1);
    if (this.stepsOf !== index) {
      this.steps.clear();
      this.stepsOf = index;
    }
    let from = index * EVENTS_PER_KEYFRAME;
    let start = this.kept[index] as Draft;
    for (let step = seq - (seq % EVENTS_PER_STEP); step > from; step -= EVENTS_PER_STEP) {
      const kept = this.steps.get(step);
      if (kept === undefined) continue;
      start = kept;
      from = step;
    }
    if (this.cursor !== undefined && this.cursor.seq <= seq && this.cursor.seq >= from) {
      return this.advance(this.cursor.draft, this.cursor.seq, seq, false);
    }
    return this.advance(start.thaw(), from, seq, from === 0);
  }

  private advance(draft: Draft, from: number, to: number, isFirst: boolean): Draft {
    // The first version is older than the first request.
    let next = isFirst ? 0 : this.boundaryAfter(4 * from + 1);
    const applyUpTo = (position: number): void => {
      while (next < this.boundaries.length && (this.boundaries[next] as Boundary).position <= position) {
        applyBoundary(draft, this.boundaries[next] as Boundary, next);
        next++;
      }
    };
    if (isFirst) applyUpTo(1);
    for (let seq = from + 1; seq <= to; seq++) {
      applyUpTo(4 * seq - 1);
      const event = this.eventAt(seq);
      if (event !== undefined) reduce(draft, seq, event);
      applyUpTo(4 * seq + 1);
      if (seq % EVENTS_PER_STEP === 0 && !this.steps.has(seq)) this.steps.set(seq, draft.freeze());
    }
    this.cursor = { draft, seq: to };
    return draft;
  }

  private add(boundary: Boundary): void {
    applyBoundary(this.live, boundary, this.boundaries.length);
    this.boundaries.push(boundary);
  }

  /** The first boundary beyond a position. */
  private boundaryAfter(position: number): number {
    let low = 0;
    let high = this.boundaries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.boundaries[middle] as Boundary).position <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function applyBoundary(draft: Draft, { kind, input }: Boundary, index: number): void {
  draft.version = -1 - index;
  draft.seq = 0;
  if (kind === "begin") seedFromRequest(draft, input);
  else endOpenRun(draft);
}
