import { completeUtf8Length, firstInvalidUtf8 } from "#src/lib/utf8.ts";
import type { MediaKind } from "./types.ts";
import { UNKNOWN_TYPE } from "./unknownType.ts";

/** Which part of AG-UI 1.0 carries a media type: the same choice as the official client's. */
export function kindOf(mimeType: string): MediaKind {
  const family = /^\s*(image|audio|video)\//i.exec(mimeType)?.[1]?.toLowerCase();
  return (family as MediaKind | undefined) ?? "document";
}

/** First bytes in hexadecimal, two dots for any byte, and what begins so. Longer ones stand before those that they begin with. */
const MAGIC: readonly (readonly [string, string])[] = [
  ["89504e470d0a1a0a", "image/png"],
  ["ffd8ff", "image/jpeg"],
  ["474946383761", "image/gif"],
  ["474946383961", "image/gif"],
  ["52494646........57454250", "image/webp"],
  ["52494646........57415645", "audio/wav"],
  ["52494646........41564920", "video/x-msvideo"],
  ["424d............00000000", "image/bmp"],
  ["49492a00", "image/tiff"],
  ["4d4d002a", "image/tiff"],
  ["........6674797061766966", "image/avif"],
  ["........6674797068656963", "image/heic"],
  ["........667479704d344120", "audio/mp4"],
  ["........6674797071742020", "video/quicktime"],
  ["........66747970", "video/mp4"],
  ["494433", "audio/mpeg"],
  ["fffb", "audio/mpeg"],
  ["fff3", "audio/mpeg"],
  ["fff2", "audio/mpeg"],
  ["fff1", "audio/aac"],
  ["fff9", "audio/aac"],
  ["4f676753", "audio/ogg"],
  ["664c6143", "audio/flac"],
  ["1a45dfa3", "video/webm"],
  ["255044462d", "application/pdf"],
  ["504b0304", "application/zip"],
  ["1f8b", "application/gzip"],
];

/** By the ends of names, for what bytes cannot tell: which text it is, and what stands at an address. */
const ENDINGS: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  svg: "image/svg+xml",
  avif: "image/avif",
  mp3: "audio/mpeg",
  wav: "audio/wav",
  ogg: "audio/ogg",
  m4a: "audio/mp4",
  flac: "audio/flac",
  mp4: "video/mp4",
  webm: "video/webm",
  mov: "video/quicktime",
  pdf: "application/pdf",
  txt: "text/plain",
  md: "text/markdown",
  csv: "text/csv",
  html: "text/html",
  json: "application/json",
  xml: "application/xml",
};

/** The media type that a name promises; undefined when it promises none. */
export function mimeTypeOfName(name: string): string | undefined {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase();
  return ending !== undefined && Object.hasOwn(ENDINGS, ending) ? ENDINGS[ending] : undefined;
}

/** The media type of bytes whose type nobody gave: by how they begin, and for a text by its name too. */
export function sniffMimeType(bytes: Uint8Array, name = ""): string {
  const head = Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const magic = MAGIC.find(([pattern]) => new RegExp(`^${pattern}`).test(head));
  if (magic) return magic[1];
  const start = bytes.subarray(0, 4096);
  const whole = start.subarray(0, completeUtf8Length(start));
  const isText = !whole.includes(0) && firstInvalidUtf8(whole) < 0;
  if (!isText || bytes.length === 0) return mimeTypeOfName(name) ?? UNKNOWN_TYPE;
  const promised = mimeTypeOfName(name);
  return promised !== undefined && /^text\/|[+/](?:xml|json)$/.test(promised) ? promised : "text/plain";
}
