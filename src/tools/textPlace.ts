/** A place in a text as editors count it: both from 1, columns in UTF-16 units. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** The places of one text: many of them cost little more than one. */
export class TextPlaces {
  /** Offset of the first character of each line; made when the first place is asked for. */
  private starts: readonly number[] | undefined;

  constructor(private readonly text: string) {}

  /** Where an offset (in UTF-16 units) lies. */
  at(offset: number): TextPlace {
    this.starts ??= lineStarts(this.text);
    let low = 0;
    for (let high = this.starts.length; high - low > 1;) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (this.starts[low] ?? 0) + 1 };
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** A place in words, as the end of a sentence. */
export function placeInWords({ line, column }: TextPlace): string {
  return `line ${line}, column ${column}`;
}
