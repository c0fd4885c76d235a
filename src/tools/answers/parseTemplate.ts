import { TextPlaces } from "../textPlace.ts";
import type { Template, TemplateNode, TemplateRemark, TemplateTest } from "./templateSyntax.ts";
import { readTag, type Tag } from "./templateTag.ts";

/** Conditions in conditions: nobody nests so deep in earnest. */
const DEEPEST = 50;

const NEVER: TemplateTest = { kind: "value", operand: { kind: "literal", value: false }, at: 0 };

/** An `#if` whose end has not come yet. */
interface OpenIf {
  readonly branches: { readonly test: TemplateTest; readonly body: TemplateNode[] }[];
  otherwise: TemplateNode[] | undefined;
  readonly at: number;
}

/**
 * Reads a template. A place begins with the last two of a run of `{` and ends with the next `}}` outside quotes; `{{"{{"}}` prints two braces.
 *
 *     {{args.city}}  {{state.list[0]["odd key"]}}  {{messages[-1].content}}  {{callIndex}}  {{callId}}  {{name}}  {{"text"}}
 *     {{json args}}  {{fake}}  {{fake "#/properties/city"}}  {{now}}  {{uuid}}
 *     {{#if args.days > 3 && args.city}} … {{else if args.tags contains "x"}} … {{else}} … {{/if}}
 *
 * Never throws; a mistake costs the place that it is in, and the rest is read on.
 */
export function parseTemplate(text: string): Template {
  const root: TemplateNode[] = [];
  const open: OpenIf[] = [];
  const problems: TemplateRemark[] = [];
  let into = root;
  const places = new TextPlaces(text);
  const report = (at: number, message: string): void => void problems.push({ ...places.at(at), message });
  const addText = (piece: string): void => void (piece !== "" && into.push({ kind: "text", text: piece }));

  const begin = (test: TemplateTest, at: number): void => {
    if (open.length >= DEEPEST) return report(at, `Conditions are nested more than ${DEEPEST} deep.`);
    const body: TemplateNode[] = [];
    open.push({ branches: [{ test, body }], otherwise: undefined, at });
    into = body;
  };
  const goOn = (test: TemplateTest | undefined, at: number): void => {
    const current = open.at(-1);
    if (current === undefined) return report(at, "There is an else without an #if.");
    if (current.otherwise !== undefined) return report(at, "The #if has had its else already.");
    into = [];
    if (test === undefined) current.otherwise = into;
    else current.branches.push({ test, body: into });
  };
  const end = (at: number): void => {
    const current = open.pop();
    if (current === undefined) return report(at, "There is a /if without an #if.");
    const outer = open.at(-1);
    into = outer === undefined ? root : (outer.otherwise ?? outer.branches.at(-1)?.body ?? root);
    into.push({ kind: "if", branches: current.branches, otherwise: current.otherwise ?? [] });
  };

  const take = (tag: Tag, start: number): void => {
    if (tag.kind === "if") begin(tag.test, start);
    else if (tag.kind === "else-if") goOn(tag.test, start);
    else if (tag.kind === "else") goOn(undefined, start);
    else if (tag.kind === "end") end(start);
    else if (tag.kind === "print" || tag.kind === "fake") into.push({ ...tag, at: start });
    else into.push({ kind: tag.kind, at: start });
  };

  let at = 0;
  for (;;) {
    const start = openingAt(text, at);
    addText(text.slice(at, start));
    if (start >= text.length) break;
    const close = closingAt(text, start + 2);
    if (close < 0) {
      report(start, "The place is not closed: }} is missing.");
      break;
    }
    at = close + 2;
    const tag = readTag(text.slice(start + 2, close), start + 2);
    if (tag.ok) take(tag.value, start);
    else {
      report(tag.error.at, tag.error.message);
      // It has an end all the same.
      if (/^\s*#if\b/.test(text.slice(start + 2, close))) begin(NEVER, start);
    }
  }
  while (open.length > 0) {
    report(open.at(-1)?.at ?? 0, "The #if is not ended: {{/if}} is missing.");
    end(text.length);
  }
  return { text, nodes: root, problems, isJson: beginsAsJson(root) === true };
}

/** Where the next place begins, or the end of the text. */
function openingAt(text: string, from: number): number {
  let at = text.indexOf("{{", from);
  if (at < 0) return text.length;
  while (text[at + 2] === "{") at++;
  return at;
}

const INSIDE = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\}\}|[^]/suy;

/** Where the place ends, or -1. A quote that is not closed within it quotes nothing. */
function closingAt(text: string, from: number): number {
  const plain = text.indexOf("}}", from);
  if (plain < 0) return -1;
  INSIDE.lastIndex = from;
  for (let match = INSIDE.exec(text); match !== null; match = INSIDE.exec(text)) {
    if (match[0] === "}}") return match.index;
    // A place is one line of a few words: what looks like a longer one is a quote that was forgotten.
    if (match.index - from > LONGEST_PLACE) return plain;
  }
  return plain;
}

const LONGEST_PLACE = 10_000;

/** Undefined while there is only blank text. */
function beginsAsJson(nodes: readonly TemplateNode[]): boolean | undefined {
  for (const node of nodes) {
    if (node.kind === "text") {
      const first = node.text.trimStart()[0];
      if (first !== undefined) return first === "{" || first === "[" || first === '"';
    } else if (node.kind !== "if") return false;
    else {
      for (const body of [...node.branches.map((branch) => branch.body), node.otherwise]) {
        const begins = beginsAsJson(body);
        if (begins !== undefined) return begins;
      }
    }
  }
  return undefined;
}
