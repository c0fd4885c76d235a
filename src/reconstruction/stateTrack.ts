import { byteColumn, uint32Column } from "#src/lib/growable.ts";
import type { JsonValue } from "#src/lib/json.ts";
import { jsonEqual } from "#src/lib/jsonEqual.ts";
import { type PatchFailure, patchFailureText } from "#src/lib/patchFailure.ts";
import { shareEqual } from "#src/lib/shareEqual.ts";
import { shortJson } from "#src/lib/shortJson.ts";
import type { AguiEvent, AguiEventOf } from "#src/protocol/events.ts";
import type { Report } from "./draft.ts";
import { stateDelta } from "./reducers/state.ts";

/** What became of a state event. */
export type StateEventKind = "applied" | "failed" | "snapshot";

const KINDS: readonly StateEventKind[] = ["applied", "failed", "snapshot"];
const DELTAS_PER_KEYFRAME = 64;
/** A keyframe may cost this many copied keys (`copiedKeys`) for each delta since the last one, so that wide objects do not fill the memory. */
const COPIED_PER_DELTA = 64;
const MOST_DELTAS_PER_KEYFRAME = 2048;
/** Characters of a value in a finding. */
const SHOWN_VALUE = 500;

interface StateKeyframe {
  /** The last event that it includes. */
  readonly seq: number;
  /** How many state events it includes. */
  readonly count: number;
  readonly root: JsonValue;
  /** True when a request set it. */
  readonly requested: boolean;
}

/**
 * The shared state over a recording, on its own keyframes: the whole state at every snapshot, and every 64 deltas between.
 * Neighbouring states share what did not change. Between two keyframes containers are copied once and then written in place,
 * which `owned` keeps book of; publishing a state empties it.
 */
export class StateTrack {
  private root: JsonValue = {};
  private owned = new Set<object>();
  private readonly seqs = uint32Column();
  private readonly kinds = byteColumn();
  private readonly keyframes: StateKeyframe[] = [{ seq: 0, count: 0, root: {}, requested: false }];
  private everSet = false;
  private saidUnset = false;
  private hasRequest = false;
  private cursor: { count: number; root: JsonValue } = { count: 0, root: {} };

  constructor(
    private readonly eventAt: (seq: number) => AguiEvent | undefined,
    private readonly report: Report,
  ) {}

  /** How many state events there are. */
  get length(): number {
    return this.seqs.length;
  }

  /** The number of state event `index`, from 0. */
  seqOf(index: number): number {
    return this.seqs.at(index);
  }

  kindOf(index: number): StateEventKind {
    return KINDS[this.kinds.at(index)] as StateEventKind;
  }

  /** How many state events there are up to event `seq`. */
  countAt(seq: number): number {
    return this.seqs.upperBound(seq);
  }

  /** A request was sent before event `firstSeq`. Its state counts when it has one that differs. */
  beginExchange(firstSeq: number, state: JsonValue | undefined, isRequest: boolean): void {
    this.hasRequest ||= isRequest;
    if (state === undefined) return;
    this.everSet = true;
    if (jsonEqual(this.root, state)) return;
    this.root = shareEqual(this.publish(), state);
    // In force from `firstSeq` on; the newest view shows it at once.
    const seq = firstSeq === 1 ? 0 : firstSeq;
    this.keyframes.push({ seq, count: this.seqs.length, root: this.root, requested: true });
  }

  snapshot(seq: number, event: AguiEventOf<"STATE_SNAPSHOT">): void {
    this.everSet = true;
    this.root = shareEqual(this.publish(), event.snapshot as JsonValue);
    this.seqs.push(seq);
    this.kinds.push(KINDS.indexOf("snapshot"));
    this.keyframes.push({ seq, count: this.seqs.length, root: this.root, requested: false });
  }

  delta(seq: number, event: AguiEventOf<"STATE_DELTA">): void {
    this.keyframeIfDue(seq);
    const result = stateDelta(this.root, event, this.owned);
    if (result.ok) this.root = result.value;
    else this.reportFailure(seq, event, result.error);
    if (!this.everSet && !this.saidUnset && (!result.ok || !this.hasRequest)) {
      this.saidUnset = true;
      this.report("state/delta-before-snapshot", {
        seq,
        message: "The state is patched before a request or a snapshot set it; it starts as {}.",
      });
    }
    this.seqs.push(seq);
    this.kinds.push(KINDS.indexOf(result.ok ? "applied" : "failed"));
  }

  /** The newest state, from now on immutable. */
  publish(): JsonValue {
    if (this.owned.size > 0) this.owned = new Set();
    return this.root;
  }

