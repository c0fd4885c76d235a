import { FRAME_LIMIT } from "./framer.ts";
import { decodeUtf8, withinLimit } from "./frameText.ts";
import { jsonText } from "./jsonText.ts";
import { blockText, readBlock, singleLineData } from "./sseBlock.ts";
import type { FrameKind } from "./types.ts";

/**
 * Reads one kept frame again: its bytes give the same `data` as the framer did, so that nobody has to keep both.
 * `offset` is where the frame begins in the body of its exchange: only at 0 a byte order mark is no text. `limit` is the framer's.
 */
export function framePayload(kind: FrameKind, bytes: Uint8Array, offset = 0, limit = FRAME_LIMIT): string {
  if (kind === "event") {
    const data = bytes.length <= limit ? singleLineData(bytes) : undefined;
    return data ?? readBlock(blockText(decodeUtf8(withinLimit(bytes, limit)), offset)).data;
  }
  if (kind === "text-message") return decodeUtf8(withinLimit(bytes, limit));
  if (kind === "json") return jsonText(decodeUtf8(withinLimit(bytes, limit)), offset);
  if (kind === "body") return blockText(decodeUtf8(withinLimit(bytes, limit)), offset);
  return "";
}
