import { isObject, parseJson, type JsonValue } from "#src/lib/json.ts";
import { errorIssues } from "./errorIssues.ts";

const LIMIT = 240;
const MAX_ISSUES = 4;
/** Backends nest two or three levels; the limit keeps a hostile body from exhausting the stack. */
const MAX_DEPTH = 8;
/** How much of a page is looked at: what opens and never closes is looked for again and again. */
const MAX_HTML = 16 * 1024;

/** Bodies in JSON that say nothing. */
const SAYS_NOTHING = /^\s*(?:\{\s*\}|\[\s*\]|null|"")\s*$/;

/** The start of a text on one line, cut at a word's distance from 240 characters. What cannot be seen becomes one replacement character. */
export function firstWords(text: string): string {
  const line = text
    .replace(/\s+/g, " ")
    .replace(/\p{Cc}+/gu, "\uFFFD")
    .trim();
  return line.length <= LIMIT ? line : `${line.slice(0, LIMIT).trimEnd()}…`;
}

/**
 * The sentence inside an error body, in the shapes that backends answer with (BACKENDS.md section 2): the fields that it names,
 * else its message, the title of an HTML page, or its first words; empty where it says nothing. `sent` is the body of the request, which tells where its fields are.
 */
export function saidByErrorBody(body: string, sent?: JsonValue): string {
  if (/^\s*</.test(body)) return firstWords(htmlTitle(body)) || firstWords(body);
  if (SAYS_NOTHING.test(body)) return "";
  const parsed = parseJson(body);
  if (parsed === undefined) return firstWords(body);
  const issues = errorIssues(body, sent);
  if (issues.length > 0) {
    const heading = isObject(parsed) ? sentence(parsed["error"] ?? parsed["title"], 0) : undefined;
    const shown = issues.slice(0, MAX_ISSUES).map(({ part, place, message }) => {
      const where = part === "body" ? place : `${part} ${place}`;
      return where === "" || message.includes(where) ? message : `${where}: ${message}`;
    });
    if (issues.length > MAX_ISSUES) shown.push(`${issues.length - MAX_ISSUES} more`);
    return firstWords(`${heading === undefined ? "" : `${heading}: `}${shown.join("; ")}`);
  }
  return firstWords(sentence(parsed, 0) ?? body);
}

/** True for a page: what a browser would show, and no agent would send. */
export const looksLikeHtml = (text: string): boolean =>
  /^\s*(?:<!--[^]*?-->\s*)?<(?:!doctype html|html|head|body)\b/i.test(text);

/** The title of a page, or its first words. */
export function htmlTitle(page: string): string {
  const html = page.slice(0, MAX_HTML);
  const title = /<title[^>]*>([^<]*)/i.exec(html)?.[1]?.trim();
  return title || html.replace(/<(script|style)[^]*?<\/\1>/gi, " ").replace(/<[^>]*>/g, " ");
}

function sentence(value: unknown, depth: number): string | undefined {
  if (typeof value === "string") return value;
  if (depth > MAX_DEPTH) return undefined;
  const within = (inner: unknown): string | undefined => sentence(inner, depth + 1);
  if (Array.isArray(value)) {
    const parts = (value as readonly unknown[]).map(within).filter((part) => part !== undefined);
    return parts.length > 0 ? parts.join("; ") : undefined;
  }
  if (!isObject(value)) return undefined;
  // The last is AWS Lambda's.
  const said = value["msg"] ?? value["message"] ?? value["errorMessage"];
  if (typeof said === "string") return said;
  const heading = within(value["error"] ?? value["title"]);
  const detail = within(value["detail"] ?? value["details"] ?? value["errors"] ?? value["issues"]);
  if (heading !== undefined && detail !== undefined) return `${heading}: ${detail}`;
  return heading ?? detail;
}
