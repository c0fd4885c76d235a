import { ChunkReader } from "#server/delivery/chunkReader.ts";
import { type Answer, deliver, type DeliveryControls } from "#server/delivery/deliver.ts";
import type { Gate } from "#server/delivery/gate.ts";
import type { Delivered } from "#server/delivery/types.ts";
import { BodyReader } from "#src/transport/bodyReader.ts";
import type { WireResponse } from "#src/transport/types.ts";

/** `DeliveryControls` with a gate that may be closed only later. */
export interface LiveControls extends DeliveryControls {
  readonly gate: Gate;
}

/**
 * Delivers an answer as `deliver` does, and lets the pieces pass as they come until somebody sets a breakpoint: a gate deals in whole
 * frames, so being ready for one would cut up every stream. From the next frame on the gate is in force then, for the rest of the stream.
 */
export async function* deliverLive(answer: Answer, controls: LiveControls): AsyncGenerator<Delivered> {
  const { plan, gate, signal } = controls;
  const hasFaults = plan?.rules.some(({ enabled }) => enabled) === true;
  if (hasFaults || !gate.isOpen || !canHold(answer.response)) {
    // An answer of known length or unknown frames is never held; without a gate it keeps its length.
    yield* deliver(answer, { plan, signal, gate: canHold(answer.response) || hasFaults ? gate : undefined });
    return;
  }
  const chunks = new ChunkReader(answer.body, signal);
  const places = new FramePlaces(answer.response);
  try {
    yield { type: "head", response: answer.response };
    for (;;) {
      const read = await chunks.read();
      if (read.type === "aborted") return;
      if (read.type !== "chunk") {
        if (read.type === "failed") yield { type: "end", reason: "reset", message: read.message };
        else yield { type: "end", reason: "complete", message: "" };
        return;
      }
      const cut = places.firstStartIn(read.bytes);
      if (cut === undefined || gate.isOpen) {
        yield { type: "bytes", bytes: read.bytes };
        continue;
      }
      if (cut > 0) yield { type: "bytes", bytes: read.bytes.subarray(0, cut) };
      const rest = { response: answer.response, body: restOf(read.bytes.subarray(cut), chunks) };
      for await (const delivered of deliver(rest, { gate, signal })) if (delivered.type !== "head") yield delivered;
      return;
    }
  } finally {
    chunks.close();
  }
}

/** Frames can be held where they can be told apart and where nobody was promised how many bytes there are. */
function canHold({ headers }: WireResponse): boolean {
  const has = (wanted: string): boolean => headers.some(({ name }) => name.toLowerCase() === wanted);
  return !has("content-length") && !has("content-encoding");
}

/** Follows where the frames of a body start. */
class FramePlaces {
  private readonly body: BodyReader;
  private position = 0;
  private lastEnd = 0;

  constructor({ status, headers }: WireResponse) {
    const contentType = headers.find(({ name }) => name.toLowerCase() === "content-type")?.value ?? "";
    this.body = new BodyReader({ status, contentType });
  }

  /** Where in the next piece of the body the first frame starts; undefined when it lies within one frame. */
  firstStartIn(bytes: Uint8Array): number | undefined {
    const from = this.position;
    const isAtStart = this.lastEnd === from;
    const { frames } = this.body.push(bytes);
    this.position += bytes.length;
    this.lastEnd = frames.at(-1)?.end ?? this.lastEnd;
    if (isAtStart) return 0;
    const [first] = frames;
    return first === undefined ? undefined : first.end - from;
  }
}

async function* restOf(first: Uint8Array, chunks: ChunkReader): AsyncGenerator<Uint8Array> {
  if (first.length > 0) yield first;
  for (;;) {
    const read = await chunks.read();
    if (read.type === "chunk") yield read.bytes;
    else if (read.type === "failed") throw new Error(read.message);
    else return;
  }
}
