import { isObject, parseJson } from "#src/lib/json.ts";
import { err, ok, type Result } from "#src/lib/result.ts";
import { messageOf } from "./errorWords.ts";
import type { FaultPlan } from "./faults/types.ts";
import { piecesOf } from "./hostBudget.ts";
import { type RelayRecord, RelayRecordReader, TOKEN_HEADER } from "./relayWire.ts";

/** What the relay client needs from its host. */
export interface RelayClientHost {
  /** The origin of the server that serves the page, such as "http://127.0.0.1:4700". */
  readonly base: string;
  readonly fetch?: typeof fetch;
  /** The token from the address of the page, which a server on another than a loopback address asks for. */
  readonly token?: string;
  /** Told whenever the server says which targets it may reach. */
  readonly onTargets?: (targets: readonly string[]) => void;
}

/** What the server grants a page that it serves. */
export interface RelaySession {
  /** Goes along with every call; lives in memory only. */
  readonly token: string;
  /** The origins that may be reached through the relay. */
  readonly targets: readonly string[];
  /** The version of the server. */
  readonly version: string;
}

/** One call to pass on. `url` may be ws:// or wss://, and then `body` is the first text message. */
export interface RelayRequest {
  readonly url: string;
  readonly method: "POST" | "GET" | "OPTIONS";
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly body?: string;
  readonly faults?: FaultPlan;
}

/** Why the relay did not do what it was asked. */
export interface RelayRefusal {
  /**
   * The relay's own code, or one of ours: `RELAY_GONE`, it does not answer; `RELAY_BROKE_OFF`, its answer ended in the middle;
   * `RELAY_ODD`, what answered is no relay; `ABORTED`, the caller gave up.
   */
  readonly code: string;
  /** One sentence: what happened, and what to do. */
  readonly message: string;
}

/** Talks to the relay of the server that serves the page. */
export class RelayClient {
  /** The origin of the server. */
  readonly base: string;
  private readonly fetch: typeof fetch;
  private readonly givenToken: string | undefined;
  private readonly onTargets: (targets: readonly string[]) => void;
  private current: RelaySession | undefined;
  private opening: Promise<Result<RelaySession, RelayRefusal>> | undefined;
  private known: readonly string[] = [];

  constructor(host: RelayClientHost) {
    this.base = host.base.replace(/\/+$/, "");
    this.fetch = host.fetch ?? fetch;
    this.givenToken = host.token;
    this.onTargets = host.onTargets ?? (() => undefined);
  }

  /** The token of the session, once there is one. */
  get token(): string | undefined {
    return this.current?.token;
  }

  /** The origins that may be reached through the relay, as the server last said. */
  get targets(): readonly string[] {
    return this.known;
  }

  /** The session of this page, opened when first asked for. */
  async session(): Promise<Result<RelaySession>> {
    const session = await this.open();
    return session.ok ? session : err(session.error.message);
  }

  /**
   * Lets the relay reach the origin of `url` until the server ends. Only for addresses that the user has entered; the server's own
   * agents need it not.
   */
  async allow(url: string): Promise<Result<readonly string[]>> {
    if (URL.canParse(url) && new URL(url.replace(/^ws/i, "http")).origin === this.base) return ok(this.known);
    return this.changeTargets("/relay/targets", { method: "POST", body: JSON.stringify({ url }) });
  }

  /** Takes one origin, or all, from the targets. */
  forget(origin?: string): Promise<Result<readonly string[]>> {
    const query = origin === undefined ? "" : `?origin=${encodeURIComponent(origin)}`;
    return this.changeTargets(`/relay/targets${query}`, { method: "DELETE" });
  }

  /**
   * Sends one request through the relay and hands over the records of the answer, each once the one before is dealt with.
   * An upstream that cannot be reached is no error but a record. An error may come after records: `RELAY_BROKE_OFF`, `ABORTED`.
   */
  async call(
    request: RelayRequest,
    onRecord: (record: RelayRecord) => void | Promise<void>,
    signal: AbortSignal,
  ): Promise<Result<void, RelayRefusal>> {
    const answer = await this.ask("/relay", { method: "POST", body: JSON.stringify(request), signal });
    if (!answer.ok) return answer;
    const stream = answer.value.body?.getReader();
    if (!stream) return err(brokeOff(this.base));
    const records = new RelayRecordReader();
    let ended = false;
    try {
      for (;;) {
        const read = await stream.read();
        if (read.done) break;
        for (const piece of piecesOf(read.value)) {
          const cut = records.push(piece);
          if (!cut.ok) return err({ code: "RELAY_ODD", message: cut.error });
          for (const record of cut.value) {
            if (signal.aborted) return err(ABORTED);
            ended ||= record.type === "end";
            const busy = onRecord(record);
            if (busy) await busy;
          }
        }
      }
    } catch (error) {
      return err(signal.aborted ? ABORTED : brokeOff(this.base, messageOf(error)));
    } finally {
      // Whoever stops reading early must not leave the server sending.
      stream.cancel().catch(() => undefined);
    }
    if (ended) return ok(undefined);
    return err(signal.aborted ? ABORTED : brokeOff(this.base));
  }

