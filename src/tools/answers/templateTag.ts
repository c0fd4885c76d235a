import type { Result } from "#src/lib/result.ts";
import { ExpressionReader } from "../expression/expressionReader.ts";
import { readWith } from "../expression/readExpression.ts";
import type { Mistake, Operand } from "../expression/syntax.ts";
import { tokensOf } from "../expression/tokens.ts";
import { TEMPLATE_ROOTS, type TemplateRoot, type TemplateTest } from "./templateSyntax.ts";

/** What stands between `{{` and `}}`. */
export type Tag =
  | { readonly kind: "print"; readonly operand: Operand<TemplateRoot>; readonly asJson: boolean }
  | { readonly kind: "fake"; readonly pointer: string | undefined }
  | { readonly kind: "now" | "uuid" | "else" | "end" }
  | { readonly kind: "if" | "else-if"; readonly test: TemplateTest };

/** Reads the inside of a tag; `at` is its offset into the template. */
export function readTag(inside: string, at: number): Result<Tag, Mistake> {
  const tokens = tokensOf(inside, at);
  if (!tokens.ok) return tokens;
  return readWith(new TagReader(tokens.value, at + inside.length, TEMPLATE_ROOTS), (reader) => reader.tag());
}

class TagReader extends ExpressionReader<TemplateRoot> {
  tag(): Tag {
    const first = this.tokens[0];
    if (first === undefined)
      this.fail(undefined, "The place is empty: write what is to stand there, such as args.city.");
    const { kind, text } = first;
    if (kind === "block") {
      this.next++;
      return text === "/if" ? { kind: "end" } : { kind: "if", test: this.expression() };
    }
    if (kind === "words" && text === "else") {
      this.next++;
      if (this.tokens[1]?.text !== "if") return { kind: "else" };
      this.next++;
      return { kind: "else-if", test: this.expression() };
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
      this.fail(token, `A place in the result schema is expected in quotes, such as "#/properties/city".`);
    this.next++;
    return { kind: "fake", pointer: this.unquote(token) };
  }
}
