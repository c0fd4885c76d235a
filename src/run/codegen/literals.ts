import { elementsOf, membersOf } from "../bodyForm/jsonSlices.ts";
import { jsString, pyString } from "./quote.ts";

/** Deeper values are written as JSON text: compilers end at some depth, and nobody reads code like that. */
const DEEPEST = 60;
/** Blanks of a level in Python. */
export const PYTHON_STEP = 4;
/** A list or object that is no longer than this stays on one line. */
const LINE = 100;

/** How a language writes values. */
interface Notation {
  readonly string: (text: string) => string;
  readonly scalar: (json: string) => string;
  readonly key: (name: string) => string;
  readonly parsed: (json: string) => string;
  /** Blanks within the braces of an object that stays on its line. */
  readonly inner: string;
  readonly step: number;
}

const JAVASCRIPT: Notation = {
  string: jsString,
  scalar: (json) => json,
  // As a plain key it would set the prototype instead of a member.
  key: (name) => (name === "__proto__" ? '["__proto__"]' : /^[A-Za-z_$][\w$]*$/.test(name) ? name : jsString(name)),
  parsed: (json) => `JSON.parse(${jsString(json)})`,
  inner: " ",
  step: 2,
};

const PYTHON: Notation = {
  // Python cannot send a lone surrogate.
  string: (text) => pyString(text.replace(/\p{Surrogate}/gu, "\uFFFD")),
  scalar: (json) => ({ true: "True", false: "False", null: "None" })[json] ?? json,
  key: (name) => PYTHON.string(name),
  parsed: (json) => `json.loads(${pyString(json)})`,
  inner: "",
  step: PYTHON_STEP,
};

/** A JSON value, by its text, as a literal of JavaScript. `indent` is that of the line it stands in. */
export const jsLiteral = (json: string, indent = 0): string => write(json, JAVASCRIPT, indent);

/** The same for Python, whose numbers keep all their digits. May need `import json`. */
export const pyLiteral = (json: string, indent = 0): string => write(json, PYTHON, indent);

/** Entries between brackets: on one line where they fit, else one a line, `step` blanks deeper than `indent`. */
export function bracketed(
  [open, close]: readonly [string, string],
  entries: readonly string[],
  { indent, step, inner = "" }: { readonly indent: number; readonly step: number; readonly inner?: string },
): string {
  if (entries.length === 0) return open + close;
  const line = `${open}${inner}${entries.join(", ")}${inner}${close}`;
  if (line.length + indent <= LINE && !line.includes("\n")) return line;
  const pad = " ".repeat(indent);
  const inside = " ".repeat(indent + step);
  return `${open}\n${entries.map((entry) => `${inside}${entry},\n`).join("")}${pad}${close}`;
}

function write(json: string, notation: Notation, indent: number): string {
  const text = json.trim();
  const written = value(text, { start: 0, end: text.length }, notation, indent, 0);
  return written ?? notation.parsed(text);
}

/** Undefined for what is too deep. */
function value(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  notation: Notation,
  indent: number,
  depth: number,
): string | undefined {
  const first = text[start];
  if (first === '"') return notation.string(JSON.parse(text.slice(start, end)) as string);
  if (first !== "{" && first !== "[") return notation.scalar(text.slice(start, end));
  if (depth === DEEPEST) return undefined;
  const entries: string[] = [];
  if (first === "[") {
    for (const element of elementsOf(text, start)) {
      const written = value(text, element, notation, indent + notation.step, depth + 1);
      if (written === undefined) return undefined;
      entries.push(written);
    }
    return bracketed(["[", "]"], entries, { indent, step: notation.step });
  }
  // Of a name that is there twice the last one counts, as for every reader of JSON.
  const last = new Map(membersOf(text, start).map((member) => [member.name, member]));
  for (const [name, member] of last) {
    const written = value(text, member.value, notation, indent + notation.step, depth + 1);
    if (written === undefined) return undefined;
    entries.push(`${notation.key(name)}: ${written}`);
  }
  return bracketed(["{", "}"], entries, { indent, step: notation.step, inner: notation.inner });
}
