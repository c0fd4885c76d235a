import type { JsonValue } from "#src/lib/json.ts";
import { err, ok, type Result } from "#src/lib/result.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import { holds, operandValue } from "../expression/holds.ts";
import type { Operand } from "../expression/syntax.ts";
import { readJsonText } from "../jsonText.ts";
import { placeInWords, TextPlaces } from "../textPlace.ts";
import type { CallContext } from "../types.ts";
import { parseTemplate } from "./parseTemplate.ts";
import type { Template, TemplateNode, TemplateRemark, TemplateRoot, TemplateTest } from "./templateSyntax.ts";

/** What a template makes up. `nth` counts the made up values of one text from 0, so that no two are the same by accident. */
export interface TemplateMaker {
  /** A value for a place in the result schema; undefined stands for the whole schema. The error is a sentence. */
  fake(pointer: string | undefined, nth: number): Result<JsonValue>;
  uuid(nth: number): string;
  /** ISO 8601. */
  now(): string;
}

/** A text that was filled in, and what is odd about it. */
interface FilledTemplate {
  readonly text: string;
  readonly warnings: readonly TemplateRemark[];
}

/** Longer texts are not made: a place may print all of a large state, and there may be many places. */
const LONGEST = 16_000_000;

/**
 * Fills a template from a call. The error, where its syntax is wrong, names the first mistake and its place.
 *
 * How a value is written depends on where it stands:
 * - In a template whose first text begins with `{`, `[` or `"` (a JSON template), outside quotes: as JSON, a text with its quotes. A missing value is `null`.
 * - In a JSON template within quotes: as text whose quotes, backslashes and control characters are escaped. A missing value is nothing.
 * - In any other template: a text as it is, anything else as JSON. A missing value is nothing.
 * `json` writes JSON everywhere, escaped once more within quotes. A missing value is a warning with its place, and so is a JSON template whose
 * result is no JSON. Only own keys are found, and never `__proto__`, `constructor` or `prototype`.
 */
export function fillTemplate(text: string, context: CallContext, make: TemplateMaker): Result<FilledTemplate> {
  const template = parseTemplate(text);
  const mistake = template.problems[0];
  if (mistake !== undefined) return err(`The template is wrong at ${placeInWords(mistake)}: ${mistake.message}`);
  const filler = new Filler(template, context, make);
  filler.fill(template.nodes);
  if (filler.isTooLong) return err(`The template makes a text of more than ${LONGEST} characters.`);
  const filled = filler.pieces.join("");
  if (template.isJson) {
    const read = readJsonText(filled);
    if (!read.ok) filler.warn(0, `What comes out ${read.error}.`);
  }
  return ok({ text: filled, warnings: filler.warnings });
}

class Filler {
  readonly pieces: string[] = [];
  readonly warnings: TemplateRemark[] = [];
  isTooLong = false;
  private readonly places: TextPlaces;
  private length = 0;
  private made = 0;
  private inQuotes = false;
  private afterBackslash = false;

  constructor(
    private readonly template: Template,
    private readonly context: CallContext,
    private readonly make: TemplateMaker,
  ) {
    this.places = new TextPlaces(template.text);
  }

  warn(at: number, message: string): void {
    this.warnings.push({ ...this.places.at(at), message });
  }

  fill(nodes: readonly TemplateNode[]): void {
    for (const node of nodes) {
      if (this.isTooLong) return;
      switch (node.kind) {
        case "text":
          this.write(node.text);
          if (this.template.isJson) this.followQuotes(node.text);
          break;
        case "print":
          this.print(this.valueOf(node.operand), node);
          break;
        case "fake":
          this.fake(node);
          break;
        case "now":
          this.writeValue(this.make.now(), false);
          break;
        case "uuid":
          this.writeValue(this.make.uuid(this.made++), false);
          break;
        case "if":
          this.fill(node.branches.find(({ test }) => this.holds(test))?.body ?? node.otherwise);
      }
    }
  }

  private print(value: JsonValue | undefined, node: Extract<TemplateNode, { kind: "print" }>): void {
    if (value === undefined) {
      this.warn(node.at, `${node.operand.kind === "path" ? node.operand.text : "The value"} is not there.`);
    }
    this.writeValue(value, node.asJson);
  }

  private fake({ pointer, at }: Extract<TemplateNode, { kind: "fake" }>): void {
    const made = this.make.fake(pointer, this.made++);
    if (!made.ok) this.warn(at, made.error);
    this.writeValue(made.ok ? made.value : undefined, false);
  }

  private writeValue(value: JsonValue | undefined, asJson: boolean): void {
    const isJsonPlace = this.template.isJson && !this.inQuotes;
    if (value === undefined) return this.write(isJsonPlace ? "null" : "");
    const text = typeof value === "string" && !asJson && !isJsonPlace ? value : stringifyJson(value);
    this.write(this.inQuotes ? JSON.stringify(text).slice(1, -1) : text);
  }

  private write(text: string): void {
    this.length += text.length;
    if (this.length > LONGEST) this.isTooLong = true;
    else this.pieces.push(text);
  }

  private followQuotes(text: string): void {
    for (const character of text) {
      if (this.afterBackslash) this.afterBackslash = false;
      else if (character === '"') this.inQuotes = !this.inQuotes;
      else if (character === "\\") this.afterBackslash = this.inQuotes;
    }
  }

  private holds(test: TemplateTest): boolean {
    return holds(test, this.roots, ({ why, at, message }) => {
      if (why === "incomparable") this.warn(at, `${message}, which is taken for false.`);
    });
  }

  private valueOf(operand: Operand<TemplateRoot>): JsonValue | undefined {
    return operandValue(operand, this.roots);
  }

  private readonly roots = (root: TemplateRoot): JsonValue | undefined => this.context[root];
}
