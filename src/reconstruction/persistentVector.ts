const BITS = 4;
const WIDTH = 1 << BITS;
const MASK = WIDTH - 1;

interface Branch {
  /** Whoever edits under this number may write to it in place; everyone else copies. */
  epoch: number;
  readonly items: unknown[];
}

/**
 * An append-only list whose versions share structure: a tree of 16-way branches, so that a version kept for later costs
 * a path of it (about 600 bytes at 6,000 items) and never the whole list.
 * Editors name an epoch. Branches made in the same epoch are written in place; taking a new epoch freezes all that was made before.
 */
export class PersistentVector<T> {
  private constructor(
    private readonly root: Branch,
    readonly length: number,
    private readonly shift: number,
  ) {}

  static empty<T>(): PersistentVector<T> {
    return new PersistentVector<T>({ epoch: -1, items: [] }, 0, 0);
  }

  static from<T>(values: readonly T[], epoch: number): PersistentVector<T> {
    let vector = PersistentVector.empty<T>();
    for (const value of values) vector = vector.push(epoch, value);
    return vector;
  }

  /** The item at `index`, which must be below `length`. */
  at(index: number): T {
    let branch = this.root;
    for (let level = this.shift; level > 0; level -= BITS) branch = branch.items[(index >>> level) & MASK] as Branch;
    return branch.items[index & MASK] as T;
  }

  /** This list with another item at `index`, which must be below `length`. */
  set(epoch: number, index: number, value: T): PersistentVector<T> {
    const root = owned(this.root, epoch);
    let branch = root;
    for (let level = this.shift; level > 0; level -= BITS) {
      const at = (index >>> level) & MASK;
      const child = branch.items[at] as Branch;
      const ownedChild = owned(child, epoch);
      if (ownedChild !== child) branch.items[at] = ownedChild;
      branch = ownedChild;
    }
    branch.items[index & MASK] = value;
    // A header of its own even where the branches are written in place: whoever holds one can tell that the list changed.
    return new PersistentVector<T>(root, this.length, this.shift);
  }

  /** This list with one more item at its end. */
  push(epoch: number, value: T): PersistentVector<T> {
    let { shift } = this;
    let root: Branch;
    if (this.length === WIDTH << shift) {
      root = { epoch, items: [this.root] };
      shift += BITS;
    } else root = owned(this.root, epoch);
    let branch = root;
    for (let level = shift; level > 0; level -= BITS) {
      const at = (this.length >>> level) & MASK;
      const child = branch.items[at] as Branch | undefined;
      const ownedChild = child === undefined ? { epoch, items: [] } : owned(child, epoch);
      if (ownedChild !== child) branch.items[at] = ownedChild;
      branch = ownedChild;
    }
    branch.items[this.length & MASK] = value;
    return new PersistentVector<T>(root, this.length + 1, shift);
  }

  /** This list with an item put before `index`. Costs what lies behind it, which is little where lists grow. */
  insert(epoch: number, index: number, value: T): PersistentVector<T> {
    if (index >= this.length) return this.push(epoch, value);
    let list = this.push(epoch, this.at(this.length - 1));
    for (let at = this.length - 1; at > index; at--) list = list.set(epoch, at, this.at(at - 1));
    return list.set(epoch, index, value);
  }

  /** Calls back with every item in order. */
  forEach(visit: (value: T, index: number) => void): void {
    let next = 0;
    const walk = (branch: Branch, level: number): void => {
      for (const item of branch.items) {
        if (level > 0) walk(item as Branch, level - BITS);
        else visit(item as T, next++);
      }
    };
    walk(this.root, this.shift);
  }

  toArray(): T[] {
    const values: T[] = [];
    this.forEach((value) => values.push(value));
    return values;
  }
}

function owned(branch: Branch, epoch: number): Branch {
  return branch.epoch === epoch ? branch : { epoch, items: branch.items.slice() };
}
