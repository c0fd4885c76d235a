import { parseJson, type JsonValue } from "#src/lib/json.ts";
import { jsonDiff } from "#src/lib/jsonDiff.ts";
import { shortJson } from "#src/lib/shortJson.ts";
import type { JoinedText, RunRow, RunRows } from "./runRows.ts";

/** What differs in one row between a column and the first one. */
export interface RowDifference {
  /** A sentence about the column. */
  readonly sentence: string;
  /** The event of the first column, and that of the other, where there is one. */
  readonly leftSeq: number | undefined;
  readonly rightSeq: number | undefined;
  /** Where two joined texts part, in characters; undefined for anything else. */
  readonly textAt: number | undefined;
}

/** A row of a column, or (-1) the place where it has none. */
interface Cell {
  readonly rows: RunRows;
  readonly place: number;
}

const SHOWN = 60;
/** Characters shown before the place where two texts part. */
const BEFORE = 12;

const NOUNS: Readonly<Record<string, string>> = {
  TEXT_MESSAGE_CONTENT: "The text",
  REASONING_MESSAGE_CONTENT: "The reasoning",
  TOOL_CALL_ARGS: "The text of the arguments",
};
const ID_NOUNS = {
  thread: "thread",
  run: "run",
  message: "message",
  toolCall: "tool call",
  subagent: "subagent",
  interrupt: "interrupt",
};

/** What a row says that the first column's row does not. */
export function rowDifference(left: Cell, right: Cell): RowDifference {
  const a = left.place < 0 ? undefined : left.rows.at(left.place);
  const b = right.place < 0 ? undefined : right.rows.at(right.place);
  const none = { leftSeq: a?.seq, rightSeq: b?.seq, textAt: undefined };
  if (!b) return { ...none, sentence: `It does not send ${a ? named(a) : "what the first column sends"}.` };
  if (!a) return { ...none, sentence: `It sends ${named(b)}, which the first column does not.` };
  if (a.meaning === b.meaning) {
    const place = a.ids.findIndex((use, at) => use.id !== b.ids[at]?.id);
    const noun = ID_NOUNS[(a.ids[place] ?? a.ids[0])?.kind ?? "message"];
    return { ...none, sentence: `${b.type} is about another ${noun} than in the first column.` };
  }
  if (a.joined && b.joined) return textDifference(a, a.joined, b, b.joined);
  const { meanings } = right.rows;
  const [said, saidHere] = [parseJson(meanings.textOf(a.meaning)), parseJson(meanings.textOf(b.meaning))];
  const [change] = jsonDiff(said, saidHere);
  if (!change) return { ...none, sentence: `${capital(named(b))} is not what the first column sends.` };
  return { ...none, sentence: changeSentence(b.type, change.pointer, change.before, change.after) };
}

function textDifference(a: RunRow, left: JoinedText, b: RunRow, right: JoinedText): RowDifference {
  const at = commonLength(left.text, right.text);
  const seqs = { leftSeq: seqOf(a, left, at), rightSeq: seqOf(b, right, at), textAt: at };
  if (b.type === "TOOL_CALL_ARGS") {
    const [said, saidHere] = [parseJson(left.text), parseJson(right.text)];
    const [change] = said === undefined || saidHere === undefined ? [] : jsonDiff(said, saidHere);
    if (change) return { ...seqs, sentence: changeSentence("Arguments", change.pointer, change.before, change.after) };
  }
  const noun = NOUNS[b.type] ?? "The text";
  const parts = `from character ${at + 1} on`;
  return {
    ...seqs,
    sentence: `${noun} differs ${parts}: ${quoted(right.text, at)}; in the first column ${quoted(left.text, at)}.`,
  };
}

/** "STATE_DELTA differs at /delta/0/value: 1; in the first column 2." */
function changeSentence(
  what: string,
  pointer: string,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): string {
  const where = pointer === "" ? "" : ` at ${pointer}`;
  const differ = what.endsWith("s") ? "differ" : "differs";
  return `${what} ${differ}${where}: ${shown(after)}; in the first column ${shown(before)}.`;
}

const shown = (value: JsonValue | undefined): string => (value === undefined ? "nothing" : shortJson(value, SHOWN));

/** "TOOL_CALL_START", or what a frame that is no event is. */
const named = ({ type, family }: RunRow): string => (family === "unread" ? `a frame that is no event (${type})` : type);

function commonLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a.charCodeAt(length) === b.charCodeAt(length)) length++;
  return length;
}

/** The delta that holds a character; for the end of the text the last one. */
function seqOf({ seq }: RunRow, { seqs, ends }: JoinedText, at: number): number {
  const place = ends.findIndex((end) => end > at);
  return (place < 0 ? seqs.at(-1) : seqs[place]) ?? seq;
}

function quoted(text: string, at: number): string {
  if (at >= text.length) return "it ends there";
  const from = Math.max(0, at - BEFORE);
  const cut = text
    .slice(from, at + SHOWN)
    .replace(/\s+/g, " ")
    .trimStart();
  return `“${from > 0 ? "…" : ""}${cut}${at + SHOWN < text.length ? "…" : ""}”`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
