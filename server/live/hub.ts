import type { LiveRecord, LiveRecorder } from "#src/transport/liveTraffic.ts";
import { encodeRelayRecord, type RelayRecord } from "#src/transport/relayWire.ts";
import { PagedBytes } from "./pagedBytes.ts";
import { Subscriber, type Sink } from "./subscriber.ts";

/** A frame before which an exchange is held. */
export type Held = Omit<Extract<LiveRecord, { type: "held" }>, "type" | "exchange">;

/** One exchange as it is kept: its records as they are written, and what holds it now. */
export interface KeptExchange {
  readonly id: string;
  readonly records: PagedBytes;
  ended: boolean;
  held: Held | undefined;
  /** Changes whenever `held` does. */
  heldVersion: number;
}

/** What the hub may be told. */
export interface HubOptions {
  /** Bytes of records that are kept in all. 256 MiB by default. */
  readonly limitBytes?: number;
}

/** Memory of one exchange beside its pages, roughly. */
const EXCHANGE_COST = 1024;

/**
 * Keeps the records of live exchanges and tells them to whoever subscribes. Keeping is immediate and never waits for a subscriber:
 * each reads from what is kept at its own pace. Over the limit the oldest finished exchange goes first, then the front of the largest
 * running one, which from then on only those see who already do. What some subscriber has yet to read goes last; that subscriber is
 * cut then and may come again.
 */
export class Hub {
  private readonly kept = new Map<string, KeptExchange>();
  private readonly subscribers = new Set<Subscriber>();
  private readonly listeners = new Set<(record: RelayRecord) => void>();
  private readonly limitBytes: number;
  private used = 0;
  private lostExchanges = 0;
  private lostBytes = 0;
  private currentRecorders: readonly LiveRecorder[] = [];
  /** Called when a subscriber came or left. */
  onSubscribers: (count: number) => void = () => undefined;

  constructor({ limitBytes = 256 * 1024 * 1024 }: HubOptions = {}) {
    this.limitBytes = limitBytes;
  }

  /** Memory of what is kept, in bytes: at most the limit, but for what one exchange needs at least. */
  get usedBytes(): number {
    return this.used;
  }

  /** What was let go of because of the limit, since the hub was made. An exchange counts once, even where only its front is gone. */
  get forgotten(): { readonly exchanges: number; readonly byteCount: number } {
    return { exchanges: this.lostExchanges, byteCount: this.lostBytes };
  }

  get recorders(): readonly LiveRecorder[] {
    return this.currentRecorders;
  }

  get exchanges(): IterableIterator<KeptExchange> {
    return this.kept.values();
  }

  get subscriberCount(): number {
    return this.subscribers.size;
  }

  exchange(id: string): KeptExchange | undefined {
    return this.kept.get(id);
  }

