import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody, type Refusal, sendJson, sendRefusal } from "#server/nodeHttp.ts";
import { err, ok, type Result } from "#src/lib/result.ts";
import { RelayRecordReader } from "#src/transport/relayWire.ts";
import { Callers, corsHeaders, preflightHeaders } from "./callers.ts";
import type { Hub } from "./hub.ts";
import { tapRecord } from "./tapRecord.ts";

/** Bytes of one batch at most. */
const BATCH_LIMIT = 64 * 1024 * 1024;
/** Exchanges that taps may have under way at once. A tap that was killed never ends its own. */
const OPEN_LIMIT = 1_000;

/** Takes the records that taps in the user's own apps mirror here. */
export class TapIntake {
  private readonly callers: Callers;
  /** Exchanges that have begun and not ended with the time of their last record; the one that was silent longest comes first. */
  private readonly open = new Map<string, number>();

  constructor(
    private readonly hub: Hub,
    origins: readonly string[],
  ) {
    this.callers = new Callers(origins);
  }

  /** Answers `POST /live/tap` (a batch of records), `GET` (so that a tap can see that a Scope runs) and preflights of either. */
  async handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const refusal = this.callers.refuse(req);
    if (refusal !== undefined) return sendRefusal(res, refusal);
    const preflight = preflightHeaders(req);
    if (preflight !== undefined) {
      res.writeHead(204, preflight).end();
      return;
    }
    const { origin } = req.headers;
    if (origin !== undefined) {
      for (const [name, value] of Object.entries(corsHeaders(origin))) res.setHeader(name, value);
    }
    if (req.method === "GET") return sendJson(res, 200, { scope: true });
    if (req.method !== "POST") {
      return sendRefusal(res, { status: 405, code: "METHOD", message: "A tap sends its records with POST." });
    }
    const taken = await this.take(req);
    if (taken.ok) sendJson(res, 200, taken.value);
    else sendRefusal(res, taken.error);
  }

  /** Takes the records of a batch. One that is not as it should be is counted and the rest still counts: a tap never asks again. */
  private async take(req: IncomingMessage): Promise<Result<{ accepted: number; refused: number }, Refusal>> {
    const body = await readBody(req, BATCH_LIMIT);
    if (!body.ok) return body;
    const reader = new RelayRecordReader();
    const records = reader.push(body.value);
    if (!records.ok) return err(notRecords("The body is not a sequence of records."));
    const count = { accepted: 0, refused: 0 };
    for (const record of records.value) count[this.accept(record) ? "accepted" : "refused"]++;
    return reader.isInside ? err(notRecords("The body ends inside a record.")) : ok(count);
  }

  private accept(given: object): boolean {
    const record = tapRecord(given);
    if (record === undefined) return false;
    const { exchange } = record;
    if (record.type === "request") {
      if (this.open.has(exchange) || this.hub.exchange(exchange) !== undefined) return false;
      if (this.open.size >= OPEN_LIMIT) this.giveUpOldest();
    } else if (!this.open.delete(exchange)) return false;
    if (record.type !== "end") this.open.set(exchange, record.type === "request" ? 0 : record.time);
    this.hub.receive(record);
    return true;
  }

  private giveUpOldest(): void {
    const [oldest] = this.open;
    if (oldest === undefined) return;
    const [exchange, time] = oldest;
    this.open.delete(exchange);
    const message = `The tap of this exchange has said nothing while ${OPEN_LIMIT} others began.`;
    this.hub.receive({ type: "end", exchange, time, reason: "reset", message });
  }
}

const notRecords = (message: string): Refusal => ({ status: 400, code: "NOT_RECORDS", message });
