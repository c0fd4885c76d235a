import { isObject } from "#src/lib/json.ts";

const LIMIT = 240;

/** The start of a text on one line, cut at a word's distance from 240 characters. */
export function firstWords(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= LIMIT ? line : `${line.slice(0, LIMIT).trimEnd()}…`;
}

/**
 * The sentence inside an error body, in the shapes that backends answer with (BACKENDS.md section 2): FastAPI's `detail`,
 * a bare list of such entries, `{error, details}`, problem details, an HTML page, plain text. Anything else is quoted from its start.
 */
export function saidByErrorBody(body: string): string {
  if (/^\s*</.test(body)) return firstWords(htmlTitle(body)) || firstWords(body);
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return firstWords(body);
  }
  return firstWords(sentence(parsed) ?? body);
}

function htmlTitle(html: string): string {
  const title = /<title[^>]*>([^<]*)/i.exec(html)?.[1]?.trim();
  return title || html.replace(/<(script|style)[^]*?<\/\1>/gi, " ").replace(/<[^>]*>/g, " ");
}

function sentence(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) {
    const parts = (value as readonly unknown[]).map(sentence).filter((part) => part !== undefined);
    return parts.length > 0 ? parts.join("; ") : undefined;
  }
  if (!isObject(value)) return undefined;
  const place = value["loc"] ?? value["path"];
  const said = value["msg"] ?? value["message"];
  if (typeof said === "string") return Array.isArray(place) && place.length > 0 ? `${place.join(".")}: ${said}` : said;
  const heading = sentence(value["error"] ?? value["title"]);
  const detail = sentence(value["detail"] ?? value["details"] ?? value["errors"] ?? value["issues"]);
  if (heading !== undefined && detail !== undefined) return `${heading}: ${detail}`;
  return heading ?? detail;
}
