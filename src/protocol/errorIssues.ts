import { isObject, parseJson, type JsonValue } from "#src/lib/json.ts";
import { arrayIndex, formatPointer, parsePointer } from "#src/lib/jsonPointer.ts";

/** One thing that an error body says about the request. */
export interface ErrorIssue {
  /** Which part of the request it is about. */
  readonly part: "body" | "header" | "query" | "path" | "cookie";
  /** JSON Pointer (RFC 6901) into the body that was sent; empty for the body as a whole and for other parts. */
  readonly pointer: string;
  /** The place for people: "messages[0].id", or the name of a header. Empty for the body as a whole. */
  readonly place: string;
  /** The agent's own words. */
  readonly message: string;
}

type Token = string | number;

/** How much of a text is read as prose: searches in longer ones could take long, and no sentence is longer. */
const MAX_PROSE = 4096;
const PARTS = new Set(["body", "header", "query", "path", "cookie"]);
/** Names of RunAgentInput, to find a place in prose. */
const PROSE =
  /(?<![\w.])(?:body\.)?((?:threadId|runId|parentRunId|state|messages|tools|context|forwardedProps|resume)(?:\[\d+\]|\.\w+)*)(?![\w[])/;

/**
 * The fields that an error body complains about, in every shape that backends answer with (BACKENDS.md section 2): FastAPI's `detail`,
 * Pydantic AI's bare list, CopilotKit's `details` (zod's issues as JSON inside a string, or as prose), our own `issues`,
 * ASP.NET's and RFC 9457's `errors`. `sent` is the body as it was sent: it tells a member from the name of a variant, which validators
 * put into their paths too. Empty when the body names no place.
 */
export function errorIssues(text: string, sent?: JsonValue): readonly ErrorIssue[] {
  const value = parseJson(text.trim());
  if (value === undefined) return [];
  const found = issuesIn(value, sent, 0);
  return [...new Map(found.map((issue) => [`${issue.part} ${issue.place} ${issue.message}`, issue])).values()];
}

function issuesIn(value: unknown, sent: JsonValue | undefined, depth: number): ErrorIssue[] {
  // Backends nest two or three levels; the limit keeps a hostile body from exhausting the stack.
  if (depth > 8) return [];
  if (typeof value === "string") return depth === 0 ? [] : issuesInText(value, sent, depth);
  if (Array.isArray(value)) return value.flatMap((each) => issuesIn(each, sent, depth + 1));
  if (!isObject(value)) return [];
  const own = issueOf(value, sent, depth);
  if (own) return own;
  return ["detail", "details", "errors", "issues", "invalid-params", "error"].flatMap((name) => {
    const member = value[name];
    if (name === "errors" && isObject(member)) return byPath(member, sent);
    return issuesIn(member, sent, depth + 1);
  });
}

/** An object with a place and a message is an issue. */
function issueOf(value: Record<string, unknown>, sent: JsonValue | undefined, depth: number): ErrorIssue[] | undefined {
  const path = value["loc"] ?? value["path"] ?? value["pointer"] ?? value["name"];
  const said = value["msg"] ?? value["message"] ?? value["reason"] ?? value["detail"];
  const tokens = tokensOf(path);
  if (tokens === undefined || typeof said !== "string") return undefined;
  // zod says of a union only that nothing fits; what each variant lacks is inside.
  const variants = variantsOf(value);
  const inner = variants.flatMap((variant) => issuesIn(variant, sent, depth + 1));
  const furthest = Math.max(0, ...inner.map(({ pointer }) => pointer.length));
  const best = inner.filter(({ pointer }) => pointer.length === furthest && furthest > formatPointer(tokens).length);
  if (best.length > 0) return best;
  // A JSON Pointer names members and never variants.
  const isPointer = typeof path === "string" && /^#?\//.test(path);
  const isMissing = isPointer || value["type"] === "missing" || /required|missing|undefined/i.test(said);
  return [issue(tokens, said, sent, isMissing, value["type"] === "json_invalid")];
}

function variantsOf(value: Record<string, unknown>): readonly unknown[] {
  const { unionErrors, errors } = value;
  if (Array.isArray(unionErrors)) return unionErrors as unknown[];
  return value["code"] === "invalid_union" && Array.isArray(errors) ? (errors as unknown[]) : [];
}

/** ASP.NET: `{"$.messages[0].id": ["The JSON value …"]}`. */
function byPath(errors: Record<string, unknown>, sent: JsonValue | undefined): ErrorIssue[] {
  return Object.entries(errors).flatMap(([path, said]) =>
    (Array.isArray(said) ? (said as unknown[]) : [said])
      .filter((each): each is string => typeof each === "string")
      .map((message) => issue(tokensOf(path) ?? [], message, sent, /required|missing/i.test(message), false)),
  );
}

function issuesInText(text: string, sent: JsonValue | undefined, depth: number): ErrorIssue[] {
  const trimmed = text.trim();
  const json = /^[[{]/.test(trimmed) ? parseJson(trimmed) : undefined;
  if (json !== undefined) return issuesIn(json, sent, depth + 1);
  // zod's own prose: a line that begins with a cross, and a line with the place.
  const prose = trimmed.slice(0, MAX_PROSE);
  const marked = [...prose.matchAll(/[✖×]\s*(.+?)\s*(?:\n\s*→ at (\S+))?(?=\n|$)/g)];
  if (marked.length > 0) {
    return marked.map(([, said = "", at = ""]) => issue(tokensOf(at) ?? [], said, sent, true, false));
  }
  const place = PROSE.exec(prose)?.[1];
  return place === undefined ? [] : [issue(tokensOf(place) ?? [], trimmed, sent, true, false)];
}

/** A place as a list, a JSON Pointer (also with `#` before it), a JSONPath or a dotted name. */
function tokensOf(path: unknown): readonly Token[] | undefined {
  if (Array.isArray(path)) {
    return (path as unknown[]).every((token) => typeof token === "string" || typeof token === "number")
      ? (path as Token[])
      : undefined;
  }
  if (typeof path !== "string") return undefined;
  const text = path.replace(/^#(?=\/|$)/, "");
  if (text === "" || text.startsWith("/")) return parsePointer(text);
  return text
    .replace(/^\$\.?/, "")
    .split(/[.[\]]+/)
    .filter((token) => token !== "");
}

function issue(
  tokens: readonly Token[],
  message: string,
  sent: JsonValue | undefined,
  isMissing: boolean,
  isSyntax: boolean,
): ErrorIssue {
  const first = String(tokens[0] ?? "");
  const isNamed = PARTS.has(first) && !(isObject(sent) && Object.hasOwn(sent, first));
  const part = isNamed ? (first as ErrorIssue["part"]) : "body";
  const rest = isNamed ? tokens.slice(1) : tokens;
  if (part !== "body") return { part, pointer: "", place: rest.join("."), message };
  // FastAPI gives the place of a syntax error as an offset, which is no member.
  const resolved = isSyntax ? [] : sent === undefined ? rest : membersOf(rest, sent, isMissing);
  return { part, pointer: formatPointer(resolved), place: placeName(resolved), message };
}

/**
 * The tokens that are members of what was sent, with the missing member at the end where that is the complaint. Pydantic writes the
 * variant of a union into its path ("messages", 0, "user", "content", "str"), and ASP.NET may write names with another first letter.
 */
function membersOf(tokens: readonly Token[], sent: JsonValue, isMissing: boolean): readonly Token[] {
  const members: Token[] = [];
  let value: JsonValue | undefined = sent;
  for (const [index, token] of tokens.entries()) {
    const name = String(token);
    if (Array.isArray(value)) {
      const at = arrayIndex(name);
      if (at === undefined) continue;
      members.push(name);
      value = (value as readonly JsonValue[])[at];
    } else if (isObject(value)) {
      const own: string | undefined = Object.keys(value).find((key) => key === name) ?? sameName(value, name);
      const isLast = index === tokens.length - 1;
      const isVariant = value["role"] === name || value["type"] === name || /[^\w$-]/.test(name);
      if (own === undefined && isLast && !isVariant && (isMissing || value === sent)) {
        // No name of AG-UI begins with a capital.
        members.push(name.charAt(0).toLowerCase() + name.slice(1));
      }
      if (own === undefined) continue;
      members.push(own);
      value = value[own] as JsonValue;
    }
  }
  return members;
}

const plain = (name: string): string => name.replaceAll("_", "").toLowerCase();
const sameName = (value: Record<string, unknown>, name: string): string | undefined =>
  Object.keys(value).find((key) => plain(key) === plain(name));

/** "messages[0].id" for its tokens. */
function placeName(tokens: readonly Token[]): string {
  return tokens
    .map((token, index) =>
      arrayIndex(String(token)) === undefined ? `${index === 0 ? "" : "."}${token}` : `[${token}]`,
    )
    .join("");
}
