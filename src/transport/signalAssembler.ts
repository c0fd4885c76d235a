import { BodyReader } from "./bodyReader.ts";
import { nothingFramed } from "./framer.ts";
import { headerOf } from "./headerOf.ts";
import type { RelayRecord } from "./relayWire.ts";
import type { SignalSink } from "./runTransport.ts";
import type { WireFrame, WireResponse } from "./types.ts";

/** The records of one exchange as the signals of a transport: the bytes are framed here, with the times that they came with. */
export class SignalAssembler {
  private body: BodyReader | undefined;
  /** How many bytes of the body have come. */
  private position = 0;
  private ended = false;

  constructor(private readonly sink: SignalSink) {}

  /** True once the end was told; whatever comes after is ignored. */
  get isOver(): boolean {
    return this.ended;
  }

  /** Takes in one record. A promise asks to take in no further one for now. */
  accept(record: RelayRecord): void | Promise<void> {
    if (this.ended) return;
    switch (record.type) {
      case "request":
        return this.sink({ type: "request", request: record.request });
      case "response":
        return this.respond(record.time, record.response);
      case "chunk":
        return this.receive(record.time, record.bytes, record.message);
      case "injected": {
        const detail = JSON.stringify(record.injection);
        const notes = [{ code: "injected", offset: this.position, detail } as const];
        return this.sink({ type: "chunk", time: record.time, bytes: new Uint8Array(0), frames: [], notes });
      }
      case "end": {
        this.ended = true;
        const { frames, notes } = this.body?.end() ?? nothingFramed();
        const { time, reason, message, code } = record;
        return this.sink({ type: "end", time, reason, message, ...(code !== undefined && { code }), frames, notes });
      }
    }
  }

  private respond(time: number, response: WireResponse): void | Promise<void> {
    const contentType = headerOf(response.headers, "content-type") ?? "";
    // A WebSocket needs no framing: its messages are the frames.
    if (response.status !== 101) this.body = new BodyReader({ status: response.status, contentType });
    return this.sink({ type: "response", time, response });
  }

  private receive(time: number, bytes: Uint8Array, message: "text" | "binary" | undefined): void | Promise<void> {
    const start = this.position;
    this.position += bytes.length;
    if (message === undefined) {
      const framed = this.body?.push(bytes) ?? nothingFramed();
      return this.sink({ type: "chunk", time, bytes, ...framed });
    }
    const frame: WireFrame = {
      kind: `${message}-message`,
      start,
      end: this.position,
      data: message === "text" ? new TextDecoder().decode(bytes) : "",
      unterminated: false,
    };
    return this.sink({ type: "chunk", time, bytes, frames: [frame], notes: [] });
  }
}
