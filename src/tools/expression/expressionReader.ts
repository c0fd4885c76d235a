import { parseJson, type JsonValue } from "#src/lib/json.ts";
import type { Comparison, Expression, Mistake, Operand } from "./syntax.ts";
import { stepsOf, unquoted, type Token } from "./tokens.ts";

/** Brackets in brackets: nobody nests so deep in earnest. */
const DEEPEST = 50;

/** The first mistake of a text. It never leaves what reads the text. */
export class MistakeFound extends Error {
  constructor(readonly mistake: Mistake) {
    super(mistake.message);
  }
}

/** Reads conditions and values from the words of a text. Throws a `MistakeFound`. */
export class ExpressionReader<Root extends string> {
  protected next = 0;
  private depth = 0;

  constructor(
    protected readonly tokens: readonly Token[],
    /** Where the text ends. */
    protected readonly end: number,
    private readonly roots: readonly Root[],
  ) {}

  /** `||` binds less than `&&`, and that less than `!` and comparisons. */
  expression(): Expression<Root> {
    return this.joined("||", "or", () => this.joined("&&", "and", () => this.part()));
  }

  /** A value: a path, or one that is written out. */
  operand(): Operand<Root> {
    const token = this.tokens[this.next];
    if (token === undefined) this.fail(undefined, "A value is expected, such as args.city or a text in quotes.");
    this.next++;
    if (token.kind === "string") return { kind: "literal", value: this.unquote(token) };
    if (token.kind === "number") return { kind: "literal", value: this.number(token) };
    if (token.kind === "words") return this.path(token);
    return this.fail(token, `A value is expected, found ${token.text}.`);
  }

  /** Nothing may follow. */
  done(): void {
    const extra = this.tokens[this.next];
    if (extra !== undefined) this.fail(extra, `${extra.text} is one too many here.`);
  }

  protected unquote(token: Token): string {
    const text = unquoted(token.text);
    return text ?? this.fail(token, "The text in quotes is none of JSON: a line break is \\n, a backslash \\\\.");
  }

  /** Ends the reading with a mistake at a token, or at the end. */
  protected fail(token: Pick<Token, "at" | "text"> | undefined, message: string): never {
    const { at, text } = token ?? { at: this.end, text: "" };
    throw new MistakeFound({ at, to: at + text.length, message });
  }

  private joined(word: "&&" | "||", kind: "and" | "or", part: () => Expression<Root>): Expression<Root> {
    const first = part();
    if (!this.isNext(word)) return first;
    const of = [first];
    while (this.isNext(word)) {
      this.next++;
      of.push(part());
    }
    return { kind, of };
  }

  private part(): Expression<Root> {
    if (this.isNext("(")) return this.inBrackets();
    if (!this.isNext("!")) return this.comparison();
    this.next++;
    if (this.isNext("(")) return { kind: "not", of: this.inBrackets() };
    const at = this.tokens[this.next]?.at ?? this.end;
    const operand = this.operand();
    const by = this.tokens[this.next];
    if (by && comparisonOf(by)) this.fail(by, "What is negated is not clear: write !(…) around the comparison.");
    return { kind: "not", of: { kind: "value", operand, at } };
  }

  private inBrackets(): Expression<Root> {
    const open = this.tokens[this.next++];
    if (++this.depth > DEEPEST) this.fail(open, `Brackets are nested more than ${DEEPEST} deep.`);
    const inside = this.expression();
    if (!this.isNext(")")) this.fail(this.tokens[this.next] ?? open, "The bracket is not closed: ) is missing.");
    this.next++;
    this.depth--;
    return inside;
  }

  private comparison(): Expression<Root> {
    const at = this.tokens[this.next]?.at ?? this.end;
    const left = this.operand();
    const token = this.tokens[this.next];
    if (token === undefined || token.kind === "logic") return { kind: "value", operand: left, at };
    const by = comparisonOf(token);
    if (by === undefined) {
      const known = "A comparison (==, !=, <, >, <=, >= or contains), && or || is expected";
      return this.fail(token, `${known}, found ${token.text}.`);
    }
    this.next++;
    return { kind: "comparison", left, by, right: this.operand(), at };
  }

  private isNext(text: string): boolean {
    const token = this.tokens[this.next];
    return token?.kind === "logic" && token.text === text;
  }

  private path(token: Token): Operand<Root> {
    const { text } = token;
    const name = /^[\w$]+/.exec(text)?.[0] ?? "";
    if (text === "true" || text === "false" || text === "null") {
      return { kind: "literal", value: JSON.parse(text) as JsonValue };
    }
    const root = this.roots.find((known) => known === name);
    if (root === undefined) {
      const known = this.roots.join(", ");
      return this.fail(token, `${name} is not known here: begin with ${known}. Did you mean args.${text}?`);
    }
    const steps = stepsOf(text.slice(name.length));
    return steps ? { kind: "path", root, steps, text } : this.fail(token, "A key in quotes is no text of JSON.");
  }

  private number(token: Token): JsonValue {
    return parseJson(token.text) ?? this.fail(token, `${token.text} is no number of JSON.`);
  }
}

const comparisonOf = ({ kind, text }: Token): Comparison | undefined =>
  kind === "comparison" || (kind === "words" && text === "contains") ? (text as Comparison) : undefined;
