import { isObject, parseJson, type JsonValue } from "#src/lib/json.ts";
import { shortJson } from "#src/lib/shortJson.ts";

/** What ids name. Two runs give them anew, so they are compared by what they are used for. */
type IdKind = "thread" | "run" | "message" | "toolCall" | "subagent" | "interrupt";

/** One use of an id. */
export interface IdUse {
  readonly kind: IdKind;
  readonly id: string;
}

/** What something says, without what is new in each run. */
export interface Meaning {
  /** Equal for equal meanings: JSON with sorted keys, and an empty text in the place of each id. */
  readonly text: string;
  /** The ids in the order of their places in it. */
  readonly ids: readonly IdUse[];
}

/** What an event may carry that says nothing of what it means. */
const UNCOMPARED: ReadonlySet<string> = new Set(["timestamp", "rawEvent"]);

const ID_FIELDS: Readonly<Record<string, IdKind>> = {
  threadId: "thread",
  runId: "run",
  parentRunId: "run",
  messageId: "message",
  parentMessageId: "message",
  toolCallId: "toolCall",
  parentToolCallId: "toolCall",
  pendingToolCallIds: "toolCall",
  subagentRunId: "subagent",
  parentSubagentRunId: "subagent",
  interruptId: "interrupt",
  interruptIds: "interrupt",
};

/** Parts of an event that the protocol describes, and what an `id` in them names. Everything else is data, and ids in it are data too. */
const STRUCTURES: Readonly<Record<string, IdKind | undefined>> = {
  input: undefined,
  outcome: undefined,
  resume: undefined,
  messages: "message",
  toolCalls: "toolCall",
  function: undefined,
  interrupts: "interrupt",
};

/** What an event or a message means. `idKind` is what its own `id` names, where it has one. */
export function meaningOf(value: object, idKind?: IdKind): Meaning {
  const ids: IdUse[] = [];
  return { text: structure(value, idKind, ids, 0), ids };
}

/** What is nested deeper is compared by so many characters of its text: recursion must end. */
const DEEPEST = 200;
const DEEP_TEXT = 2000;

/** JSON that is the same for equal values, whatever the order of their keys. */
function canonicalJson(value: unknown, depth = 0): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if (depth > DEEPEST) return shortJson(value as JsonValue, DEEP_TEXT);
  if (Array.isArray(value)) return `[${value.map((element) => canonicalJson(element, depth + 1)).join(",")}]`;
  const record = value as Record<string, unknown>;
  const members = keysOf(record).map((key) => `${JSON.stringify(key)}:${canonicalJson(record[key], depth + 1)}`);
  return `{${members.join(",")}}`;
}

/** What a text says that should be JSON: the same for equal values, however they are written; one that is no JSON says what it is. */
export function canonicalText(text: string): string {
  const value = parseJson(text);
  // A text in quotes would not be told from one without.
  return value === undefined || typeof value === "string" ? JSON.stringify(text) : canonicalJson(value);
}

function structure(value: object, idKind: IdKind | undefined, ids: IdUse[], depth: number): string {
  if (depth > DEEPEST) return canonicalJson(value, depth);
  const record = value as Record<string, unknown>;
  const members = keysOf(record)
    .filter((key) => !UNCOMPARED.has(key))
    .map((key) => `${JSON.stringify(key)}:${member(record, key, idKind, ids, depth)}`);
  return `{${members.join(",")}}`;
}

function member(
  record: Record<string, unknown>,
  key: string,
  idKind: IdKind | undefined,
  ids: IdUse[],
  depth: number,
): string {
  const value = record[key];
  const kind = key === "id" ? idKind : key === "entityId" ? entityKind(record) : ownOf(ID_FIELDS, key);
  if (kind !== undefined) {
    if (typeof value === "string") return note(kind, value, ids);
    if (Array.isArray(value)) return `[${value.map((id) => note(kind, String(id), ids)).join(",")}]`;
  }
  if (key === "arguments" && typeof value === "string") return canonicalText(value);
  if (!Object.hasOwn(STRUCTURES, key)) return canonicalJson(value);
  const part = (inner: unknown): string =>
    isObject(inner) ? structure(inner, ownOf(STRUCTURES, key), ids, depth + 1) : canonicalJson(inner);
  return Array.isArray(value) ? `[${value.map(part).join(",")}]` : part(value);
}

function note(kind: IdKind, id: string, ids: IdUse[]): string {
  ids.push({ kind, id });
  return '""';
}

const entityKind = (record: Record<string, unknown>): IdKind =>
  record["subtype"] === "tool-call" ? "toolCall" : "message";

const ownOf = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** The keys that JSON would write, sorted. */
const keysOf = (record: Record<string, unknown>): readonly string[] =>
  Object.keys(record)
    .filter((key) => record[key] !== undefined)
    .sort();
