import { err, ok } from "#src/lib/result.ts";
import { messageOf } from "#src/transport/errorWords.ts";
import { headerOf } from "#src/transport/headerOf.ts";
import type { RelayClient } from "#src/transport/relayClient.ts";
import type { AskJson, DiscoveryAnswer, DiscoveryQuestion } from "./types.ts";

/** How the questions of a discovery are sent. */
export interface AskerOptions {
  /** The user's own headers, because what guards the agent often guards these addresses too. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  /** Ends the discovery. */
  readonly signal: AbortSignal;
  /** Milliseconds until a question counts as unanswered. Default 10,000. */
  readonly timeoutMs?: number;
}

/** More than any known answer; what is beyond is not read. */
const MAX_BYTES = 4 * 1024 * 1024;
const TIMEOUT = 10_000;

/** Asks with the browser's own `fetch`. */
export function askDirectly(options: AskerOptions, fetchFrom: typeof fetch = fetch): AskJson {
  return async (question) => {
    const limit = new Limit(options);
    try {
      const { url, method, body } = question;
      const headers = new Headers(headersOf(question, options).map(({ name, value }) => [name, value]));
      const answer = await fetchFrom(url, {
        method,
        headers,
        ...(body !== undefined && { body }),
        credentials: "omit",
        cache: "no-store",
        signal: limit.signal,
      });
      const text = new Collector(answer.status, answer.headers.get("content-type") ?? "");
      if (answer.body) await readInto(answer.body, text);
      return ok(text.answer);
    } catch (error) {
      return err(limit.why ?? `no answer: ${messageOf(error)}`);
    } finally {
      limit.end();
    }
  };
}

/** Asks through the relay, which has to be allowed to reach the address: the user has entered it. */
export function askThroughRelay(client: RelayClient, options: AskerOptions): AskJson {
  return async (question) => {
    const allowed = await client.allow(question.url);
    if (!allowed.ok) return err(allowed.error);
    const limit = new Limit(options);
    let text: Collector | undefined;
    let failure: string | undefined;
    const headers = headersOf(question, options);
    const told = await client.call(
      { ...question, headers },
      (record) => {
        if (record.type === "response")
          text = new Collector(record.response.status, headerOf(record.response.headers, "content-type") ?? "");
        else if (record.type === "chunk") text?.push(record.bytes);
        else if (record.type === "end" && record.reason === "unreachable") failure = record.message;
        // Nothing more is wanted, and a stream would not end.
        if (text?.isDone === true) limit.stop();
      },
      limit.signal,
    );
    limit.end();
    if (text?.isDone === true || (told.ok && text !== undefined)) return ok(text.answer);
    return err(failure ?? limit.why ?? (told.ok ? "no answer" : told.error.message));
  };
}

function headersOf({ body }: DiscoveryQuestion, { headers }: AskerOptions): AskerOptions["headers"] {
  const own = [
    { name: "Accept", value: "application/json" },
    ...(body === undefined ? [] : [{ name: "Content-Type", value: "application/json" }]),
  ];
  const ours = new Set(own.map(({ name }) => name.toLowerCase()));
  return [...own, ...headers.filter(({ name }) => name !== "" && !ours.has(name.toLowerCase()))];
}

async function readInto(body: ReadableStream<Uint8Array>, text: Collector): Promise<void> {
  const reader = body.getReader();
  while (!text.isDone) {
    const { done, value } = await reader.read();
    if (done) return;
    text.push(value);
  }
}

/** Keeps the body of an answer as far as it is of use. */
class Collector {
  private readonly decoder = new TextDecoder();
  private text = "";
  private bytes = 0;

  constructor(
    private readonly status: number,
    private readonly contentType: string,
  ) {}

  /** True when nothing more needs to be read: enough has come, or it is a stream. */
  get isDone(): boolean {
    return this.bytes > MAX_BYTES || /^text\/event-stream/i.test(this.contentType);
  }

  push(bytes: Uint8Array): void {
    if (this.isDone) return;
    this.bytes += bytes.length;
    this.text += this.decoder.decode(bytes, { stream: true });
  }

  get answer(): DiscoveryAnswer {
    return { status: this.status, contentType: this.contentType, text: this.text };
  }
}

/** Ends one question: by the user, by time, or because enough has come. */
class Limit {
  private readonly abort = new AbortController();
  private readonly timer: ReturnType<typeof setTimeout>;
  private readonly outer: AbortSignal;
  private readonly give = (): void => this.stopBecause("the question was given up");
  /** Why it was ended before its answer. */
  why: string | undefined;

  constructor({ signal, timeoutMs = TIMEOUT }: AskerOptions) {
    this.outer = signal;
    this.timer = setTimeout(() => this.stopBecause(`no answer within ${timeoutMs} ms`), timeoutMs);
    if (signal.aborted) this.give();
    else signal.addEventListener("abort", this.give, { once: true });
  }

  get signal(): AbortSignal {
    return this.abort.signal;
  }

  stop(): void {
    this.abort.abort();
  }

  /** Lets go of everything. */
  end(): void {
    clearTimeout(this.timer);
    this.outer.removeEventListener("abort", this.give);
    // An answer that was not read to its end.
    this.abort.abort();
  }

  private stopBecause(why: string): void {
    this.why = why;
    this.stop();
  }
}
