import type { JsonMember } from "./jsonSlices.ts";

/** One place of a text that gets another text. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The text with these edits made. They must not overlap; in what order they are given does not matter. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  const pieces: string[] = [];
  let at = 0;
  // What is put in before a place comes before what is taken out from there on.
  for (const edit of edits.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    pieces.push(text.slice(at, edit.from), edit.text);
    at = edit.to;
  }
  pieces.push(text.slice(at));
  return pieces.join("");
}

/** The edits that take these members out of an object, each with the comma that it does not leave behind. */
export function withoutMembers(
  members: readonly JsonMember[],
  goes: (member: JsonMember) => boolean,
): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  let keptBefore: JsonMember | undefined;
  for (const [index, member] of members.entries()) {
    if (!goes(member)) {
      keptBefore = member;
      continue;
    }
    const after = members[index + 1];
    // With a member kept before it, it takes the comma in front along; else the one behind.
    const from = keptBefore ? (members[index - 1] ?? member).value.end : member.key.start;
    const to = keptBefore ? member.value.end : (after?.key.start ?? member.value.end);
    edits.push({ from, to, text: "" });
  }
  return edits;
}
