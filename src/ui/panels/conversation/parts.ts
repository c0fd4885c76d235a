import type { ContentPart } from "#src/protocol/events.ts";

/** How one part of a multimodal message is shown. */
export type PartView =
  | { readonly kind: "text"; readonly text: string }
  /** Bytes that came with the event and that a browser can show without running anything. */
  | {
      readonly kind: "inline";
      readonly media: Media;
      readonly mimeType: string;
      readonly src: string;
      readonly bytes: number;
    }
  /** Bytes that came with the event and can only be saved. */
  | {
      readonly kind: "download";
      readonly media: Media | "document";
      readonly mimeType: string;
      readonly href: string;
      readonly bytes: number;
    }
  /** An address. It is never fetched unless the user asks. */
  | {
      readonly kind: "remote";
      readonly media: Media | "document";
      readonly mimeType: string | undefined;
      readonly address: string;
    }
  /** A provider's handle, which nobody but the provider can open. */
  | {
      readonly kind: "file";
      readonly media: Media | "document";
      readonly mimeType: string | undefined;
      readonly handle: string;
      readonly provider: string | undefined;
    }
  /** A part that 1.0 does not know. */
  | { readonly kind: "unknown"; readonly part: unknown };

export type Media = "image" | "audio" | "video";

// SVG is here because it is only ever given to <img>, where it can neither run scripts nor fetch anything.
const IMAGES = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/svg+xml"]);
const PLAIN_TYPE = /^[a-z]+\/[a-z0-9.+-]+$/;

/** Says how a part is shown. Nothing in it is trusted: what is not recognised is shown as JSON. */
export function partView(part: ContentPart): PartView {
  const { type } = part;
  if (type === "text")
    return typeof part.text === "string" ? { kind: "text", text: part.text } : { kind: "unknown", part };
  if (type !== "image" && type !== "audio" && type !== "video" && type !== "document") return { kind: "unknown", part };
  const { source } = part;
  // The types promise a source; a hostile stream does not.
  if (typeof source !== "object" || source === null || typeof source.value !== "string")
    return { kind: "unknown", part };
  switch (source.type) {
    case "data":
      return dataView(type, source.value, typeof source.mimeType === "string" ? source.mimeType : "");
    case "url":
      return { kind: "remote", media: type, mimeType: source.mimeType, address: source.value };
    case "file":
      return { kind: "file", media: type, mimeType: source.mimeType, handle: source.value, provider: source.provider };
    default:
      return { kind: "unknown", part };
  }
}

function dataView(media: Media | "document", base64: string, declared: string): PartView {
  const mimeType = declared.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const bytes = decodedLength(base64);
  if (media !== "document" && isShowable(media, mimeType))
    return { kind: "inline", media, mimeType, src: `data:${mimeType};base64,${base64}`, bytes };
  // Saved under a type that no browser opens by itself, whatever the agent calls it.
  return { kind: "download", media, mimeType: declared, href: `data:application/octet-stream;base64,${base64}`, bytes };
}

function isShowable(media: Media, mimeType: string): boolean {
  if (!PLAIN_TYPE.test(mimeType)) return false;
  return media === "image" ? IMAGES.has(mimeType) : mimeType.startsWith(`${media}/`);
}

function decodedLength(base64: string): number {
  const padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
  return Math.max(0, Math.floor((base64.length * 3) / 4) - padding);
}
