import type { LiveRecord } from "#src/transport/liveTraffic.ts";
import { encodeRelayRecord } from "#src/transport/relayWire.ts";
import type { Hub, KeptExchange } from "./hub.ts";

/** Where a subscriber's records go. */
export interface Sink {
  /** Resolves when more may be written; rejects when nobody reads any more. */
  write(bytes: Uint8Array): Promise<void>;
  /** Breaks the connection: what the reader has is not whole. */
  cut(): void;
}

/** How far a subscriber has read an exchange. */
interface Place {
  position: number;
  heldVersion: number;
}

/**
 * One reader of live traffic. It holds no queue: it remembers how far it has read each exchange and takes the rest from what is kept
 * when its connection is ready for more, so however slow it is, it costs nobody anything.
 */
export class Subscriber {
  private readonly places = new Map<KeptExchange, Place>();
  /** Exchanges with something to tell, in the order in which that came up. */
  private readonly waiting = new Set<KeptExchange>();
  private readonly news = new Set<"recorders" | "forgotten">(["recorders", "forgotten"]);
  private isRunning = false;
  private isClosed = false;

  constructor(
    private readonly hub: Hub,
    private readonly sink: Sink,
    private readonly onClose: () => void,
  ) {
    this.run();
  }

  /** There is something new in `exchange`; `from` begins to read it there. */
  wake(exchange: KeptExchange, from?: number): void {
    if (from !== undefined) {
      // Somebody new hears of what is held, and not of what was.
      const heldVersion = exchange.held ? -1 : exchange.heldVersion;
      this.places.set(exchange, { position: from, heldVersion });
    }
    if (!this.places.has(exchange)) return;
    this.waiting.add(exchange);
    this.run();
  }

  wakeFor(news: "recorders" | "forgotten"): void {
    this.news.add(news);
    this.run();
  }

  /** True when it has yet to read something of `exchange` before `place`. */
  awaits(exchange: KeptExchange, place: number): boolean {
    return (this.places.get(exchange)?.position ?? Infinity) < place;
  }

  /** The front of `exchange` is gone: whoever has not read it has lost it. */
  missed(exchange: KeptExchange): void {
    if (this.awaits(exchange, exchange.records.start)) this.cut();
  }

  /** `exchange` is gone altogether. */
  dropped(exchange: KeptExchange): void {
    if (this.awaits(exchange, exchange.records.end)) this.cut();
    this.places.delete(exchange);
    this.waiting.delete(exchange);
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.onClose();
  }

  private cut(): void {
    this.close();
    this.sink.cut();
  }

  private run(): void {
    if (this.isRunning || this.isClosed) return;
    this.isRunning = true;
    // A turn of the event loop later, so that what many streams bring at once is written at once.
    setImmediate(() => void this.tellAll());
  }

  private async tellAll(): Promise<void> {
    try {
      while (!this.isClosed && (this.news.size > 0 || this.waiting.size > 0)) {
        await this.tellNews();
        const [next] = this.waiting;
        if (next === undefined) continue;
        this.waiting.delete(next);
        await this.tellExchange(next);
      }
    } catch {
      // The connection is gone, which is how a subscriber leaves.
      this.close();
    } finally {
      this.isRunning = false;
    }
  }

  private async tellNews(): Promise<void> {
    if (this.news.delete("recorders")) await this.write({ type: "recorders", recorders: this.hub.recorders });
    if (this.news.delete("forgotten") && this.hub.forgotten.exchanges > 0)
      await this.write({ type: "forgotten", ...this.hub.forgotten });
  }

  /** Tells the rest of an exchange as it is now. Only whole records are kept, so another one may follow then. */
  private async tellExchange(exchange: KeptExchange): Promise<void> {
    const place = this.places.get(exchange);
    if (place === undefined) return;
    const until = exchange.records.end;
    while (place.position < until && !this.isClosed) {
      const bytes = exchange.records.read(place.position).subarray(0, until - place.position);
      // Counted as read before it is written: the bytes are in our hands even if the page that held them goes meanwhile.
      place.position += bytes.length;
      await this.sink.write(bytes);
    }
    if (place.heldVersion === exchange.heldVersion || place.position < exchange.records.end) return;
    place.heldVersion = exchange.heldVersion;
    const { id, held } = exchange;
    await this.write(held ? { type: "held", exchange: id, ...held } : { type: "released", exchange: id });
  }

  private write(record: LiveRecord): Promise<void> {
    return this.isClosed ? Promise.resolve() : this.sink.write(encodeRelayRecord(record));
  }
}
