import { isObject } from "#src/lib/json.ts";

/** Where a retired `binary` content part was found, and what became of it. */
export interface BinaryPart {
  /** JSON Pointer into the event. */
  readonly pointer: string;
  /** What it became: a media part's type, `duplicate` of a media part beside it, or `unconvertible` (it has only an id). */
  readonly became: string;
}

/**
 * The messages of a MESSAGES_SNAPSHOT or of RUN_STARTED.input with retired `binary` parts made media parts, as the official
 * client's compatibility stage does. Returns the same list when there are none. `pointer` is the list's place in the event.
 */
export function upgradeMessages(messages: unknown, pointer: string, report: (part: BinaryPart) => void): unknown {
  if (!Array.isArray(messages)) return messages;
  let upgraded: unknown[] | undefined;
  for (const [index, message] of messages.entries()) {
    if (!isObject(message) || !Array.isArray(message["content"])) continue;
    const content: readonly unknown[] = message["content"];
    if (!content.some((part) => isObject(part) && part["type"] === "binary")) continue;
    upgraded ??= [...(messages as readonly unknown[])];
    upgraded[index] = { ...message, content: upgradeContent(content, `${pointer}/${index}/content`, report) };
  }
  return upgraded ?? messages;
}

function upgradeContent(content: readonly unknown[], pointer: string, report: (part: BinaryPart) => void): unknown[] {
  const result: unknown[] = [];
  for (const [index, part] of content.entries()) {
    if (!isObject(part) || part["type"] !== "binary") {
      result.push(part);
      continue;
    }
    const at = `${pointer}/${index}`;
    const media = mediaPart(part);
    if (media === undefined) {
      report({ pointer: at, became: "unconvertible" });
      result.push(part);
    } else if (content.some((other) => saysTheSame(other, media))) {
      report({ pointer: at, became: "duplicate" });
    } else {
      report({ pointer: at, became: media.type });
      result.push(media);
    }
  }
  return result;
}

interface MediaPart {
  readonly type: string;
  readonly source: { readonly type: string; readonly value: unknown; readonly mimeType: string };
  readonly metadata?: { readonly filename: unknown };
}

function mediaPart(part: Record<string, unknown>): MediaPart | undefined {
  const { mimeType, data, url, filename } = part;
  if (typeof mimeType !== "string") return undefined;
  const [family = ""] = mimeType.split("/", 1);
  const type = mimeType.includes("/") && ["image", "audio", "video"].includes(family) ? family : "document";
  const source = data
    ? { type: "data", value: data, mimeType }
    : url
      ? { type: "url", value: url, mimeType }
      : undefined;
  return source && { type, source, ...(filename ? { metadata: { filename } } : {}) };
}

/** Some agents send the old part beside the new one; the old one is then left out, unless it alone knows the file's name. */
function saysTheSame(other: unknown, media: MediaPart): boolean {
  if (!isObject(other) || other["type"] !== media.type || !isObject(other["source"])) return false;
  const { source, metadata } = other;
  if (source["type"] !== media.source.type || source["value"] !== media.source.value) return false;
  if (source["mimeType"] !== media.source.mimeType) return false;
  return media.metadata === undefined || (isObject(metadata) && metadata["filename"] === media.metadata.filename);
}

/** The retired THINKING events and what they are called now. */
export const RETIRED_TYPES: ReadonlyMap<string, string> = new Map([
  ["THINKING_START", "REASONING_START"],
  ["THINKING_TEXT_MESSAGE_START", "REASONING_MESSAGE_START"],
  ["THINKING_TEXT_MESSAGE_CONTENT", "REASONING_MESSAGE_CONTENT"],
  ["THINKING_TEXT_MESSAGE_END", "REASONING_MESSAGE_END"],
  ["THINKING_END", "REASONING_END"],
]);

/** Ordered marks "opened at" and "closed at" of one kind of retired item, so that any event finds its opener again later. */
class Marks {
  private readonly seqs: number[] = [];
  private readonly opens: boolean[] = [];

  note(seq: number, open: boolean): void {
    if (seq <= (this.seqs.at(-1) ?? 0)) return;
    this.seqs.push(seq);
    this.opens.push(open);
  }

  /** The opener that was in force just before `seq`, or undefined. */
  openerBefore(seq: number): number | undefined {
    let low = 0;
    let high = this.seqs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.seqs[middle] as number) < seq) low = middle + 1;
      else high = middle;
    }
    return low > 0 && this.opens[low - 1] === true ? this.seqs[low - 1] : undefined;
  }
}

/**
 * Turns retired THINKING events, which carry no ids, into REASONING events with ids made from the number of their opener.
 * It remembers openers in order, so translating an event again gives the same ids.
 */
export class ThinkingTranslator {
  private readonly spans = new Marks();
  private readonly messages = new Marks();

  /** The event in its 1.0 form. `orphan` is true when nothing had opened what it continues. */
  translate(
    seq: number,
    type: string,
    event: Record<string, unknown>,
  ): { event: Record<string, unknown>; orphan: boolean } {
    const name = RETIRED_TYPES.get(type) as string;
    const marks = type === "THINKING_START" || type === "THINKING_END" ? this.spans : this.messages;
    const opens = type.endsWith("_START");
    const opener = opens ? seq : marks.openerBefore(seq);
    if (opens || type.endsWith("_END")) marks.note(seq, opens);
    const messageId = opener === undefined ? `thinking-without-start-${seq}` : `thinking-${opener}`;
    const { title: _, ...untitled } = event;
    return {
      event: {
        ...(type === "THINKING_START" ? untitled : event),
        type: name,
        messageId,
        ...(name === "REASONING_MESSAGE_START" && { role: "reasoning" }),
      },
      orphan: opener === undefined,
    };
  }
}
