import type { Pacer } from "#src/run/pacer.ts";
import type { TransportSignal } from "#src/transport/types.ts";
import type { BreakWatch, HeldRun, HoldAction } from "./types.ts";
import { WaitingSignals } from "./waitingSignals.ts";

/** What a gate needs from whoever makes it. */
export interface BreakGateHost {
  /** What the breakpoints that are on watch for; undefined while none is. Asked for every signal, so that a change counts at once. */
  readonly watch: () => BreakWatch | undefined;
  /** Whether a transport shall stop reading while the run is held. Without it everything that comes is read and waits here. */
  readonly slowsAgent: () => boolean;
  /** Told of the breakpoints that an event met. */
  readonly onHit: (breakpoints: readonly string[]) => void;
  /** Told whenever `held` may have changed; so often that the caller should draw at most once a frame. */
  readonly onChange: () => void;
  readonly pacer: Pacer;
}

/** Where a gate delivers: a `Reading`. */
interface GatedReading {
  readonly length: number;
  hasRoomFor(bytes: number): boolean;
}

/** Milliseconds of delivery before the page gets its turn. */
const SLICE_MS = 8;

/**
 * Stands between a transport and a reading. While no breakpoint is on, signals pass as they are. Else each frame is delivered by itself, and
 * after one that meets a breakpoint nothing more is: what comes waits here with the time at which it came, until a step or a release
 * delivers it. The recording ends up as it would have without the gate, whatever was held.
 */
export class BreakGate {
  private reading: GatedReading = { length: 0, hasRoomFor: () => true };
  private deliver: (signal: TransportSignal) => void = () => undefined;
  private readonly waiting = new WaitingSignals();
  /** Where the next byte to deliver lies in the body. */
  private position = 0;
  private hold: { readonly at: number; readonly breakpoint: string | undefined } | undefined;
  private lastHit: string | undefined;
  private isStepping = false;
  /** The one breakpoint that counts until its next hit. */
  private only: string | undefined;
  private ignoresAll = false;
  private isCatchingUp = false;
  private isBusy = false;
  private snapshot: HeldRun | undefined;
  private readonly idle = new Signpost();
  private readonly flowing = new Signpost();
  private readonly startOf = (bytes: number): number | undefined =>
    // A chunk that the recording has no room for is left out as a whole, so it is told as a whole.
    this.reading.hasRoomFor(bytes) ? this.position : undefined;

  constructor(private readonly host: BreakGateHost) {}

  /** Where the run is held; undefined while it is not. Equal by reference where nothing changed. */
  get held(): HeldRun | undefined {
    if (!this.hold) return undefined;
    const { frames: waiting, bytes: waitingBytes, hasEnd: hasEnded } = this.waiting;
    const { isStepping, lastHit } = this;
    return (this.snapshot ??= { ...this.hold, lastHit, waiting, waitingBytes, hasEnded, isStepping });
  }

  /** How many frames wait at this moment, held or while they are being delivered. */
  get waitingEvents(): number {
    return this.waiting.frames;
  }

  /** Says where to deliver: `deliver` hands a signal to `reading`. */
  open(reading: GatedReading, deliver: (signal: TransportSignal) => void): void {
    this.reading = reading;
    this.deliver = deliver;
  }

  /** Takes one signal of the transport. A promise asks it to read no further for now. */
  accept(signal: TransportSignal): void | Promise<void> {
    if (!this.hold && !this.isBusy && this.watching() === undefined) return this.pass(signal);
    this.waiting.push(signal);
    if (this.isStepping) this.stepNow();
    void this.drain();
    this.changed();
    return this.flows ? undefined : this.flowing.reached;
  }

  /** Does something with a run that is held; nothing where it is not. `nextHit` where nothing was hit yet is `continue`. */
  release(action: HoldAction): void {
    if (!this.hold) return;
    if (action === "step") {
      this.isStepping = true;
      this.stepNow();
    } else {
      this.only = action === "nextHit" ? this.lastHit : undefined;
      this.ignoresAll = action === "toEnd";
      this.resume();
    }
    this.changed();
  }

  /** Delivers everything that waits and holds nothing any more: the run is being stopped or left. */
  letGo(): void {
    this.ignoresAll = true;
    this.resume();
    this.changed();
  }

