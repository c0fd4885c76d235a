/** Where a value stands in a JSON text, in UTF-16 code units: from its first character to behind its last. */
export interface JsonSlice {
  readonly start: number;
  readonly end: number;
}

/** One member of an object, with the places of its key (quotes included) and of its value. */
export interface JsonMember {
  readonly name: string;
  readonly key: JsonSlice;
  readonly value: JsonSlice;
}

const SPACE = /[ \t\n\r]*/y;
const SCALAR = /[^,\]}\s]*/y;

/**
 * The members of the object that begins at `at`, in the order of the text, a name that is there twice included; none for any other
 * value. The text must be valid JSON. Lets a text be changed in one place and stay as it was written in all others, which parsing and
 * writing again would not: numbers, order, blanks and repeated names would change.
 */
export function membersOf(text: string, at: number): readonly JsonMember[] {
  const members: JsonMember[] = [];
  if (text[at] !== "{") return members;
  let next = pastSpace(text, at + 1);
  while (text[next] === '"') {
    const key = { start: next, end: endOfString(text, next) };
    const start = pastSpace(text, pastSpace(text, key.end) + 1);
    const end = endOfValue(text, start);
    members.push({ name: JSON.parse(text.slice(key.start, key.end)) as string, key, value: { start, end } });
    next = pastSpace(text, end);
    if (text[next] === ",") next = pastSpace(text, next + 1);
  }
  return members;
}

/** The text of the value under a name; where the name is there twice, of the last, which counts for every reader of JSON. */
export function memberText(text: string, members: readonly JsonMember[], name: string): string | undefined {
  const member = members.findLast((each) => each.name === name);
  return member && text.slice(member.value.start, member.value.end);
}

/** The elements of the list that begins at `at`; none for any other value. The text must be valid JSON. */
export function elementsOf(text: string, at: number): readonly JsonSlice[] {
  const elements: JsonSlice[] = [];
  if (text[at] !== "[") return elements;
  let start = pastSpace(text, at + 1);
  while (start < text.length && text[start] !== "]") {
    const end = endOfValue(text, start);
    elements.push({ start, end });
    start = pastSpace(text, end);
    if (text[start] === ",") start = pastSpace(text, start + 1);
  }
  return elements;
}

/** The place of the first character that is no blank. */
export function pastSpace(text: string, at: number): number {
  SPACE.lastIndex = at;
  SPACE.exec(text);
  return SPACE.lastIndex;
}

function endOfValue(text: string, at: number): number {
  const first = text[at];
  if (first === '"') return endOfString(text, at);
  if (first !== "{" && first !== "[") {
    SCALAR.lastIndex = at;
    SCALAR.exec(text);
    return SCALAR.lastIndex;
  }
  // Counted and not descended into, so that nesting cannot exhaust the stack.
  const mark = /["{}[\]]/g;
  mark.lastIndex = at;
  for (let depth = 0; ;) {
    const found = mark.exec(text)?.[0];
    if (found === undefined) return text.length;
    if (found === '"') mark.lastIndex = endOfString(text, mark.lastIndex - 1);
    else {
      depth += found === "{" || found === "[" ? 1 : -1;
      if (depth === 0) return mark.lastIndex;
    }
  }
}

function endOfString(text: string, at: number): number {
  for (let quote = text.indexOf('"', at + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === "\\") backslashes++;
    if (backslashes % 2 === 0) return quote + 1;
  }
  return text.length;
}
