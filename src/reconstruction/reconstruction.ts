import { assert } from "#src/lib/assert.ts";
import type { JsonValue } from "#src/lib/json.ts";
import type { AguiEvent } from "#src/protocol/events.ts";
import { finding } from "#src/protocol/lint/finding.ts";
import type { Finding } from "#src/protocol/lint/types.ts";
import type { EndReason } from "#src/transport/types.ts";
import { Draft, FoldContext } from "./draft.ts";
import { Keyframes } from "./keyframes.ts";
import { Publisher } from "./publisher.ts";
import { reduce } from "./reduce.ts";
import { requestState } from "./seed.ts";
import { StateTrack } from "./stateTrack.ts";
import type { AgentView } from "./types.ts";

/**
 * What a user would see after any event of one recording: a live fold over the events as they come, and a look back at any of them.
 * Looking back starts at the nearest keyframe and decodes the events after it again, so what is kept for each event is a few bytes.
 *
 * A request counts from the first event of its answer on (and at once in the newest view): the view after the last event of a run
 * does not yet show what the user said next. Before the first event of a recording it does, because nothing else is there.
 */
export class Reconstruction {
  /** The state events of the recording, for `pathHistory.ts`. */
  readonly states: StateTrack;
  private readonly publisher = new Publisher();
  private readonly keyframes: Keyframes;
  private readonly live: Draft;
  private last = 0;
  private newest: AgentView | undefined;
  private looked: AgentView | undefined;

  /** `eventAt` decodes a frame again (undefined: it is no event); `report` hears each finding of the live fold once. */
  constructor(
    readonly eventAt: (seq: number) => AguiEvent | undefined,
    report: (finding: Finding) => void,
  ) {
    const context = new FoldContext();
    this.live = new Draft(context, context.nextEpoch());
    this.live.report = (rule, details): void => report(finding(rule, { ...details, source: "reconstruction" }));
    this.states = new StateTrack(eventAt, this.live.report);
    this.keyframes = new Keyframes(this.live, eventAt);
  }

  /** The number of the last frame. */
  get length(): number {
    return this.last;
  }

  /** A request is sent; its answer will begin with frame `firstSeq`. `input` is the parsed body, or undefined for captures without a request. */
  beginExchange(firstSeq: number, input: unknown): void {
    assert(firstSeq === this.last + 1, `an exchange that begins with frame ${firstSeq} after frame ${this.last}`);
    this.keyframes.begin(firstSeq, input);
    this.states.beginExchange(firstSeq, requestState(input), input !== undefined);
    this.newest = undefined;
  }

  /** Reads frame `seq`: the live fold, once for each frame and in order. */
  apply(seq: number, event: AguiEvent | undefined): void {
    // The message is made only when it is needed: this runs for every frame.
    if (seq !== this.last + 1) assert(false, `frame ${seq} after frame ${this.last}`);
    this.keyframes.before(seq);
    this.last = seq;
    this.newest = undefined;
    if (event === undefined) return;
    if (event.type === "STATE_DELTA") this.states.delta(seq, event);
    else if (event.type === "STATE_SNAPSHOT") this.states.snapshot(seq, event);
    reduce(this.live, seq, event);
  }

  /**
   * The exchange is over after frame `lastSeq`. Whatever the reason (also Stop), a run that still went on is now `truncated`;
   * its open messages stay open, because no event closed them.
   */
  endExchange(lastSeq: number, _reason: EndReason): void {
    assert(lastSeq === this.last, `an exchange that ends after frame ${lastSeq} of ${this.last}`);
    this.keyframes.end(lastSeq);
    this.newest = undefined;
  }

  /** The view after frame `seq`, from 0 (before the first) to the last. The same object as long as nothing was appended. */
  viewAt(seq: number): AgentView {
    if (seq < 0 || seq > this.last) assert(false, `no frame ${seq} in a recording of ${this.last}`);
    if (seq === this.last) {
      return (this.newest ??= this.publisher.view(
        this.live,
        seq,
        this.states.publish(),
        this.states.lastChangedBy,
        true,
      ));
    }
    if (this.looked?.at !== seq) {
      this.looked = this.publisher.view(
        this.keyframes.at(seq),
        seq,
        this.states.at(seq),
        this.states.changedBy(seq),
        false,
      );
    }
    return this.looked;
  }

  /** The shared state after frame `seq`, without the rest of the view. */
  stateAt(seq: number): JsonValue {
    return seq === this.last ? this.states.publish() : this.states.at(seq);
  }

  /** The content of an activity after event `seq`, without the rest of the view; undefined while there is no such activity. */
  activityAt(seq: number, messageId: string): JsonValue | undefined {
    const draft = seq === this.last ? this.live : this.keyframes.at(seq);
    const slot = draft.findMessage(messageId);
    const base = slot < 0 ? undefined : draft.nodes.at(slot).base;
    return base?.role === "activity" ? (base.content as JsonValue) : undefined;
  }
}
