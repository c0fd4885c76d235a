import { isObject, parseJson } from "#src/lib/json.ts";
import { RELAY_MEDIA_TYPE } from "#src/transport/relayWire.ts";
import { MirroredExchange, type Outlet, type Unsent } from "./mirroredExchange.ts";
import { quietly } from "./quietly.ts";

const MIB = 1024 * 1024;
/** What may wait for a Scope that answers. */
const LAG_LIMIT = 16 * MIB;
/** What may wait as long as none has answered. */
const UNHEARD_LIMIT = 4 * MIB;
/** Bytes after which a batch is full. */
const BATCH_BYTES = MIB;
/** Milliseconds in which records gather before they are sent. */
const GATHER_MS = 25;
/** Milliseconds after which a Scope that does not answer is given up. */
const ANSWER_MS = 5_000;
/** Milliseconds of quiet after a failure. */
const QUIET_MS = 10_000;
/** Browsers refuse `keepalive` for bodies over 64 KiB (https://fetch.spec.whatwg.org/#http-network-or-cache-fetch). */
const KEEPALIVE_BYTES = 60 * 1024;

/** Addresses of which was said already that no Scope answers there: an app may make a tap for each of its agents. */
const complained = new Set<string>();

interface Batch {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly records: ReadonlyMap<MirroredExchange, readonly Unsent[]>;
  /** Those whose end is in it. */
  readonly ended: readonly MirroredExchange[];
}

/**
 * Sends records to a running Scope, one batch at a time and never in the app's way: whoever hands it records waits for nothing and
 * sees no error. When nothing answers it is quiet for a while and keeps only what belongs to exchanges that are still running.
 */
export class Mirror implements Outlet {
  /** Those that run, and those with something left to send. */
  private readonly exchanges = new Set<MirroredExchange>();
  private held = 0;
  private isHeard = false;
  private isPosting = false;
  private quietUntil = 0;
  private watchesPage = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  // The app's own wrappers around fetch may add credentials to every call; these calls are none of theirs.
  private readonly send: typeof fetch | undefined = globalThis.fetch;
  /** Where records are sent. */
  readonly address: string;

  /** `scope` is the address of the page, such as `http://127.0.0.1:4700`. */
  constructor(private readonly scope: string) {
    this.address = `${scope.replace(/\/+$/, "")}/live/tap`;
  }

  begin(): MirroredExchange {
    const exchange = new MirroredExchange(this);
    this.exchanges.add(exchange);
    this.watchPage();
    return exchange;
  }

  admit(bytes: number): boolean {
    if (this.held + bytes > (this.isHeard ? LAG_LIMIT : UNHEARD_LIMIT)) return false;
    this.held += bytes;
    return true;
  }

  release(bytes: number): void {
    this.held -= bytes;
  }

  wake(exchange: MirroredExchange, isLast: boolean): void {
    if (!this.exchanges.has(exchange)) return;
    if (isLast && this.isQuiet && !exchange.isKnown) return this.forget(exchange);
    this.schedule(isLast);
  }

  forget(exchange: MirroredExchange): void {
    if (!this.exchanges.delete(exchange)) return;
    this.release(exchange.size);
    exchange.unsent = [];
  }

  private get isQuiet(): boolean {
    return performance.now() < this.quietUntil;
  }

  private schedule(isUrgent: boolean): void {
    if (this.isPosting || ![...this.exchanges].some(hasNews)) return;
    const quiet = Math.max(0, this.quietUntil - performance.now());
    if (isUrgent && quiet === 0) return this.flush();
    if (this.timer !== undefined) return;
    this.timer = setTimeout(() => this.flush(), Math.max(GATHER_MS, quiet));
    letGo(this.timer);
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const batch = this.collect();
    if (batch === undefined) return;
    this.isPosting = true;
    void this.deliver(batch);
  }

  /** Never rejects. */
  private async deliver(batch: Batch): Promise<void> {
    const outcome = await this.attempt(batch);
    this.isPosting = false;
    if (outcome === "taken") this.taken(batch);
    else this.failed(batch, outcome === "unanswered");
    this.schedule([...this.exchanges].some(({ isOver }) => isOver));
  }

