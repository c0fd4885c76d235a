import { isObject } from "#src/lib/json.ts";
import { type JsonMember, elementsOf, memberText, membersOf, pastSpace } from "./jsonSlices.ts";
import { edited, type TextEdit, withoutMembers } from "./textEdits.ts";

/** What AG-UI 1.0 calls itself in `protocolVersion`. */
export const SPOKEN = "1.0";

/** One ceiling that is worth offering, and what it makes of a request. */
export interface CeilingChoice {
  readonly ceiling: string;
  readonly meaning: string;
}

/** The ceilings at which the request of the official client 1.0 changes (PROTOCOL.md section 3, back-compat), newest first. */
export const CEILINGS: readonly CeilingChoice[] = [
  { ceiling: "1.0", meaning: 'The body says protocolVersion "1.0".' },
  {
    ceiling: "0.0.57",
    meaning: "From before subagents: no protocolVersion, and no subagentRunId on messages.",
  },
  {
    ceiling: "0.0.45",
    meaning: "The same request as for 0.0.57; the client only reads THINKING events in the answer besides.",
  },
  {
    ceiling: "0.0.39",
    meaning: "No protocolVersion, subagentRunId or parentRunId, and content is text only: media parts are left out.",
  },
];

/** What a ceiling does to the request. */
export interface CeilingEffects {
  readonly declaresVersion: boolean;
  readonly dropsSubagents: boolean;
  readonly flattensContent: boolean;
}

/**
 * What a ceiling (`maxProtocolVersion` of the official client: the newest version that the agent knows) does to the request; undefined
 * for a text that is no version, which the official client refuses.
 */
export function ceilingEffects(ceiling: string): CeilingEffects | undefined {
  if (!/^\d+(\.\d+){0,3}$/.test(ceiling)) return undefined;
  return {
    declaresVersion: compareVersions(ceiling, SPOKEN) >= 0,
    dropsSubagents: compareVersions(ceiling, "0.0.57") <= 0,
    flattensContent: compareVersions(ceiling, "0.0.39") <= 0,
  };
}

/** A body, and what of the conversation is no longer in it, in words. */
export interface CutBody {
  readonly body: string;
  readonly leftOut: readonly string[];
}

/** A RunAgentInput as the official client 1.0 would send it below this ceiling; valid JSON in, valid JSON out. */
export function belowCeiling(text: string, effects: CeilingEffects): CutBody {
  const leftOut: string[] = [];
  const members = membersOf(text, pastSpace(text, 0));
  const edits: TextEdit[] = [];
  const goes = ({ name }: JsonMember): boolean =>
    (name === "protocolVersion" && !effects.declaresVersion) || (name === "parentRunId" && effects.flattensContent);
  edits.push(...withoutMembers(members, goes));
  leftOut.push(...members.filter(goes).map(({ name }) => name));
  if (effects.declaresVersion) edits.push(...declared(text, members));
  const messages = members.findLast(({ name }) => name === "messages");
  for (const { start, end } of messages ? elementsOf(text, messages.value.start) : []) {
    const own = membersOf(text, start);
    if (text[start] !== "{") continue;
    if (effects.dropsSubagents) edits.push(...withoutMembers(own, ({ name }) => name === "subagentRunId"));
    if (effects.flattensContent) edits.push(...flattened(text, { end, own }, leftOut));
  }
  return { body: edited(text, edits), leftOut };
}

/** The version goes behind the run id, where the official client has it. */
function declared(text: string, members: readonly JsonMember[]): readonly TextEdit[] {
  if (members.some(({ name }) => name === "protocolVersion")) return [];
  const before = members.findLast(({ name }) => name === "runId") ?? members.at(-1);
  const at = before?.value.end ?? pastSpace(text, 0) + 1;
  return [{ from: at, to: at, text: `${before ? "," : ""}"protocolVersion":${JSON.stringify(SPOKEN)}` }];
}

interface MessagePlace {
  readonly end: number;
  readonly own: readonly JsonMember[];
}

/**
 * Content as one text, as an agent of 0.0.39 wants it. A malformed text part stays, because a downgrade must not repair, and so does
 * any content that is neither text nor a list; absent content becomes an empty text.
 */
function flattened(text: string, { end, own }: MessagePlace, leftOut: string[]): readonly TextEdit[] {
  const content = own.findLast(({ name }) => name === "content");
  if (!content) {
    // Behind the last member, if there is one that stays; the place of the closing brace takes care of blanks.
    const last = own.findLast(({ name }) => name !== "subagentRunId");
    const at = last?.value.end ?? end - 1;
    return [{ from: at, to: at, text: `${last ? "," : ""}"content":""` }];
  }
  if (text[content.value.start] !== "[") return [];
  const parts = JSON.parse(text.slice(content.value.start, content.value.end)) as readonly unknown[];
  const isText = (part: unknown): boolean => isObject(part) && part["type"] === "text";
  const textOf = (part: unknown): unknown => (isObject(part) && isText(part) ? part["text"] : undefined);
  if (parts.some((part) => isText(part) && typeof textOf(part) !== "string")) return [];
  const lost = parts.filter((part) => !isText(part)).map((part) => (isObject(part) ? part["type"] : undefined));
  const id = memberText(text, own, "id") ?? "without an id";
  leftOut.push(...lost.map((type) => `the ${typeof type === "string" ? type : "unknown"} part of message ${id}`));
  const joined = parts.filter(isText).map(textOf).join("");
  return [{ from: content.value.start, to: content.value.end, text: JSON.stringify(joined) }];
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(".").map(Number));
  for (let index = 0; index < 4; index++) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}
