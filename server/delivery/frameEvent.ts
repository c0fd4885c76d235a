import { isObject, parseJson } from "#src/lib/json.ts";
import { decodeProtobuf } from "#src/protocol/protobuf.ts";
import { protobufMessage } from "#src/transport/protoFramer.ts";
import { isBinary, type WireFrame } from "#src/transport/types.ts";

/** The event type that a frame says it has; undefined where it has none. */
export function eventTypeOf(frame: WireFrame, bytes: Uint8Array): string | undefined {
  const value = isBinary(frame.kind) ? decoded(frame, bytes) : parseJson(frame.data);
  return isObject(value) && typeof value["type"] === "string" ? value["type"] : undefined;
}

/** The frame's payload as text: a protobuf message as the JSON of its event, or as hex where it is none. */
export function payloadText(frame: WireFrame, bytes: Uint8Array): string {
  if (!isBinary(frame.kind)) return frame.data;
  const value = decoded(frame, bytes);
  return value === undefined ? Buffer.from(bytes).toString("hex") : JSON.stringify(value);
}

function decoded(frame: WireFrame, bytes: Uint8Array): unknown {
  try {
    return decodeProtobuf(protobufMessage(frame.kind, bytes));
  } catch {
    return undefined;
  }
}
