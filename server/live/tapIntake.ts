import type { IncomingMessage, ServerResponse } from "node:http";
import { type Refusal, sendJson, sendRefusal } from "#server/nodeHttp.ts";
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
    if ("code" in taken) sendRefusal(res, taken);
    else sendJson(res, 200, taken);
  }

  /** Takes records as they come. One that is not as it should be is counted and the rest still counts: a tap never asks again. */
  private async take(req: IncomingMessage): Promise<{ accepted: number; refused: number } | Refusal> {
    const reader = new RelayRecordReader();
    const count = { accepted: 0, refused: 0 };
    let size = 0;
    try {
      for await (const piece of req as AsyncIterable<Buffer>) {
        size += piece.length;
        if (size > BATCH_LIMIT) return tooLarge;
        const records = reader.push(piece);
        if (!records.ok) return { status: 400, code: "NOT_RECORDS", message: "The body is not a sequence of records." };
        for (const record of records.value) count[this.accept(record) ? "accepted" : "refused"]++;
      }
    } catch {
      return { status: 400, code: "BODY_INCOMPLETE", message: "The request ended before its body did." };
    }
    return reader.isInside
      ? { status: 400, code: "BODY_INCOMPLETE", message: "The body ends inside a record." }
      : count;
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

const tooLarge: Refusal = {
  status: 413,
  code: "BODY_TOO_LARGE",
  message: `A batch of records may hold ${BATCH_LIMIT} bytes.`,
};