  /** Takes what is to be sent next out of the exchanges. */
  private collect(): Batch | undefined {
    const parts: Uint8Array[] = [];
    const records = new Map<MirroredExchange, readonly Unsent[]>();
    const ended: MirroredExchange[] = [];
    let size = 0;
    for (const exchange of this.exchanges) {
      if (!hasNews(exchange)) continue;
      let count = 0;
      for (; count < exchange.unsent.length && size < BATCH_BYTES; count++) {
        const encoded = exchange.unsent[count]?.encoded ?? new Uint8Array(0);
        parts.push(encoded);
        size += encoded.length;
      }
      records.set(exchange, exchange.unsent.splice(0, count));
      const end = exchange.unsent.length === 0 && size < BATCH_BYTES ? exchange.encodeEnd() : undefined;
      if (end === undefined) continue;
      parts.push(end);
      size += end.length;
      ended.push(exchange);
    }
    if (size === 0) return undefined;
    const body = new Uint8Array(size);
    let at = 0;
    for (const part of parts) {
      body.set(part, at);
      at += part.length;
    }
    return { body, records, ended };
  }

  /** Never rejects. `unanswered` when Scope may have got it all the same. */
  private async attempt({ body, ended }: Batch): Promise<"taken" | "refused" | "unanswered"> {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), ANSWER_MS);
    letGo(timer);
    // Browsers refuse a `fetch` that is called on another object.
    const { send } = this;
    const call = async (init: RequestInit): Promise<string | undefined> => {
      const response = await send?.(this.address, { redirect: "manual", signal: stop.signal, ...init });
      if (response?.ok === true) return response.text();
      void response?.body?.cancel().catch(() => undefined);
      return undefined;
    };
    const post = (keepalive: boolean): Promise<string | undefined> =>
      call({
        method: "POST",
        headers: { "content-type": RELAY_MEDIA_TYPE },
        body,
        ...(keepalive ? { keepalive } : {}),
      });
    let hasSent = false;
    try {
      // What the app says is nobody's business but a Scope's.
      if (!this.isHeard && !isScope(await call({ method: "GET" }))) return "refused";
      hasSent = true;
      // A page that goes away takes its calls with it, except for those that are kept alive, of which it may have few.
      const isLast = ended.length > 0 && body.length <= KEEPALIVE_BYTES;
      const answer = isLast ? await post(true).catch(() => post(false)) : await post(false);
      return answer === undefined ? "refused" : "taken";
    } catch {
      return hasSent && stop.signal.aborted ? "unanswered" : "refused";
    } finally {
      clearTimeout(timer);
    }
  }

  private taken({ records, ended }: Batch): void {
    this.isHeard = true;
    for (const [exchange, sent] of records) {
      exchange.isKnown = true;
      exchange.hasFailed = false;
      for (const { encoded } of sent) this.release(encoded.length);
    }
    for (const exchange of ended) this.forget(exchange);
  }

  private failed({ records }: Batch, mayHaveArrived: boolean): void {
    this.isHeard = false;
    this.quietUntil = performance.now() + QUIET_MS;
    for (const [exchange, taken] of records) {
      exchange.isKnown ||= mayHaveArrived;
      if (exchange.isKnown) exchange.lose(taken);
      else exchange.unsent.unshift(...taken);
    }
    for (const exchange of this.exchanges) {
      if (exchange.isOver && (!exchange.isKnown || exchange.hasFailed)) this.forget(exchange);
      else if (exchange.isKnown || this.held > UNHEARD_LIMIT) exchange.loseBody();
      exchange.hasFailed ||= exchange.isOver;
    }
    this.complain();
  }

  private complain(): void {
    if (complained.has(this.address)) return;
    complained.add(this.address);
    quietly(() =>
      // oxlint-disable-next-line no-console -- the one thing that the tap ever says, where a developer looks for it
      console.debug(`agui-scope/tap: no AG-UI Scope answers at ${this.scope}. Runs go on as always and are not shown.`),
    );
  }

  /** Nothing tells a page that its streams broke off because it was left. */
  private watchPage(): void {
    if (this.watchesPage || typeof document === "undefined" || typeof addEventListener !== "function") return;
    this.watchesPage = true;
    addEventListener("pagehide", (event) => {
      quietly(() => {
        if (!event.persisted) {
          for (const exchange of this.exchanges) exchange.end("aborted", "The page was left while the answer came.");
        }
        if (!this.isQuiet) this.flush();
      });
    });
  }
}

/** True for what a Scope answers to a tap that asks. */
function isScope(answer: string | undefined): boolean {
  const said = answer === undefined ? undefined : parseJson(answer);
  return isObject(said) && said["scope"] === true;
}

const hasNews = (exchange: MirroredExchange): boolean =>
  exchange.isReady && (exchange.unsent.length > 0 || exchange.isOver);

/** A timer of the tap must not keep a process alive. Timers are numbers in a browser. */
function letGo(timer: unknown): void {
  if (typeof timer === "object" && timer !== null) (timer as { unref?: () => void }).unref?.();
}
