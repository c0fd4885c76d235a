import { yieldToHost } from "./hostYield.ts";

/** One step of work takes at most this many bytes, so that no task grows long with the size of a read. */
const PIECE = 256 * 1024;
/** Milliseconds of continuous work after which the host gets its turn. */
const BUDGET = 8;

/** What a transport needs from its host; everything has the platform's own as its default. */
export interface TransportClock {
  /** A clock that never goes back, in milliseconds with decimals: `performance.now`. */
  readonly now?: () => number;
  /** Milliseconds since the Unix epoch. */
  readonly wallClock?: () => number;
  /** Resolves in a new macrotask. */
  readonly yieldToHost?: () => Promise<void>;
}

/** The bytes in views that are small enough for one step of work. */
export function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  if (bytes.length <= PIECE) yield bytes;
  else for (let from = 0; from < bytes.length; from += PIECE) yield bytes.subarray(from, from + PIECE);
}

/** The time of one exchange: milliseconds since the request, and turns for the host so that no task grows long. */
export class HostBudget {
  private readonly now: () => number;
  private readonly yieldToHost: () => Promise<void>;
  private readonly startedAt: number;
  private busySince: number;
  private pausedAt: number;
  /** When the request was sent: milliseconds since the Unix epoch. */
  readonly wallTime: number;

  constructor(clock: TransportClock) {
    this.now = clock.now ?? (() => performance.now());
    this.yieldToHost = clock.yieldToHost ?? yieldToHost;
    this.wallTime = (clock.wallClock ?? (() => Date.now()))();
    this.startedAt = this.now();
    this.busySince = this.startedAt;
    this.pausedAt = this.startedAt;
  }

  /** Milliseconds since the request, to the microsecond. */
  get elapsed(): number {
    return Math.round((this.now() - this.startedAt) * 1000) / 1000;
  }

  /** Work begins. If that took long, the network was waited for, and the host had its turn. */
  resume(): void {
    const now = this.now();
    if (now - this.pausedAt >= BUDGET) this.busySince = now;
  }

  /** Work was done: a promise to wait for when it has gone on for long enough, else undefined. */
  rest(): Promise<void> | undefined {
    this.pausedAt = this.now();
    if (this.pausedAt - this.busySince < BUDGET) return undefined;
    return this.breathe();
  }

  private async breathe(): Promise<void> {
    await this.yieldToHost();
    this.busySince = this.now();
    this.pausedAt = this.busySince;
  }
}
