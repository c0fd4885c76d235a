import { createServer, type IncomingMessage, request, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach } from "vitest";
import { createScopeServer, httpServerOf, type ScopeServer, type ScopeServerOptions } from "#server/scopeServer.ts";
import { type RelayRecord, RelayRecordReader } from "#src/transport/relayWire.ts";

const closers: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** Runs after the test, whatever comes of it. */
export const onClose = (close: () => void | Promise<void>): void => void closers.push(close);

/** Opens a server on loopback, closed after the test, and resolves with its port. */
export async function open(server: Server, host = "127.0.0.1"): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  onClose(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** An agent that behaves as told; resolves with its origin. */
export async function agent(listener: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await open(createServer(listener))}`;
}

/** What to send to a server, headers as they are. */
export interface Ask {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** A running AG-UI Scope, and a page or program that knows its token. */
export class RunningScope {
  private constructor(
    readonly scope: ScopeServer,
    readonly server: Server,
    readonly port: number,
  ) {}

  static async start(options: ScopeServerOptions = {}, host = "127.0.0.1"): Promise<RunningScope> {
    const scope = createScopeServer(options);
    const server = httpServerOf(scope);
    const port = await open(server, host);
    scope.listensOn(port);
    onClose(() => scope.close());
    return new RunningScope(scope, server, port);
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The headers that our own page sends. */
  get own(): Record<string, string> {
    return { origin: this.origin, "sec-fetch-site": "same-origin", "x-agui-scope-token": this.scope.token };
  }

  /** Sends a request as it is; the answer's body has not been read. */
  send({ method = "POST", path, headers = this.own, body = "" }: Ask): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      request({ host: "127.0.0.1", port: this.port, method, path, headers, agent: false }, resolve)
        .on("error", reject)
        .end(body);
    });
  }

  /** Sends a request and reads the whole answer. */
  async ask(ask: Ask): Promise<{ status: number; headers: IncomingMessage["headers"]; text: string }> {
    const answer = await this.send(ask);
    return { status: answer.statusCode ?? 0, headers: answer.headers, text: await textOf(answer) };
  }

  /** A call to the relay as the page makes it. */
  call(url: string, rest: object = {}): Promise<IncomingMessage> {
    return this.send({
      path: "/relay",
      body: JSON.stringify({ url, method: "POST", headers: [], body: "{}", ...rest }),
    });
  }

  /** The same with the target allowed before, and all its records. */
  async run(url: string, rest: object = {}): Promise<readonly RelayRecord[]> {
    const allowed = await this.scope.targets.allow(url);
    if (!allowed.ok) throw new Error(allowed.error);
    return recordsOf(await this.call(url, rest));
  }
}

/** All records of an answer. */
export async function recordsOf(answer: IncomingMessage): Promise<readonly RelayRecord[]> {
  const records: RelayRecord[] = [];
  for await (const record of recordStream(answer)) records.push(record);
  return records;
}

/** The records of an answer as they come. */
export async function* recordStream(answer: IncomingMessage): AsyncGenerator<RelayRecord, void> {
  if (answer.statusCode !== 200) throw new Error(`${answer.statusCode}: ${await textOf(answer)}`);
  const reader = new RelayRecordReader();
  for await (const piece of answer as AsyncIterable<Buffer>) {
    const records = reader.push(piece);
    if (!records.ok) throw new Error(records.error);
    yield* records.value;
  }
  if (reader.isInside) throw new Error("The answer ended inside a record.");
}

/** The bytes that the records hold. */
export const bytesOf = (records: readonly RelayRecord[]): Buffer =>
  Buffer.concat(records.flatMap((record) => (record.type === "chunk" ? [record.bytes] : [])));

/** The head of the answer that the records tell of. */
export function responseOf(records: readonly RelayRecord[]) {
  const record = records.find(({ type }) => type === "response");
  if (record?.type !== "response") throw new Error(`There is no response: ${JSON.stringify(records)}`);
  return record.response;
}

/** How the exchange ended. */
export function endOf(records: readonly RelayRecord[]) {
  const record = records.at(-1);
  if (record?.type !== "end") throw new Error(`There is no end: ${JSON.stringify(records)}`);
  return record;
}

/** The whole body as text. */
async function textOf(answer: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of answer as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces).toString("utf8");
}

/** A promise and what settles it (Promise.withResolvers needs Node 22). */
export function deferred<T = void>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