  /** The state after event `seq`. */
  at(seq: number): JsonValue {
    const count = this.countAt(seq);
    const keyframe = this.keyframes[this.keyframeAt(seq)] as StateKeyframe;
    // Going on from the last look is cheaper where no keyframe lies between.
    const near = this.cursor.count >= keyframe.count && this.cursor.count <= count && !keyframe.requested;
    let { root, count: at } = near ? this.cursor : keyframe;
    const owned = new Set<object>();
    for (; at < count; at++) {
      if (this.kindOf(at) !== "applied") continue;
      const event = this.eventAt(this.seqs.at(at));
      if (event?.type !== "STATE_DELTA") continue;
      const result = stateDelta(root, event, owned);
      if (result.ok) root = result.value;
    }
    if (!keyframe.requested) this.cursor = { count, root };
    return root;
  }

  /** The state that a request set right before event `seq`, if one did. */
  requestedAt(seq: number): JsonValue | undefined {
    return this.requestBetween(seq - 1, seq);
  }

  /** The last state that a request set after event `from` and not after event `to`, if one did. */
  requestBetween(from: number, to: number): JsonValue | undefined {
    for (let index = this.keyframeAt(to); index > 0; index--) {
      const { seq, requested, root } = this.keyframes[index] as StateKeyframe;
      if (seq <= from) return undefined;
      if (requested) return root;
    }
    return undefined;
  }

  /** The first state that a request set after event `from` and not after event `to`, with the event that it came before. */
  requestAfter(from: number, to: number): { readonly seq: number; readonly root: JsonValue } | undefined {
    for (let index = this.keyframeAt(from) + 1; index < this.keyframes.length; index++) {
      const { seq, requested, root } = this.keyframes[index] as StateKeyframe;
      if (seq > to) return undefined;
      // Of requests without an answer between them the last one counts.
      const next = this.keyframes[index + 1];
      if (requested && !(next?.requested === true && next.seq === seq)) return { seq, root };
    }
    return undefined;
  }

  /** The last event up to `seq` that changed the state or tried to; 0 when none did, or when a request set the state since. */
  changedBy(seq: number): number {
    const count = this.countAt(seq);
    const keyframe = this.keyframes[this.keyframeAt(seq)] as StateKeyframe;
    return count === 0 || (keyframe.requested && keyframe.count === count) ? 0 : this.seqs.at(count - 1);
  }

  /** `changedBy` of the newest state. */
  get lastChangedBy(): number {
    const last = this.keyframes[this.keyframes.length - 1] as StateKeyframe;
    const count = this.seqs.length;
    return count === 0 || (last.requested && last.count === count) ? 0 : this.seqs.at(count - 1);
  }

  /** The last keyframe that includes nothing after event `seq`. */
  private keyframeAt(seq: number): number {
    let low = 0;
    let high = this.keyframes.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.keyframes[middle] as StateKeyframe).seq <= seq) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  private keyframeIfDue(seq: number): void {
    const last = this.keyframes[this.keyframes.length - 1] as StateKeyframe;
    const since = this.seqs.length - last.count;
    if (since < DELTAS_PER_KEYFRAME || since % DELTAS_PER_KEYFRAME !== 0) return;
    if (since < MOST_DELTAS_PER_KEYFRAME && this.copiedKeys() > since * COPIED_PER_DELTA) return;
    this.keyframes.push({ seq: seq - 1, count: this.seqs.length, root: this.publish(), requested: false });
  }

  /** What was copied since the last keyframe, by what it costs: an element is one word, a key of a very wide object a hash entry. */
  private copiedKeys(): number {
    let keys = 0;
    for (const container of this.owned) {
      if (Array.isArray(container)) keys += container.length / 8;
      else {
        const count = Object.keys(container).length;
        keys += count > 512 ? 4 * count : count;
      }
    }
    return keys;
  }

  private reportFailure(seq: number, event: AguiEventOf<"STATE_DELTA">, failure: PatchFailure): void {
    const operation = event.delta[failure.index];
    const tested = failure.reason === "test-failed" && operation?.op === "test" ? operation : undefined;
    const rule =
      failure.reason === "forbidden-key"
        ? "state/patch-forbidden-key"
        : tested === undefined
          ? "state/patch-failed"
          : "state/patch-test-failed";
    const last = this.lastChangedBy;
    this.report(rule, {
      seq,
      pointer: `/delta/${failure.index}`,
      message: `The patch was not applied, and the state stays as it was: ${patchFailureText(failure)}.`,
      expected: tested === undefined ? undefined : shortJson(tested.value as JsonValue, SHOWN_VALUE),
      found: failure.found === undefined ? "nothing" : shortJson(failure.found, SHOWN_VALUE),
      relatedSeq: last === 0 ? undefined : last,
    });
  }
}
