import { parseJson, type JsonValue } from "#src/lib/json.ts";
import { err, ok, type Result } from "#src/lib/result.ts";
import { TEMPLATE_ROOTS, type Comparison, type Operand, type TemplateTest } from "./templateSyntax.ts";

/** What stands between `{{` and `}}`. */
export type Tag =
  | { readonly kind: "print"; readonly operand: Operand; readonly asJson: boolean }
  | { readonly kind: "fake"; readonly pointer: string | undefined }
  | { readonly kind: "now" | "uuid" | "else" | "end" }
  | { readonly kind: "if" | "else-if"; readonly test: TemplateTest };

/** What is wrong in a tag; `at` is an offset into the template. */
export interface TagMistake {
  readonly at: number;
  readonly message: string;
}

interface Token {
  readonly kind: "string" | "number" | "comparison" | "block" | "words";
  readonly text: string;
  readonly at: number;
}

const STRING = String.raw`"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'`;
const TOKEN = new RegExp(
  [
    String.raw`\s*(?:(?<string>${STRING})`,
    String.raw`(?<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.]))`,
    String.raw`(?<comparison>[=!<>]=|[<>])`,
    String.raw`(?<block>[#/]if\b)`,
    String.raw`(?<words>[A-Za-z_$][\w$]*(?:\.[\w$-]+|\[\s*(?:-?\d+|${STRING})\s*\])*))\s*`,
  ].join("|"),
  "suy",
);
const STEP = new RegExp(String.raw`\.(?<key>[\w$-]+)|\[\s*(?:(?<index>-?\d+)|(?<quoted>${STRING}))\s*\]`, "gsu");

/** Reads the inside of a tag; `at` is its offset into the template. */
export function readTag(inside: string, at: number): Result<Tag, TagMistake> {
  const tokens = tokensOf(inside, at);
  if (!tokens.ok) return tokens;
  return new TagReader(tokens.value, at + inside.length).read();
}

function tokensOf(inside: string, start: number): Result<readonly Token[], TagMistake> {
  const tokens: Token[] = [];
  let at = 0;
  while (at < inside.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(inside);
    if (match === null) {
      const rest = inside.slice(at);
      if (rest.trim() === "") break;
      const offset = start + at + (rest.length - rest.trimStart().length);
      return err({ at: offset, message: `${JSON.stringify(rest.trim().slice(0, 20))} is not understood here.` });
    }
    const [kind, text] = Object.entries(match.groups ?? {}).find(([, found]) => found !== undefined) ?? [];
    const space = match[0].length - match[0].trimStart().length;
    tokens.push({ kind: kind as Token["kind"], text: text ?? "", at: start + at + space });
    at = TOKEN.lastIndex;
  }
  return ok(tokens);
}

/** Thrown and caught within this file: reading a tag stops at its first mistake. */
class Mistake extends Error {
  constructor(
    readonly at: number,
    message: string,
  ) {
    super(message);
  }
}

class TagReader {
  private next = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly end: number,
  ) {}

  read(): Result<Tag, TagMistake> {
    try {
      const tag = this.tag();
      const extra = this.tokens[this.next];
      if (extra !== undefined) throw new Mistake(extra.at, `${extra.text} is one too many here.`);
      return ok(tag);
    } catch (error) {
      if (error instanceof Mistake) return err({ at: error.at, message: error.message });
      throw error;
    }
  }

  private tag(): Tag {
    const first = this.tokens[0];
    if (first === undefined)
      throw new Mistake(this.end, "The place is empty: write what is to stand there, such as args.city.");
    const { kind, text } = first;
    if (kind === "block") {
      this.next++;
      return text === "/if" ? { kind: "end" } : { kind: "if", test: this.test() };
    }
    if (kind === "words" && text === "else") {
      this.next++;
      if (this.tokens[1]?.text !== "if") return { kind: "else" };
      this.next++;
      return { kind: "else-if", test: this.test() };
    }
    if (kind === "words" && (text === "now" || text === "uuid")) {
      this.next++;
      return { kind: text };
    }
    if (kind === "words" && text === "fake") return this.fake();
    const asJson = kind === "words" && text === "json";
    if (asJson) this.next++;
    return { kind: "print", operand: this.operand(), asJson };
  }

  private fake(): Tag {
    this.next++;
    const token = this.tokens[this.next];
    if (token === undefined) return { kind: "fake", pointer: undefined };
    if (token.kind !== "string")
      throw new Mistake(token.at, `A place in the result schema is expected in quotes, such as "#/properties/city".`);
    this.next++;
    return { kind: "fake", pointer: unquote(token) };
  }

  private test(): TemplateTest {
    const at = this.tokens[this.next]?.at ?? this.end;
    const left = this.operand();
    const by = this.tokens[this.next];
    if (by === undefined) return { left, compared: undefined, at };
    if (by.kind !== "comparison" && by.text !== "contains") {
      throw new Mistake(by.at, `A comparison is expected (==, !=, <, >, <=, >= or contains), found ${by.text}.`);
    }
    this.next++;
    return { left, compared: { by: by.text as Comparison, right: this.operand() }, at };
  }

  private operand(): Operand {
    const token = this.tokens[this.next];
    if (token === undefined) throw new Mistake(this.end, "A value is expected, such as args.city or a text in quotes.");
    this.next++;
    if (token.kind === "string") return { kind: "literal", value: unquote(token) };
    if (token.kind === "number") return { kind: "literal", value: numberOf(token) };
    if (token.kind === "words") return path(token);
    throw new Mistake(token.at, `A value is expected, found ${token.text}.`);
  }
}

function path({ text, at }: Token): Operand {
  const name = /^[\w$]+/.exec(text)?.[0] ?? "";
  if (text === "true" || text === "false" || text === "null") {
    return { kind: "literal", value: JSON.parse(text) as JsonValue };
  }
  const root = TEMPLATE_ROOTS.find((known) => known === name);
  if (root === undefined) {
    throw new Mistake(
      at,
      `${name} is not known here: begin with ${TEMPLATE_ROOTS.join(", ")}. Did you mean args.${text}?`,
    );
  }
  const steps: (string | number)[] = [];
  for (const { groups, index } of text.slice(name.length).matchAll(STEP)) {
    if (groups?.["index"] !== undefined) steps.push(Number(groups["index"]));
    else if (groups?.["key"] !== undefined) steps.push(groups["key"]);
    else steps.push(unquote({ kind: "string", text: groups?.["quoted"] ?? "", at: at + name.length + index }));
  }
  return { kind: "path", root, steps, text };
}

function numberOf({ text, at }: Token): JsonValue {
  const value = parseJson(text);
  if (value === undefined) throw new Mistake(at, `${text} is no number of JSON.`);
  return value;
}

/** A text in double quotes is one of JSON; in single quotes only what is escaped differs. */
function unquote({ text, at }: Token): string {
  const body = text.slice(1, -1);
  const inDoubles = text.startsWith("'") ? body.replaceAll(/\\'|"/g, (found) => (found === '"' ? '\\"' : "'")) : body;
  const value = parseJson(`"${inDoubles}"`);
  if (typeof value !== "string")
    throw new Mistake(at, "The text in quotes is none of JSON: a line break is \\n, a backslash \\\\.");
  return value;
}
