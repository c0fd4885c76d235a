import { encodeRelayRecord, type ExchangeSource, type RelayRecord } from "#src/transport/relayWire.ts";
import type { EndReason, WireRequest, WireResponse } from "#src/transport/types.ts";

/** A record as it is sent. */
export interface Unsent {
  readonly encoded: Uint8Array;
  /** Bytes of the body that it carries. */
  readonly payload: number;
}

/** What an exchange asks of whoever sends its records. */
export interface Outlet {
  /** Takes `bytes` more into account; false when that would be too much to hold. */
  admit(bytes: number): boolean;
  /** `bytes` are held no longer. */
  release(bytes: number): void;
  /** There is something new to send; `isLast` when the exchange is over. */
  wake(exchange: MirroredExchange, isLast: boolean): void;
  forget(exchange: MirroredExchange): void;
}

interface Ending {
  readonly time: number;
  readonly reason: EndReason;
  readonly message: string;
  readonly code: string | undefined;
}

/**
 * One exchange of the app as records that wait to be sent. What cannot be held is counted: an exchange whose body has a gap gets no
 * further chunks, because bytes after a gap would be read as frames that nobody sent, and its end says how much is missing.
 */
export class MirroredExchange {
  readonly id = newId();
  /** In order. The end is not among them: it is written when it is sent, because it tells what was dropped by then. */
  unsent: Unsent[] = [];
  /** True once Scope has, or may have, some of its records. */
  isKnown = false;
  /** True once sending its end has failed. */
  hasFailed = false;
  private readonly began = performance.now();
  private isDescribed = false;
  private isAnswered = false;
  private dropped = 0;
  /** True once a record is missing. */
  private hasGap = false;
  private ending: Ending | undefined;

  constructor(private readonly outlet: Outlet) {}

  get isOver(): boolean {
    return this.ending !== undefined;
  }

  /** True when records may be sent: they have a beginning. */
  get isReady(): boolean {
    return this.isDescribed;
  }

  /** Bytes held for it. */
  get size(): number {
    return this.unsent.reduce((sum, { encoded }) => sum + encoded.length, 0);
  }

  /** Tells the request; it may come after records that follow it, where the body had to be read first. */
  describe(request: WireRequest, source: ExchangeSource): void {
    const record = { type: "request", exchange: this.id, request, source } as const;
    if (!this.put(record, true)) {
      const client = `${source.client}; its body of ${request.body.length} characters is too large for the tap`;
      const rest = { ...record, request: { ...request, body: "" }, source: { ...source, client } };
      // A Scope that has so much to read already cannot be told of more.
      if (!this.put(rest, true)) return this.discard();
    }
    this.isDescribed = true;
    this.outlet.wake(this, this.isOver);
  }

  respond(response: WireResponse): void {
    if (this.isAnswered || this.isOver) return;
    this.isAnswered = true;
    this.hasGap ||= !this.put({ type: "response", exchange: this.id, time: this.time(), response });
  }

  /** Copies the bytes: whoever owns them may change them. */
  chunk(bytes: Uint8Array): void {
    if (this.isOver) return;
    const time = this.time();
    this.hasGap ||= !this.put({ type: "chunk", exchange: this.id, time, bytes }, false, bytes.length);
    if (this.hasGap) this.dropped += bytes.length;
  }

  /** The end; only the first one counts. */
  end(reason: EndReason, message = "", code?: string): void {
    if (this.isOver) return;
    this.ending = { time: this.time(), reason, message, code };
    this.outlet.wake(this, true);
  }

  /** The end after an error: an error before the response means that there was no answer. */
  fail(error: unknown): void {
    const { name, message, cause } = (typeof error === "object" && error !== null ? error : {}) as Partial<Error>;
    if (name === "AbortError") return this.end("aborted");
    const code = (cause as { code?: unknown } | null | undefined)?.code;
    const because = (cause as { message?: unknown } | null | undefined)?.message;
    const words = [message ?? String(error), ...(typeof because === "string" && because !== "" ? [because] : [])];
    const reason = this.isAnswered ? "reset" : "unreachable";
    // An address with a password in it is quoted by the errors that refuse it.
    this.end(reason, words.join(": ").replace(/\/\/[^/@\s]*@/g, "//"), typeof code === "string" ? code : undefined);
  }

  /** Lets go of the chunks that wait, and of those to come. */
  loseBody(): void {
    this.lose(this.unsent.filter(({ payload }) => payload > 0));
    this.unsent = this.unsent.filter(({ payload }) => payload === 0);
  }

  /** These records were taken to be sent and will not arrive. */
  lose(records: readonly Unsent[]): void {
    for (const { encoded, payload } of records) {
      this.outlet.release(encoded.length);
      this.dropped += payload;
      this.hasGap = true;
    }
  }

  /** It turned out to be nothing that is to be mirrored. */
  discard(): void {
    this.ending ??= { time: 0, reason: "aborted", message: "", code: undefined };
    this.outlet.forget(this);
  }

  /** The end as it is sent, once there is one. */
  encodeEnd(): Uint8Array | undefined {
    if (this.ending === undefined) return undefined;
    const { time, code } = this.ending;
    const { reason, message } = this.hasGap ? this.withGap(this.ending) : this.ending;
    const record = { type: "end", exchange: this.id, time, reason, message } as const;
    return encodeRelayRecord(code === undefined ? record : { ...record, code });
  }

  private withGap({ reason, message }: Ending): Pick<Ending, "reason" | "message"> {
    const own = `${reason}${message === "" ? "" : `, ${message}`}`;
    return { reason: "reset", message: `the tap dropped ${this.dropped} bytes; the app's own stream ended: ${own}` };
  }

  private put(record: RelayRecord, isFirst = false, payload = 0): boolean {
    const encoded = encodeRelayRecord(record);
    if (!this.outlet.admit(encoded.length)) return false;
    if (isFirst) this.unsent.unshift({ encoded, payload });
    else this.unsent.push({ encoded, payload });
    this.outlet.wake(this, false);
    return true;
  }

  private time(): number {
    return performance.now() - this.began;
  }
}

/** A page that was not loaded over HTTPS or from this machine has no `randomUUID`. */
function newId(): string {
  const { crypto } = globalThis as { crypto?: Partial<Crypto> };
  if (crypto?.randomUUID) return crypto.randomUUID();
  const random = (): string => Math.random().toString(36).slice(2);
  return `tap-${Date.now().toString(36)}-${random()}${random()}`;
}
