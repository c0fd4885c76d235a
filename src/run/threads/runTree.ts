import type { RunRow } from "./runRows.ts";

/** A run and what branches off it later. */
export interface RunNode {
  readonly row: RunRow;
  readonly branches: readonly (readonly RunNode[])[];
}

interface GrowingNode extends RunNode {
  readonly branches: GrowingNode[][];
}

/**
 * The runs of a recording as a tree by `parentRunId`. Runs that follow one another are one line; one that continues an earlier run begins a line
 * of its own below that run. A run without a parent goes on with the first line, as the thread does.
 */
export function runTree(rows: readonly RunRow[]): readonly RunNode[] {
  const trunk: GrowingNode[] = [];
  const known = new Map<string, { readonly node: GrowingNode; readonly line: GrowingNode[] }>();
  for (const row of rows) {
    const parent = row.parentRunId === undefined ? undefined : known.get(row.parentRunId);
    const node: GrowingNode = { row, branches: [] };
    let line = trunk;
    if (parent) {
      if (parent.line.at(-1) === parent.node) ({ line } = parent);
      else parent.node.branches.push((line = []));
    }
    line.push(node);
    for (const id of row.runIds) known.set(id, { node, line });
  }
  return trunk;
}
