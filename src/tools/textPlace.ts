/** A place in a text as editors count it: both from 1, columns in UTF-16 units. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** Where an offset (in UTF-16 units) lies in a text. */
export function textPlace(text: string, offset: number): TextPlace {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", start)) {
    line++;
    start = at + 1;
  }
  return { line, column: offset - start + 1 };
}

/** `textPlace` in words, as the end of a sentence. */
export function placeInWords({ line, column }: TextPlace): string {
  return `line ${line}, column ${column}`;
}
