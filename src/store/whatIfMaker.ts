import type { StoreApi } from "zustand/vanilla";
import { Hypothesis } from "#src/analysis/whatIf/hypothesis.ts";
import type { ReadingOptions } from "#src/reconstruction/reading.ts";
import type { ScopeState } from "./types.ts";

/** Milliseconds of work before the page gets its turn, and between two looks at what was made. */
const SLICE_MS = 6;
const LOOK_MS = 100;

/**
 * Keeps `hypothesis` of the store up to the recording on screen and its changes, in slices, for as long as there are changes.
 * Another set of changes starts it anew.
 */
export class WhatIfMaker {
  private hypothesis: Hypothesis | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stopped = false;
  private toldAt = 0;

  constructor(
    private readonly store: Pick<StoreApi<ScopeState>, "getState" | "setState">,
    private readonly options: ReadingOptions,
  ) {}

  /** Looks whether there is more to make. Call it whenever the recording, its length or its changes may be others. */
  follow(): void {
    const { session, changesOf } = this.store.getState();
    const changes = changesOf[session.id];
    const { hypothesis } = this;
    if (hypothesis?.truth !== session.reading || hypothesis.changes !== changes) {
      this.rest();
      this.stopped = false;
      this.hypothesis = changes && new Hypothesis(session.reading, changes, this.options);
      this.tell();
    }
    if (this.hypothesis && !this.stopped && this.timer === undefined) this.slice();
  }

  stop(): void {
    this.stopped = true;
    this.rest();
    this.tell();
  }

  goOn(): void {
    this.stopped = false;
    this.follow();
  }

  private rest(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private slice(): void {
    this.timer = undefined;
    const { hypothesis } = this;
    if (!hypothesis) return;
    const until = performance.now() + SLICE_MS;
    let more = true;
    while (more && performance.now() < until) more = hypothesis.step();
    if (more) this.timer = setTimeout(() => this.slice(), 0);
    if (!more || performance.now() - this.toldAt >= LOOK_MS) this.tell();
  }

  private tell(): void {
    this.toldAt = performance.now();
    const { hypothesis } = this;
    const making = this.timer !== undefined || (hypothesis !== undefined && !hypothesis.isCaughtUp);
    const phase = this.stopped ? "stopped" : making ? "making" : "made";
    const state = hypothesis && { hypothesis, at: hypothesis.at, total: hypothesis.truth.length, phase };
    this.store.setState({ hypothesis: state as ScopeState["hypothesis"] });
  }
}
