/**
 * Which nodes of a JSON tree are open, as a tree of its own beside the data: it survives every change of the data,
 * because it is keyed by place and not by value. Immutable; what an edit does not touch stays equal by reference,
 * which is what the row counts in `treeRows.ts` are cached by.
 */
export interface Expansion {
  readonly open: boolean;
  /** Children that differ from `rest`. */
  readonly children: ReadonlyMap<string, Expansion>;
  /** What every other child gets. */
  readonly rest: Expansion;
}

const NONE: ReadonlyMap<string, Expansion> = new Map();

function uniform(open: boolean): Expansion {
  const expansion = { open, children: NONE, rest: undefined as unknown as Expansion };
  expansion.rest = expansion;
  return expansion;
}

/** Everything closed. */
export const CLOSED: Expansion = uniform(false);

/** Everything open. */
export const OPEN: Expansion = uniform(true);

/** Open down to `levels` levels: 0 shows the root closed. */
export function openLevels(levels: number): Expansion {
  let expansion = CLOSED;
  for (let level = 0; level < levels; level++) expansion = { open: true, children: NONE, rest: expansion };
  return expansion;
}

/** The expansion of one child. */
export function childExpansion(expansion: Expansion, key: string): Expansion {
  return expansion.children.get(key) ?? expansion.rest;
}

/** The expansion at a path. */
export function expansionAt(expansion: Expansion, path: readonly string[]): Expansion {
  return path.reduce(childExpansion, expansion);
}

/** The same tree with what is at `path` replaced, and with what is on the way to it edited by `onWay`. Iterative: paths may be very long. */
function withExpansion(
  expansion: Expansion,
  path: readonly string[],
  edit: (at: Expansion) => Expansion,
  onWay: (at: Expansion) => Expansion = (at) => at,
): Expansion {
  const way: Expansion[] = [];
  let at = expansion;
  for (const key of path) {
    way.push(at);
    at = childExpansion(at, key);
  }
  let edited = edit(at);
  for (let index = path.length - 1; index >= 0; index--) {
    const key = path[index] as string;
    const before = way[index] as Expansion;
    const parent = onWay(before);
    const same = edited === childExpansion(before, key);
    edited = same ? parent : { ...parent, children: new Map(parent.children).set(key, edited) };
  }
  return edited;
}

/** Opens or closes the node at `path`; what is below keeps its own state. */
export function setOpen(expansion: Expansion, path: readonly string[], open: boolean): Expansion {
  return withExpansion(expansion, path, (at) => (at.open === open ? at : { ...at, open }));
}

/** Opens every node on the way to `path`, so that its row is visible. */
export function reveal(expansion: Expansion, path: readonly string[]): Expansion {
  const opened = (at: Expansion): Expansion => (at.open ? at : { ...at, open: true });
  return path.length === 0 ? expansion : withExpansion(expansion, path, (at) => at, opened);
}
