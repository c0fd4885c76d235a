import { isObject, parseJson } from "#src/lib/json.ts";
import { decodeUtf8 } from "#src/transport/frameText.ts";
import { isBinary, type WireFrame } from "#src/transport/types.ts";

/** A frame with its bytes. `format` is what its body turned out to be: "sse", "protobuf", "ndjson", "json-array", … */
export interface FrameAt {
  readonly frame: WireFrame;
  readonly bytes: Uint8Array;
  readonly format: string;
}

/** The type of the event that a frame holds, or undefined. */
export type EventTypeOf = (frame: WireFrame, bytes: Uint8Array) => string | undefined;

/** Reads the type from the JSON of a frame. */
export const jsonEventType: EventTypeOf = ({ data }) => {
  const value = parseJson(data);
  return isObject(value) && typeof value["type"] === "string" ? value["type"] : undefined;
};

/** What the agent sent, to be shown: the payload, the text of a frame without one, or hex. */
export function originalText({ frame, bytes }: FrameAt): string {
  if (isBinary(frame.kind)) return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return frame.kind === "comment" || frame.kind === "field" ? decodeUtf8(bytes).trim() : frame.data;
}
