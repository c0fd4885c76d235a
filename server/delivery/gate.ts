import type { Breakpoint } from "#src/transport/breakpoint.ts";

/** A frame whose delivery is held. */
export interface Held {
  /** Its payload, as it can be edited. */
  readonly text: string;
  /** How many frames have arrived behind it. */
  readonly waiting: number;
  /** The id of the breakpoint that held it; absent after a step. */
  readonly breakpoint?: string;
}

/** How a hold ended. */
export interface Release {
  /** How long it lasted, in milliseconds. */
  readonly ms: number;
  /** The id of the breakpoint that held it; absent after a step. */
  readonly breakpoint?: string;
  /** The text to deliver instead. */
  readonly edited?: string;
}

/** What a gate is built with. */
export interface GateOptions {
  readonly breakpoints?: readonly Breakpoint[];
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

/** What a frame says, as far as a breakpoint asks. */
export interface GateFrame {
  readonly text: string;
  readonly eventType: string | undefined;
}

/**
 * Holds the delivery of one stream at breakpoints. Its breakpoints may be changed at any time; a frame that is held stays held until
 * somebody lets it pass, even when its breakpoint is gone. Only frames with a payload are held: comments and bare fields pass.
 */
export class Gate {
  breakpoints: readonly Breakpoint[];
  /** Called whenever `held` has changed. */
  onChange?: () => void;
  private readonly now: () => number;
  private state: Held | undefined;
  private stepping = false;
  private settle: ((edited: string | undefined) => void) | undefined;

  constructor({ breakpoints = [], now = () => performance.now() }: GateOptions = {}) {
    this.breakpoints = breakpoints;
    this.now = now;
  }

  /** The frame that is held now. */
  get held(): Held | undefined {
    return this.state;
  }

  /** True when no frame would be held, whatever it says. */
  get isOpen(): boolean {
    return !this.stepping && !this.breakpoints.some(({ enabled }) => enabled);
  }

  /** Lets the held frame pass and holds the next one. With nothing held, the next frame that comes is held. */
  step(): void {
    this.stepping = true;
    this.settle?.(undefined);
  }

  /** Lets the held frame pass, and those after it up to the next one that a breakpoint names. */
  continue(): void {
    this.stepping = false;
    this.settle?.(undefined);
  }

  /** Delivers `text` instead of the held frame's payload. A frame that a step had reached is followed by another hold, else as `continue`. */
  edit(text: string): void {
    if (this.state === undefined) return;
    this.stepping = this.state.breakpoint === undefined;
    this.settle?.(text);
  }

  /** Why this frame must be held, if it must: a breakpoint, or a step. For `deliver`. */
  catches({ text, eventType }: GateFrame): Breakpoint | "step" | undefined {
    const breakpoint = this.breakpoints.find(
      (each) =>
        each.enabled &&
        (each.eventType === undefined || each.eventType === eventType) &&
        (each.contains === undefined || text.includes(each.contains)),
    );
    return breakpoint ?? (this.stepping ? "step" : undefined);
  }

  /** Holds a frame until it may pass; undefined when `signal` aborted first. For `deliver`. */
  async hold(text: string, cause: Breakpoint | "step", signal: AbortSignal): Promise<Release | undefined> {
    if (signal.aborted) return undefined;
    const since = this.now();
    const why = cause === "step" ? {} : { breakpoint: cause.id };
    this.stepping = false;
    const passed = new Promise<Release | undefined>((resolve) => {
      const stop = (): void => this.settle?.(undefined);
      signal.addEventListener("abort", stop, { once: true });
      this.settle = (edited) => {
        signal.removeEventListener("abort", stop);
        this.settle = undefined;
        const release = { ms: this.now() - since, ...why, ...(edited !== undefined && { edited }) };
        resolve(signal.aborted ? undefined : release);
      };
    });
    this.change({ text, waiting: 0, ...why });
    const release = await passed;
    this.change(undefined);
    return release;
  }

  /** Says how many frames have arrived behind the held one. For `deliver`. */
  arrived(waiting: number): void {
    if (this.state !== undefined && this.state.waiting !== waiting) this.change({ ...this.state, waiting });
  }

  private change(state: Held | undefined): void {
    this.state = state;
    this.onChange?.();
  }
}
