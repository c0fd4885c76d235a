import type { JsonValue } from "./json.ts";

/** What a JSON text that may still be arriving says so far. */
export interface PartialJson {
  /** The value as far as it goes: open objects and arrays closed, an unfinished text or number cut to what is valid. Undefined for nothing yet. */
  readonly value: JsonValue | undefined;
  /** True when the text is one whole JSON value. */
  readonly complete: boolean;
  /** Set when no continuation can make the text valid. `offset` counts UTF-16 units. */
  readonly error?: { readonly offset: number; readonly message: string };
}

/**
 * Reads a JSON text that may end anywhere, such as tool arguments while they stream. Never throws; takes linear time.
 * A key without its value is left out, and so is a word (`tru`) that is not whole.
 */
export function parsePartialJson(text: string): PartialJson {
  try {
    return { value: JSON.parse(text) as JsonValue, complete: true };
  } catch {
    const scan = new Scanner(text).run();
    const value = scan.closed === undefined ? undefined : (JSON.parse(scan.closed) as JsonValue);
    return scan.error === undefined ? { value, complete: false } : { value, complete: false, error: scan.error };
  }
}

/** What may come next. */
type Expect = "value" | "valueOrEnd" | "key" | "keyOrEnd" | "colon" | "commaOrEnd" | "nothing";

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const NUMBER_CHARACTERS = /[-+.eE\d]*/y;
const WORD_CHARACTERS = /[a-z]*/y;
const WORDS = ["true", "false", "null"];
/** Whether some continuation of a text is a number. */
const NUMBER_START = /^-?(?:0|[1-9]\d*|$)(?:\.\d*)?(?:(?<=\d)[eE][+-]?\d*)?$/;

class Scanner {
  private at = 0;
  private readonly closers: string[] = [];
  private expect: Expect = "value";
  /** The text up to here, followed by the closers, is valid JSON; -1 while nothing is. */
  private cut = -1;
  /** What closes a text that is cut open. */
  private quote = "";
  private error: { offset: number; message: string } | undefined;

  constructor(private readonly text: string) {}

  run(): { closed: string | undefined; error: { offset: number; message: string } | undefined } {
    while (this.error === undefined) {
      this.skipSpace();
      if (this.at >= this.text.length) break;
      if (!this.step(this.text[this.at] as string)) break;
    }
    const closed =
      this.cut < 0 ? undefined : this.text.slice(0, this.cut) + this.quote + this.closers.toReversed().join("");
    return { closed, error: this.error };
  }

  /** Reads one token; false when the text ends inside it. */
  private step(character: string): boolean {
    const { expect } = this;
    if (expect === "nothing") return this.fail("text after the value");
    if (expect === "colon") return character === ":" ? this.move("value") : this.fail("a colon is expected");
    if (expect === "commaOrEnd") {
      if (character === ",") return this.move(this.closers.at(-1) === "}" ? "key" : "value");
      return character === this.closers.at(-1) ? this.close() : this.fail("a comma or the end is expected");
    }
    if (character === this.closers.at(-1) && (expect === "keyOrEnd" || expect === "valueOrEnd")) return this.close();
    if (expect === "key" || expect === "keyOrEnd") {
      return character === '"' ? this.string(true) : this.fail("a key in double quotes is expected");
    }
    if (character === "{") return this.open("}", "keyOrEnd");
    if (character === "[") return this.open("]", "valueOrEnd");
    if (character === '"') return this.string(false);
    if (/[-\d]/.test(character)) return this.number();
    return this.word();
  }

  private skipSpace(): void {
    while (this.at < this.text.length) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      this.at++;
    }
  }

  private move(next: Expect): boolean {
    this.at++;
    this.expect = next;
    return true;
  }

  private open(closer: string, next: Expect): boolean {
    this.closers.push(closer);
    this.cut = this.at + 1;
    return this.move(next);
  }

  private close(): boolean {
    this.closers.pop();
    this.at++;
    return this.valueEnds();
  }

  private valueEnds(): boolean {
    this.cut = this.at;
    this.expect = this.closers.length === 0 ? "nothing" : "commaOrEnd";
    return true;
  }

  private string(isKey: boolean): boolean {
    for (let at = this.at + 1; at < this.text.length; at++) {
      const code = this.text.charCodeAt(at);
      if (code < 32) return this.openString(isKey, at) || this.fail("a control character inside a text", at);
      if (code === 34) {
        this.at = at + 1;
        if (!isKey) return this.valueEnds();
        this.expect = "colon";
        return true;
      }
      if (code !== 92) continue;
      const escaped = this.text[at + 1];
      if (escaped === undefined) return this.openString(isKey, at);
      if (escaped === "u") {
        const digits = this.text.slice(at + 2, at + 6);
        if (!/^[\da-fA-F]*$/.test(digits)) return this.openString(isKey, at) || this.fail("a bad escape", at);
        if (digits.length < 4) return this.openString(isKey, at);
        at += 5;
      } else if ('"\\/bfnrt'.includes(escaped)) at++;
      else return this.openString(isKey, at) || this.fail("a bad escape", at);
    }
    return this.openString(isKey, this.text.length);
  }

  /** The text ends, or goes wrong, inside a string: what is there of a value counts, a key does not. Always false. */
  private openString(isKey: boolean, end: number): false {
    if (isKey) return false;
    this.cut = end;
    this.quote = '"';
    return false;
  }

  private number(): boolean {
    NUMBER_CHARACTERS.lastIndex = this.at;
    const characters = NUMBER_CHARACTERS.exec(this.text)?.[0] ?? "";
    NUMBER.lastIndex = this.at;
    const whole = NUMBER.exec(this.text)?.[0] ?? "";
    const end = this.at + characters.length;
    if (whole.length === characters.length) {
      this.at = end;
      return this.valueEnds();
    }
    const couldContinue = end === this.text.length && NUMBER_START.test(characters);
    if (whole !== "") this.cut = this.at + whole.length;
    return couldContinue ? false : this.fail("this is no number");
  }

  private word(): boolean {
    WORD_CHARACTERS.lastIndex = this.at;
    const word = WORD_CHARACTERS.exec(this.text)?.[0] ?? "";
    if (WORDS.includes(word)) {
      this.at += word.length;
      return this.valueEnds();
    }
    const couldContinue =
      word !== "" && this.at + word.length === this.text.length && WORDS.some((known) => known.startsWith(word));
    return couldContinue ? false : this.fail("a value is expected");
  }

  private fail(message: string, offset = this.at): false {
    this.error = { offset, message };
    return false;
  }
}
