import type { ServerResponse } from "node:http";
import { writeAll } from "#server/nodeHttp.ts";
import { encodeRelayRecord, RELAY_MEDIA_TYPE, type RelayRecord } from "#src/transport/relayWire.ts";

type WithoutFrame<T> = T extends unknown ? Omit<T, "exchange" | "time"> : never;

/** A record but for what the writer adds. */
export type RecordContent = WithoutFrame<Exclude<RelayRecord, { type: "request" }>>;

/** Writes the records of one exchange as the answer to a call, each at once and no faster than they are taken. */
export class RecordWriter {
  private readonly startedAt = performance.now();

  /** The head of the answer goes out now: the page shall know that the call was taken, however long the upstream thinks. */
  constructor(
    private readonly res: ServerResponse,
    private readonly exchange: string,
  ) {
    res.socket?.setNoDelay(true);
    res.writeHead(200, {
      "content-type": RELAY_MEDIA_TYPE,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "cross-origin-resource-policy": "same-origin",
    });
    res.flushHeaders();
  }

  /** Resolves when the next record may come. */
  write(content: RecordContent): Promise<void> {
    const time = Math.round((performance.now() - this.startedAt) * 1000) / 1000;
    return writeAll(this.res, encodeRelayRecord({ ...content, exchange: this.exchange, time }));
  }

  /** Writes the last record and ends the answer. */
  async end(content: Extract<RecordContent, { type: "end" }>): Promise<void> {
    await this.write(content);
    this.res.end();
  }
}
