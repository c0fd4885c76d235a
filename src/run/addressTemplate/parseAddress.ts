import type { AddressProblem } from "./types.ts";

/** A piece of a template: text as it is, a variable of the path (`{id}`), or one of the environment (`${BASE}`). */
export interface TemplatePiece {
  readonly kind: "text" | "path" | "environment";
  /** The text, or the variable's name. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** A template taken apart. What is no variable although it looks like one is a problem, and stays as text. */
export interface ParsedAddress {
  readonly pieces: readonly TemplatePiece[];
  readonly problems: readonly AddressProblem[];
}

const VARIABLE = /(\$?)\{([^{}]*)(\}?)/g;
/** A name may hold what route patterns of agent frameworks do, and what an environment variable may be called. */
const NAME = /^[A-Za-z_][\w.-]*$/;

/** The pieces of an address with variables, in order; together they are the whole text. Braces cannot stand in an address otherwise. */
export function parseAddress(template: string): ParsedAddress {
  const pieces: TemplatePiece[] = [];
  const problems: AddressProblem[] = [];
  let at = 0;
  const text = (to: number): void => {
    if (to > at) pieces.push({ kind: "text", text: template.slice(at, to), from: at, to });
    at = to;
  };
  for (const match of template.matchAll(VARIABLE)) {
    const [whole, dollar, name = "", close] = match;
    const from = match.index;
    const to = from + whole.length;
    const problem = close === "" ? "This brace is not closed: write } behind the name." : nameProblem(name);
    if (problem !== undefined) problems.push({ severity: "error", from, to, message: problem });
    else {
      text(from);
      pieces.push({ kind: dollar === "" ? "path" : "environment", text: name, from, to });
      at = to;
    }
  }
  text(template.length);
  for (const piece of pieces) {
    if (piece.kind !== "text") continue;
    for (const { index } of piece.text.matchAll(/\}/g)) {
      const from = piece.from + index;
      if (problems.some((known) => known.from <= from && from < known.to)) continue;
      const message = "This brace closes nothing: write { in front of the name, or %7D for the character.";
      problems.push({ severity: "error", from, to: from + 1, message });
    }
  }
  return { pieces, problems: problems.toSorted((a, b) => a.from - b.from) };
}

/** The names of a template's variables, each once, in the order of the text. */
export function variablesOf({ pieces }: ParsedAddress, kind: "path" | "environment"): readonly string[] {
  return [...new Set(pieces.flatMap((piece) => (piece.kind === kind ? [piece.text] : [])))];
}

/** Why a variable cannot have this name, or undefined. */
export function nameProblem(name: string): string | undefined {
  if (name === "") return "A variable needs a name between the braces.";
  if (NAME.test(name)) return undefined;
  return `"${name}" is no name for a variable: begin with a letter; digits, points, hyphens and underscores may follow.`;
}
