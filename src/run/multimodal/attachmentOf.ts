import { err, ok, type Result } from "#src/lib/result.ts";
import { withoutCredentials } from "#src/lib/withoutCredentials.ts";
import { HostBudget, type TransportClock } from "#src/transport/hostBudget.ts";
import { base64Slices } from "./base64.ts";
import { kindOf, mimeTypeOfName, sniffMimeType } from "./mimeType.ts";
import type { Attachment } from "./types.ts";

/** A file as it comes from a picker, the clipboard, a drop or a disk. */
export interface FileLike {
  readonly name: string;
  /** Its media type; empty where the host does not know. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** The attachment that a file makes. Resolves later for a large one: the page gets its turns in between. */
export async function fileAttachment(file: FileLike, clock: TransportClock = {}): Promise<Attachment> {
  const mimeType = file.type.trim() || sniffMimeType(file.bytes, file.name);
  const budget = new HostBudget(clock);
  const slices: string[] = [];
  for (const slice of base64Slices(file.bytes)) {
    slices.push(slice);
    await budget.rest();
  }
  const source = { kind: "data", base64: slices.join(""), bytes: file.bytes.length } as const;
  return { kind: kindOf(mimeType), name: file.name, mimeType, source };
}

/** The attachment that an address makes, or why it makes none. Nothing is fetched: the address goes to the agent. */
export function urlAttachment(typed: string, mimeType = ""): Result<Attachment> {
  const text = typed.trim();
  const shown = withoutCredentials(text);
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return err(`"${shown}" is no address: write it whole, for example https://example.com/photo.png`);
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    return err(`"${shown}" starts with ${url.protocol}, but an agent can only fetch http:// and https:// addresses.`);
  }
  if (url.username !== "" || url.password !== "") {
    return err(`The address "${shown}" holds a user name or password, which the message would carry: take it out.`);
  }
  const name = lastPart(url.pathname);
  const type = mimeType.trim() || (mimeTypeOfName(name) ?? "");
  return ok({ kind: kindOf(type), name, mimeType: type, source: { kind: "url", url: text } });
}

/** The attachment that a provider's handle makes, or why it makes none. */
export function handleAttachment(handle: string, mimeType = "", provider = ""): Result<Attachment> {
  if (handle.trim() === "") return err("A file with a provider needs the handle that the provider gave.");
  const source = { kind: "file", handle, ...(provider !== "" && { provider }) } as const;
  return ok({ kind: kindOf(mimeType), name: "", mimeType: mimeType.trim(), source });
}

function lastPart(path: string): string {
  const part = path.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