  /** Delivers what waits now, breakpoints or not, and goes on holding what comes after. Resolves with how many frames that were. */
  async catchUp(): Promise<number> {
    if (!this.hold || this.waiting.isEmpty) return 0;
    const { frames } = this.waiting;
    this.isCatchingUp = true;
    void this.drain();
    await this.whenIdle();
    return frames;
  }

  /** Resolves when nothing waits any more. */
  async whenIdle(): Promise<void> {
    if (this.isBusy || !this.waiting.isEmpty) await this.idle.reached;
  }

  /** Says that what the host answers has changed. */
  changed(): void {
    this.snapshot = undefined;
    if (!this.isBusy && this.waiting.isEmpty) this.idle.reach();
    if (this.flows) this.flowing.reach();
    this.host.onChange();
  }

  private get flows(): boolean {
    // Whoever slows the agent lets nothing pile up while a backlog is delivered either.
    return !this.host.slowsAgent() || (this.hold ? this.isStepping : this.waiting.isEmpty);
  }

  private watching(): BreakWatch | undefined {
    return this.ignoresAll || this.isCatchingUp ? undefined : this.host.watch();
  }

  private resume(): void {
    this.hold = undefined;
    this.isStepping = false;
    void this.drain();
  }

  /** Delivers until something holds or nothing is left, with turns for the page between. */
  private async drain(): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    const { pacer } = this.host;
    let sliceEnd = pacer.now() + SLICE_MS;
    while (this.hasToDeliver) {
      this.deliverNext();
      if (!this.hasToDeliver || pacer.now() < sliceEnd) continue;
      this.changed();
      await pacer.pause();
      sliceEnd = pacer.now() + SLICE_MS;
    }
    this.isBusy = false;
    if (this.isCatchingUp && this.hold) this.hold = { at: this.reading.length, breakpoint: undefined };
    this.isCatchingUp = false;
    // One that was asked for meanwhile.
    this.stepNow();
    this.changed();
  }

  private get hasToDeliver(): boolean {
    return (!this.hold || this.isCatchingUp) && !this.waiting.isEmpty;
  }

  /** Delivers up to the next frame, once for each step that was asked for. */
  private stepNow(): void {
    const before = this.reading.length;
    while (this.isStepping && !this.isBusy && !this.waiting.isEmpty) {
      this.deliverNext();
      const at = this.reading.length;
      if (at === before || !this.hold) continue;
      if (this.hold.at !== at) this.hold = { at, breakpoint: undefined };
      this.isStepping = false;
    }
  }

  /** Delivers one part of what waits; a hit holds what comes after it. */
  private deliverNext(): void {
    const watch = this.watching();
    const signal = this.waiting.take(watch || this.isStepping ? this.startOf : undefined);
    if (!signal) return;
    const before = this.reading.length;
    this.pass(signal);
    const isOver = signal.type === "end";
    if (isOver) {
      // Nothing comes after it that could wait.
      this.hold = undefined;
      this.isStepping = false;
    }
    if (!watch) return;
    const hits = new Set<string>();
    for (let seq = before + 1; seq <= this.reading.length; seq++) for (const id of watch.hitsAt(seq)) hits.add(id);
    if (hits.size === 0) return;
    this.host.onHit([...hits]);
    if (isOver || (this.only !== undefined && !hits.has(this.only))) return;
    const [first] = hits;
    this.lastHit = this.only ?? first;
    this.only = undefined;
    this.hold = { at: this.reading.length, breakpoint: this.lastHit };
  }

  private pass(signal: TransportSignal): void {
    if (signal.type === "request") this.position = 0;
    else if (signal.type === "chunk") this.position += signal.bytes.length;
    this.deliver(signal);
  }
}

/** A place in time that many can wait for, again and again. */
class Signpost {
  private waiters: (() => void)[] = [];

  get reached(): Promise<void> {
    return new Promise((resolve) => void this.waiters.push(resolve));
  }

  reach(): void {
    if (this.waiters.length === 0) return;
    const { waiters } = this;
    this.waiters = [];
    for (const resolve of waiters) resolve();
  }
}
