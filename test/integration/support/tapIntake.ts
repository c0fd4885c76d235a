import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { Hub } from "#server/live/hub.ts";
import { TapIntake } from "#server/live/tapIntake.ts";
import type { RelayRecord } from "#src/transport/relayWire.ts";

type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

const servers: Server[] = [];

/** Starts a server on a port of the loopback address, a free one unless told, and gives its URL. */
export async function serve(handler: Handler, port = 0): Promise<string> {
  const server = createServer((request, response) => void handler(request, response));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Ends a server and every connection to it. */
export async function stop(url: string): Promise<void> {
  const at = servers.findIndex((server) => (server.address() as AddressInfo).port === Number(new URL(url).port));
  const [server] = servers.splice(at, 1);
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve));
}

/** Ends every server that was started here. */
export async function stopAll(): Promise<void> {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** An address of this machine where nothing listens. */
export async function nobody(): Promise<string> {
  const url = await serve(() => undefined);
  await stop(url);
  return url;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** What one exchange was told of. */
export interface Seen {
  readonly records: RelayRecord[];
  readonly bytes: Buffer;
  readonly text: string;
  readonly request: Extract<RelayRecord, { type: "request" }> | undefined;
  readonly response: Extract<RelayRecord, { type: "response" }> | undefined;
  readonly end: Extract<RelayRecord, { type: "end" }> | undefined;
}

/** The server's intake of taps, with a look at what arrives there. */
export class Intake {
  /** What was taken in. */
  readonly records: RelayRecord[] = [];
  /** The bodies of all batches as they came. */
  readonly bodies: Buffer[] = [];
  readonly headers: IncomingMessage["headers"][] = [];
  /** What has to happen before a batch is read. */
  gate: Promise<void> = Promise.resolve();
  private readonly waiting = new Set<() => void>();
  private readonly hub = new Hub();
  private readonly intake = new TapIntake(this.hub, []);

  constructor() {
    this.hub.listen((record) => {
      this.records.push(record);
      for (const check of this.waiting) check();
    });
  }

  readonly handle: Handler = async (request, response) => {
    const { method, url, headers } = request;
    this.headers.push(headers);
    if (method === "POST") await this.gate;
    const body = await bodyOf(request).catch(() => undefined);
    if (body === undefined) return;
    this.bodies.push(body);
    const again = Object.assign(Readable.from([body]), { method, url, headers, socket: request.socket });
    await this.intake.handle(again as unknown as IncomingMessage, response);
  };

  /** Resolves once `holds` does. */
  async until(holds: () => boolean): Promise<void> {
    if (holds()) return;
    await new Promise<void>((resolve) => {
      const check = (): void => {
        if (!holds()) return;
        this.waiting.delete(check);
        resolve();
      };
      this.waiting.add(check);
    });
  }

  /** The exchanges that have ended, once there are `count` of them. */
  async ended(count = 1): Promise<readonly Seen[]> {
    await this.until(() => this.records.filter(({ type }) => type === "end").length >= count);
    return this.seen();
  }

  seen(): readonly Seen[] {
    return [...byExchange(this.records).values()].map((records) => {
      const find = <T extends RelayRecord["type"]>(type: T): Extract<RelayRecord, { type: T }> | undefined =>
        records.find((record): record is Extract<RelayRecord, { type: T }> => record.type === type);
      const bytes = Buffer.concat(records.map((record) => (record.type === "chunk" ? record.bytes : Buffer.alloc(0))));
      return {
        records,
        bytes,
        text: bytes.toString(),
        request: find("request"),
        response: find("response"),
        end: find("end"),
      };
    });
  }
}

function byExchange(records: readonly RelayRecord[]): Map<string, RelayRecord[]> {
  const groups = new Map<string, RelayRecord[]>();
  for (const record of records) groups.set(record.exchange, [...(groups.get(record.exchange) ?? []), record]);
  return groups;
}

/** Starts a Scope that listens. */
export async function startIntake(port = 0): Promise<{ intake: Intake; scope: string }> {
  const intake = new Intake();
  return { intake, scope: await serve(intake.handle, port) };
}
