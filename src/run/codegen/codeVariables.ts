import { oneLine } from "./quote.ts";
import type { CodeVariable } from "./types.ts";

/** Collects what code takes from its environment, under names that are each other's and nobody else's. */
export class CodeVariables {
  readonly all: CodeVariable[] = [];

  /** A new variable named after `word`. */
  add(word: string, about: string): CodeVariable {
    // With a prefix, so that a header named Path can never become PATH.
    const stem = `AGENT_${word.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}`
      .replace(/_+$/, "")
      .replace(/^AGENT_+/, "AGENT_");
    let name = stem;
    for (let count = 2; this.all.some((known) => known.name === name); count++) name = `${stem}_${count}`;
    const variable = { name, about: oneLine(about) };
    this.all.push(variable);
    return variable;
  }
}
