import type { Attachment, PartForm } from "./types.ts";

/** From this many bytes on, a message is so large that it should be said. */
const LARGE = 5_000_000;
/** What the official client takes in one event: 10 MiB of text. An agent that echoes the input in RUN_STARTED meets it. */
const CLIENT_LIMIT = 10 * 1024 * 1024;

/** How many bytes an attachment adds to the message: base64 for what is inline, else next to nothing. */
export const messageBytes = ({ source }: Attachment): number => (source.kind === "data" ? source.base64.length : 0);

/** A number of bytes for people: "812 B", "1.2 MB". Thousands, as file managers count. */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ["kB", "MB", "GB"];
  let size = bytes;
  let unit = -1;
  do {
    size /= 1000;
    unit++;
  } while (size >= 999.5 && unit < units.length - 1);
  return `${size < 9.95 ? size.toFixed(1) : size.toFixed(0)} ${units[unit] ?? ""}`;
}

/** What an attachment is, in one line: "image, photo.png, image/png, 1.2 MB". Names are the user's own or the agent's: text, never markup. */
export function attachmentLabel({ kind, name, mimeType, source }: Attachment): string {
  const size =
    source.kind === "data"
      ? sizeWords(source.bytes)
      : source.kind === "url"
        ? `at ${hostOf(source.url)}`
        : `with ${source.provider ?? "its provider"}`;
  return [kind, name, mimeType || "type unknown", size].filter((word) => word !== "").join(", ");
}

/** What the user should know before such a message is sent; empty when all is well. */
export function attachmentWarnings(attachments: readonly Attachment[], form: PartForm): readonly string[] {
  const warnings: string[] = [];
  const total = attachments.reduce((sum, each) => sum + messageBytes(each), 0);
  if (total >= LARGE) {
    const every = "and it is sent again with every later run of the thread";
    warnings.push(`The attachments make the message ${sizeWords(total)} larger, ${every}.`);
  }
  if (total >= CLIENT_LIMIT)
    warnings.push("An agent that echoes it sends an event over 10 MiB, which the official client refuses.");
  for (const { name, source } of attachments) {
    if (source.kind === "data" && source.bytes === 0) warnings.push(`${name || "An attachment"} is empty.`);
  }
  if (form === "legacy") {
    warnings.push("The binary part left AG-UI with 1.0; only older agents read it.");
    if (attachments.some(({ source }) => source.kind === "file" && source.provider !== undefined))
      warnings.push("The binary part has no place for a provider's name, which is left out.");
  }
  return warnings;
}

const hostOf = (url: string): string => new URL(url).host;