  /** Tells every record to `listener`, in the order in which they come, before any subscriber; returns what ends that. */
  listen(listener: (record: RelayRecord) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Keeps one record. Records of one exchange come in order; whoever calls has made sure that its id is its own. */
  receive(record: RelayRecord): void {
    for (const listener of this.listeners) listener(record);
    const known = this.kept.get(record.exchange);
    // What comes after an exchange was forgotten has no beginning any more.
    if (known === undefined && record.type !== "request") return;
    const exchange = known ?? this.begin(record.exchange);
    const before = exchange.records.capacity;
    exchange.records.append(encodeRelayRecord(record));
    this.used += exchange.records.capacity - before;
    if (record.type === "end") {
      exchange.ended = true;
      this.setHeld(exchange.id, undefined);
      // Finished exchanges stand in the order in which they ended: the first one is the oldest.
      this.kept.delete(exchange.id);
      this.kept.set(exchange.id, exchange);
    }
    if (this.used > this.limitBytes) this.shrink();
    for (const subscriber of this.subscribers) subscriber.wake(exchange);
  }

  /** Tells what holds an exchange; undefined when it goes on. */
  setHeld(id: string, held: Held | undefined): void {
    const exchange = this.kept.get(id);
    if (exchange === undefined || (held === undefined && exchange.held === undefined)) return;
    exchange.held = held;
    exchange.heldVersion++;
    for (const subscriber of this.subscribers) subscriber.wake(exchange);
  }

  setRecorders(recorders: readonly LiveRecorder[]): void {
    this.currentRecorders = recorders;
    for (const subscriber of this.subscribers) subscriber.wakeFor("recorders");
  }

  /** Tells everything that is kept and then what comes to `sink`, until the sink is closed; returns what ends that. */
  subscribe(sink: Sink): () => void {
    const subscriber = new Subscriber(this, sink, () => {
      this.subscribers.delete(subscriber);
      this.onSubscribers(this.subscribers.size);
    });
    this.subscribers.add(subscriber);
    this.onSubscribers(this.subscribers.size);
    // An exchange without its beginning means nothing to somebody new.
    for (const exchange of this.kept.values()) if (exchange.records.start === 0) subscriber.wake(exchange, 0);
    return () => subscriber.close();
  }

  /** Lets go of finished exchanges because the user wants that; returns how many. */
  clear(): number {
    const finished = [...this.kept.values()].filter(({ ended }) => ended);
    for (const exchange of finished) this.drop(exchange);
    return finished.length;
  }

  private begin(id: string): KeptExchange {
    const exchange: KeptExchange = { id, records: new PagedBytes(), ended: false, held: undefined, heldVersion: 0 };
    this.kept.set(id, exchange);
    this.used += EXCHANGE_COST;
    for (const subscriber of this.subscribers) subscriber.wake(exchange, 0);
    return exchange;
  }

  private shrink(): void {
    const before = this.lostBytes;
    while (this.used > this.limitBytes && this.letGo());
    if (this.lostBytes > before) for (const subscriber of this.subscribers) subscriber.wakeFor("forgotten");
  }

  /** Lets go of one thing, where possible of one that every subscriber has read; false when there is nothing left to let go of. */
  private letGo(): boolean {
    return this.forgetFinished(true) || this.trimRunning(true) || this.forgetFinished(false) || this.trimRunning(false);
  }

  /** Forgets the oldest finished exchange. */
  private forgetFinished(onlyIfRead: boolean): boolean {
    for (const exchange of this.kept.values()) {
      const { start, end } = exchange.records;
      if (!exchange.ended || (onlyIfRead && this.isAwaited(exchange, end))) continue;
      if (start === 0) this.lostExchanges++;
      this.lostBytes += end - start;
      this.drop(exchange);
      return true;
    }
    return false;
  }

  /** Lets go of the front of the largest running exchange. */
  private trimRunning(onlyIfRead: boolean): boolean {
    let largest: KeptExchange | undefined;
    for (const exchange of this.kept.values()) {
      const { capacity, firstPageEnd } = exchange.records;
      if (exchange.ended || firstPageEnd === undefined || capacity <= (largest?.records.capacity ?? 0)) continue;
      if (!onlyIfRead || !this.isAwaited(exchange, firstPageEnd)) largest = exchange;
    }
    if (largest === undefined) return false;
    if (largest.records.start === 0) this.lostExchanges++;
    const freed = largest.records.dropFirstPage();
    this.lostBytes += freed;
    this.used -= freed;
    for (const subscriber of this.subscribers) subscriber.missed(largest);
    return true;
  }

  /** True where a subscriber has yet to read something before `place`. */
  private isAwaited(exchange: KeptExchange, place: number): boolean {
    for (const subscriber of this.subscribers) if (subscriber.awaits(exchange, place)) return true;
    return false;
  }

  private drop(exchange: KeptExchange): void {
    this.kept.delete(exchange.id);
    this.used -= exchange.records.capacity + EXCHANGE_COST;
    for (const subscriber of this.subscribers) subscriber.dropped(exchange);
  }
}
