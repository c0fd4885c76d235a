import { isJson } from "#src/lib/json.ts";
import { BodyFramer } from "./bodyFramer.ts";
import { FRAME_LIMIT, type Framed, type Framer, nothingFramed } from "./framer.ts";
import { JsonFramer } from "./jsonFramer.ts";
import { NdjsonFramer } from "./ndjsonFramer.ts";
import { ProtoFramer } from "./protoFramer.ts";
import { type BodyHints, type BodyShape, Sniffer } from "./sniff.ts";
import { SseFramer } from "./sseFramer.ts";

/**
 * Reads any body: looks at its first bytes, then cuts it into the frames of the format that they show, which it notes once as `format`.
 * Content-Type and status only break ties. A document of JSON, HTML or text is one `body` frame at the end; a body without anything but white
 * space is `empty` and has no frame.
 */
export class BodyReader implements Framer {
  private readonly sniffer: Sniffer;
  private framer: Framer | undefined;
  private isDocument = false;

  /** `limit`: how many bytes of a frame are interpreted. */
  constructor(
    hints: BodyHints,
    private readonly limit = FRAME_LIMIT,
  ) {
    this.sniffer = new Sniffer(hints, limit);
  }

  push(bytes: Uint8Array): Framed {
    if (this.framer) return this.framer.push(bytes);
    const shape = this.sniffer.push(bytes);
    return shape ? this.begin(shape) : nothingFramed();
  }

  end(): Framed {
    if (this.framer) return this.finish(this.framer);
    const shape = this.sniffer.end();
    if (shape === "empty") return { frames: [], notes: [formatNote("empty")] };
    const begun = this.begin(shape);
    const rest = this.framer ? this.finish(this.framer) : nothingFramed();
    return { frames: [...begun.frames, ...rest.frames], notes: [...begun.notes, ...rest.notes] };
  }

  private begin(shape: BodyShape): Framed {
    this.framer = framerOf(shape, this.limit);
    this.isDocument = shape === "document";
    const { frames, notes } = this.framer.push(this.sniffer.bytes);
    this.sniffer.release();
    return this.isDocument ? { frames, notes } : { frames, notes: [formatNote(FORMATS[shape]), ...notes] };
  }

  private finish(framer: Framer): Framed {
    const { frames, notes } = framer.end();
    if (!this.isDocument) return { frames, notes };
    return { frames, notes: [formatNote(isJson(frames[0]?.data ?? "") ? "json" : "text"), ...notes] };
  }
}

const FORMATS: Readonly<Record<BodyShape, string>> = {
  sse: "sse",
  protobuf: "protobuf",
  ndjson: "ndjson",
  "json-array": "json-array",
  "json-events": "json",
  document: "json",
  html: "html",
  text: "text",
  empty: "empty",
};

function framerOf(shape: BodyShape, limit: number): Framer {
  if (shape === "sse") return new SseFramer(limit);
  if (shape === "protobuf") return new ProtoFramer(limit);
  if (shape === "ndjson") return new NdjsonFramer(limit);
  if (shape === "json-array") return new JsonFramer("array", limit);
  return shape === "json-events" ? new JsonFramer("values", limit) : new BodyFramer(limit);
}

const formatNote = (detail: string) => ({ code: "format", offset: 0, detail }) as const;
