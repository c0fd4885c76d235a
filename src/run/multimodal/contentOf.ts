import { assertNever } from "#src/lib/assert.ts";
import type { JsonObject } from "#src/lib/json.ts";
import { UNKNOWN_TYPE } from "./unknownType.ts";
import type { Attachment, PartForm } from "./types.ts";

/** The content of a user message: plain text while there is nothing else, because every agent reads that; else the text and then the media. */
export function contentOf(
  text: string,
  attachments: readonly Attachment[],
  form: PartForm,
): string | readonly JsonObject[] {
  if (attachments.length === 0) return text;
  const spoken = text === "" ? [] : [{ type: "text", text }];
  return [...spoken, ...attachments.map((each) => (form === "legacy" ? legacyPart(each) : mediaPart(each)))];
}

/** A media part of AG-UI 1.0 (PROTOCOL.md section 2). The name goes where the official client puts that of a legacy part. */
function mediaPart(attachment: Attachment): JsonObject {
  const { kind, name } = attachment;
  return { type: kind, source: sourceOf(attachment), ...(name !== "" && { metadata: { filename: name } }) };
}

function sourceOf({ mimeType, source }: Attachment): JsonObject {
  const known: JsonObject = mimeType === "" ? {} : { mimeType };
  switch (source.kind) {
    case "data":
      return { type: "data", value: source.base64, mimeType: mimeType || UNKNOWN_TYPE };
    case "url":
      return { type: "url", value: source.url, ...known };
    case "file": {
      const provider: JsonObject = source.provider === undefined ? {} : { provider: source.provider };
      return { type: "file", value: source.handle, ...provider, ...known };
    }
    default:
      return assertNever(source);
  }
}

/** The part from before 1.0, which always names a media type. It has no place for a provider's name. */
function legacyPart({ name, mimeType, source }: Attachment): JsonObject {
  const where: JsonObject =
    source.kind === "data"
      ? { data: source.base64 }
      : source.kind === "url"
        ? { url: source.url }
        : { id: source.handle };
  return { type: "binary", mimeType: mimeType || UNKNOWN_TYPE, ...where, ...(name !== "" && { filename: name }) };
}
