import type { AguiEvent } from "#src/protocol/events.ts";
import type { DecodedFrame } from "#src/protocol/decode.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { decodeUtf8 } from "#src/transport/frameText.ts";
import { isBinary } from "#src/transport/types.ts";

/** Decodes the frame that is asked about, once for all terms that want it. */
export class LastDecoded {
  private seq = 0;
  private decoded: DecodedFrame | undefined;
  private payload: string | undefined;

  constructor(private readonly reading: Reading) {}

  /** The event of frame `seq`; undefined where it is none. */
  event(seq: number): AguiEvent | undefined {
    return this.at(seq).event;
  }

  /** The JSON of frame `seq` as it came. */
  json(seq: number): unknown {
    return this.at(seq).json;
  }

  /** What frame `seq` says as text, in lower case: its payload, a comment's line, the JSON of a binary message. */
  text(seq: number): string {
    this.turnTo(seq);
    this.payload ??= this.read(seq).toLowerCase();
    return this.payload;
  }

  private at(seq: number): DecodedFrame {
    this.turnTo(seq);
    this.decoded ??= this.reading.decodedAt(seq);
    return this.decoded;
  }

  private read(seq: number): string {
    const kind = this.reading.log.kind(seq);
    if (kind === "comment" || kind === "field") return decodeUtf8(this.reading.log.bytes(seq));
    return isBinary(kind) ? (JSON.stringify(this.json(seq)) ?? "") : this.reading.dataAt(seq);
  }

  private turnTo(seq: number): void {
    if (seq === this.seq) return;
    this.seq = seq;
    this.decoded = undefined;
    this.payload = undefined;
  }
}
