const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The numbers of one segment of a source map (Base64 VLQ, ECMA-426). */
function numbersOf(segment: string): readonly number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const letter of segment) {
    const digit = DIGITS.indexOf(letter);
    value += (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    value = shift = 0;
  }
  return numbers;
}

/**
 * The column of the source for a column of the output, both from 1, in a line that has the same number in both. `mappings` is the
 * source map's. A place between two segments belongs to the one before.
 */
export function sourceColumn(mappings: string, line: number, column: number): number {
  let generated = 0;
  let original = 0;
  let found = column - 1;
  for (const [at, segments] of mappings.split(";", line).entries()) {
    generated = 0;
    for (const segment of segments === "" ? [] : segments.split(",")) {
      const [toGenerated = 0, , , toOriginal = 0] = numbersOf(segment);
      generated += toGenerated;
      original += toOriginal;
      if (at === line - 1 && generated < column) found = original + (column - 1 - generated);
    }
  }
  return found + 1;
}
