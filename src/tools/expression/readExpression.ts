import { err, ok, type Result } from "#src/lib/result.ts";
import { ExpressionReader, MistakeFound } from "./expressionReader.ts";
import type { Expression, Mistake } from "./syntax.ts";
import { tokensOf } from "./tokens.ts";

/**
 * Reads a condition, or gives its first mistake. `roots` are the names that a value may begin with.
 *
 *     args.amount > 100 && args.currency == "EUR"
 *     !(args.tags contains "paid" || args.to[0].name == null)
 */
export function readExpression<Root extends string>(
  text: string,
  roots: readonly Root[],
): Result<Expression<Root>, Mistake> {
  const tokens = tokensOf(text, 0);
  if (!tokens.ok) return tokens;
  return readWith(new ExpressionReader(tokens.value, text.length, roots), (reader) => reader.expression());
}

/** What a reader reads when nothing may follow, or its first mistake. */
export function readWith<Reader extends ExpressionReader<string>, T>(
  reader: Reader,
  read: (reader: Reader) => T,
): Result<T, Mistake> {
  try {
    const value = read(reader);
    reader.done();
    return ok(value);
  } catch (error) {
    if (error instanceof MistakeFound) return err(error.mistake);
    throw error;
  }
}
