/** Where a text stops being JSON. Line and column count from 1, `offset` from 0, all in UTF-16 units. */
export interface JsonSyntaxError {
  readonly message: string;
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/**
 * The first place where a text is no JSON (RFC 8259), or undefined for valid JSON.
 * Engines word this differently, and for short texts V8 and Safari name no place at all, so the place is found here.
 */
export function jsonSyntaxError(text: string): JsonSyntaxError | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    const { offset, message } = new Scanner(text).firstError();
    const before = text.slice(0, offset);
    const lineStart = before.lastIndexOf("\n") + 1;
    return { message, offset, line: before.split("\n").length, column: offset - lineStart + 1 };
  }
}

class Wrong {
  constructor(
    readonly offset: number,
    readonly message: string,
  ) {}
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[A-Za-z_$][\w$]*/y;

/** Walks the text by the grammar with a list in place of recursion, so that deep nesting cannot exhaust the stack. */
class Scanner {
  private at = 0;

  constructor(private readonly text: string) {}

  firstError(): Wrong {
    try {
      this.walk();
    } catch (thrown) {
      if (thrown instanceof Wrong) return thrown;
      throw thrown;
    }
    return new Wrong(this.at, "unexpected text");
  }

  private walk(): void {
    const closers: string[] = [];
    for (;;) {
      this.blank();
      const opener = this.text[this.at];
      if (opener === "{" || opener === "[") {
        this.at++;
        const closer = opener === "{" ? "}" : "]";
        this.blank();
        if (this.text[this.at] !== closer) {
          closers.push(closer);
          if (closer === "}") this.key();
          continue;
        }
        this.at++;
      } else {
        this.scalar();
      }
      for (;;) {
        this.blank();
        const closer = closers.at(-1);
        const found = this.text[this.at];
        if (closer === undefined) {
          if (found === undefined) return;
          throw this.wrong(`unexpected ${this.shown()} after the value`);
        }
        if (found === closer) {
          this.at++;
          closers.pop();
          continue;
        }
        if (found !== ",") throw this.wrong(`expected a comma or ${closer}, found ${this.shown()}`);
        this.at++;
        this.blank();
        if (this.text[this.at] === closer) throw this.wrong(`a comma must not stand before ${closer}`);
        if (closer === "}") this.key();
        break;
      }
    }
  }

  private key(): void {
    this.blank();
    if (this.text[this.at] !== '"') throw this.wrong(`expected a name in double quotes, found ${this.shown()}`);
    this.string();
    this.blank();
    if (this.text[this.at] !== ":") throw this.wrong(`expected a colon, found ${this.shown()}`);
    this.at++;
  }

  private scalar(): void {
    if (this.text[this.at] === '"') return this.string();
    const word = this.match(WORD);
    if (word === "true" || word === "false" || word === "null") return void (this.at += word.length);
    const number = word === undefined ? this.match(NUMBER) : undefined;
    if (number === undefined) throw this.wrong(`expected a value, found ${this.shown()}`);
    this.at += number.length;
  }

  private string(): void {
    const start = this.at++;
    for (;;) {
      const char = this.text[this.at];
      if (char === undefined) throw new Wrong(start, "a string that is never closed");
      if (char === "\n" || char === "\r") throw new Wrong(start, "a string that is not closed on its line");
      if (char < " ") throw this.wrong("a control character inside a string (write it as an escape)");
      this.at++;
      if (char === '"') return;
      if (char !== "\\") continue;
      const escape = /["\\/bfnrt]|u[0-9a-fA-F]{4}/y;
      const found = this.match(escape);
      if (found === undefined) throw new Wrong(this.at - 1, "an escape that JSON does not know");
      this.at += found.length;
    }
  }

  private blank(): void {
    while (this.at < this.text.length && " \t\n\r".includes(this.text.charAt(this.at))) this.at++;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.[0];
  }

  private shown(): string {
    const point = this.text.codePointAt(this.at);
    if (point === undefined) return "the end of the text";
    return this.match(WORD) ?? String.fromCodePoint(point);
  }

  private wrong(message: string): Wrong {
    return new Wrong(this.at, message);
  }
}
