import { parseJson } from "#src/lib/json.ts";
import { err, ok, type Result } from "#src/lib/result.ts";
import type { Mistake } from "./syntax.ts";

/** A word of an expression or of a place in a template. */
export interface Token {
  readonly kind: "string" | "number" | "comparison" | "logic" | "block" | "words";
  readonly text: string;
  readonly at: number;
}

const STRING = String.raw`"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'`;
const TOKEN = new RegExp(
  [
    String.raw`\s*(?:(?<string>${STRING})`,
    String.raw`(?<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.]))`,
    String.raw`(?<comparison>[=!<>]=|[<>])`,
    String.raw`(?<logic>&&|\|\||[!()])`,
    String.raw`(?<block>[#/]if\b)`,
    String.raw`(?<words>[A-Za-z_$][\w$]*(?:\.[\w$-]+|\[\s*(?:-?\d+|${STRING})\s*\])*))\s*`,
  ].join("|"),
  "suy",
);
const STEP = new RegExp(String.raw`\.(?<key>[\w$-]+)|\[\s*(?:(?<index>-?\d+)|(?<quoted>${STRING}))\s*\]`, "gsu");

/** What people write who think of another language. */
const MEANT: Readonly<Record<string, string>> = { "=": "==", "&": "&&", "|": "||" };

/** The words of a text; `start` is added to their places. */
export function tokensOf(text: string, start: number): Result<readonly Token[], Mistake> {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (match === null) {
      const rest = text.slice(at);
      if (rest.trim() === "") break;
      const offset = start + at + (rest.length - rest.trimStart().length);
      const odd = rest.trim().slice(0, 20);
      const meant = MEANT[odd[0] ?? ""];
      const hint = meant === undefined ? "" : ` Did you mean ${meant}?`;
      return err({
        at: offset,
        to: offset + odd.length,
        message: `${JSON.stringify(odd)} is not understood here.${hint}`,
      });
    }
    const [kind, found] = Object.entries(match.groups ?? {}).find(([, group]) => group !== undefined) ?? [];
    const space = match[0].length - match[0].trimStart().length;
    tokens.push({ kind: kind as Token["kind"], text: found ?? "", at: start + at + space });
    at = TOKEN.lastIndex;
  }
  return ok(tokens);
}

/** The steps behind the first name of a path. Undefined where a key in quotes is no text of JSON. */
export function stepsOf(text: string): readonly (string | number)[] | undefined {
  const steps: (string | number)[] = [];
  for (const { groups } of text.matchAll(STEP)) {
    const step =
      groups?.["index"] === undefined
        ? (groups?.["key"] ?? unquoted(groups?.["quoted"] ?? ""))
        : Number(groups["index"]);
    if (step === undefined) return undefined;
    steps.push(step);
  }
  return steps;
}

/** What stands in quotes: in double ones a text of JSON, in single ones only what is escaped differs. Undefined where it is none. */
export function unquoted(text: string): string | undefined {
  const body = text.slice(1, -1);
  const inDoubles = text.startsWith("'") ? body.replaceAll(/\\'|"/g, (found) => (found === '"' ? '\\"' : "'")) : body;
  const value = parseJson(`"${inDoubles}"`);
  return typeof value === "string" ? value : undefined;
}
