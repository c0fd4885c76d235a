import { assertNever } from "#src/lib/assert.ts";
import { isBom } from "#src/transport/frameText.ts";
import { isBinary } from "#src/transport/types.ts";
import { canCorrupt } from "./corruptFrame.ts";
import type { FrameAt } from "./frameAt.ts";
import type { FaultKind } from "./types.ts";

const LF = 10;

/** Why a fault cannot be injected at this frame; undefined when it can. */
export function obstacle(kind: FaultKind, at: FrameAt): string | undefined {
  const { frame, bytes, format } = at;
  const isMessage = frame.kind === "text-message" || frame.kind === "binary-message";
  switch (kind) {
    case "drop":
      return format === "json-array" ? "an element of a JSON array cannot be taken out" : undefined;
    case "duplicate":
    case "reorder":
    case "unknown-event":
      if (format === "json-array") return "the elements of a JSON array cannot be moved";
      if (frame.kind === "body") return "the answer is one document and no stream of events";
      if (kind === "unknown-event") return undefined;
      if (isOpen(at)) return "the body ended inside this frame";
      if (kind === "reorder" && frame.start === 0 && isBom(bytes, 0)) return "its byte order mark must stay first";
      return undefined;
    case "corrupt":
      if (canCorrupt(at)) return undefined;
      return isBinary(frame.kind) ? "the message is empty" : "the frame holds no valid JSON that could be broken";
    case "crlf":
      if (isBinary(frame.kind)) return "a protobuf message has no lines";
      return bytes.includes(LF) ? undefined : "the frame has no line end";
    case "split":
      if (isMessage) return "a WebSocket message always arrives whole";
      return bytes.length < 2 ? "the frame has one byte only" : undefined;
    case "drip":
      return isMessage ? "a WebSocket message always arrives whole" : undefined;
    case "status":
    case "content-type":
    case "stall":
    case "cut":
    case "delay":
    case "jitter":
      return undefined;
    default:
      return assertNever(kind);
  }
}

/** True when bytes that follow would be taken for part of the frame. */
export function isOpen({ frame, bytes, format }: FrameAt): boolean {
  return frame.unterminated || (format === "ndjson" && bytes[bytes.length - 1] !== LF);
}