  /**
   * A request to this server with the session's token: `path` begins with a slash. A session that the server does not know any more,
   * because it was started anew, is opened again once. Any answer outside 2xx is an error.
   */
  async ask(path: string, init: RequestInit = {}): Promise<Result<Response, RelayRefusal>> {
    for (let attempt = 1; ; attempt++) {
      const session = await this.open();
      if (!session.ok) return session;
      const answer = await this.send(path, init, session.value.token);
      if (!answer.ok) return answer;
      if (answer.value.ok) return answer;
      if (answer.value.status !== 401 || attempt > 1) return err(await refusalOf(answer.value, this.base));
      if (this.current === session.value) this.current = undefined;
    }
  }

  private async open(): Promise<Result<RelaySession, RelayRefusal>> {
    if (this.current) return ok(this.current);
    this.opening ??= this.openAnew().finally(() => (this.opening = undefined));
    return this.opening;
  }

  private async openAnew(): Promise<Result<RelaySession, RelayRefusal>> {
    const answer = await this.send("/relay/session", { method: "POST" }, this.givenToken);
    if (!answer.ok) return answer;
    if (!answer.value.ok) return err(await refusalOf(answer.value, this.base));
    const value = parseJson(await textOf(answer.value));
    if (!isObject(value) || typeof value["token"] !== "string") return err(odd(this.base, answer.value.status));
    const { token, version } = value;
    this.current = { token, targets: this.learn(value), version: typeof version === "string" ? version : "" };
    return ok(this.current);
  }

  private async changeTargets(path: string, init: RequestInit): Promise<Result<readonly string[]>> {
    const answer = await this.ask(path, init);
    if (!answer.ok) return err(answer.error.message);
    return ok(this.learn(parseJson(await textOf(answer.value))));
  }

  private learn(answer: unknown): readonly string[] {
    const list: unknown = isObject(answer) ? answer["targets"] : undefined;
    if (Array.isArray(list)) this.known = list.filter((each): each is string => typeof each === "string");
    this.onTargets(this.known);
    return this.known;
  }

  private async send(
    path: string,
    init: RequestInit,
    token: string | undefined,
  ): Promise<Result<Response, RelayRefusal>> {
    const headers = new Headers(init.headers);
    if (token !== undefined) headers.set(TOKEN_HEADER, token);
    if (init.body !== undefined && !headers.has("content-type")) headers.set("content-type", "application/json");
    // Called on nothing: a page's own `fetch` refuses to be a method of anything but the window.
    const { fetch } = this;
    try {
      return ok(
        await fetch(`${this.base}${path}`, {
          ...init,
          headers,
          credentials: "omit",
          redirect: "error",
          cache: "no-store",
        }),
      );
    } catch (error) {
      return err(init.signal?.aborted ? ABORTED : gone(this.base, messageOf(error)));
    }
  }
}

const ABORTED: RelayRefusal = { code: "ABORTED", message: "Stopped before the relay had answered." };

function gone(base: string, detail: string): RelayRefusal {
  const message = `The relay at ${base} does not answer (${detail}): the server of AG-UI Scope is not running any more. Start it again, or send directly.`;
  return { code: "RELAY_GONE", message };
}

function brokeOff(base: string, detail = ""): RelayRefusal {
  const message = `The relay at ${base} broke off in the middle of the answer${detail ? ` (${detail})` : ""}. Look whether the server of AG-UI Scope is still running.`;
  return { code: "RELAY_BROKE_OFF", message };
}

function odd(base: string, status: number): RelayRefusal {
  const message = `What answers at ${base} (HTTP ${status}) is no relay: this page is not served by agui-scope. Send directly, or start agui-scope.`;
  return { code: "RELAY_ODD", message };
}

/** What the relay says about a call that it does not accept. */
async function refusalOf(answer: Response, base: string): Promise<RelayRefusal> {
  const value = parseJson(await textOf(answer));
  if (!isObject(value) || typeof value["error"] !== "string") return odd(base, answer.status);
  return { code: typeof value["code"] === "string" ? value["code"] : `HTTP_${answer.status}`, message: value["error"] };
}

const textOf = (answer: Response): Promise<string> => answer.text().catch(() => "");
