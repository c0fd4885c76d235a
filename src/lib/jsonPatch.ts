import type { JsonValue } from "./json.ts";
import { jsonEqual } from "./jsonEqual.ts";
import { arrayIndex, childAt, getPointer, parsePointer } from "./jsonPointer.ts";
import { describePatchFailure, type PatchFailure, type PatchFailureReason } from "./patchFailure.ts";
import { err, ok, type Result } from "./result.ts";

/** One operation of a JSON Patch (RFC 6902). */
export interface PatchOperation {
  readonly op: string;
  readonly path: string;
  readonly from?: string;
  readonly value?: unknown;
}

type Container = JsonValue[] | Record<string, JsonValue>;
type Undo = () => void;

const FORBIDDEN: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** Carries a failure out of the walk; never leaves this file. */
class Failure {
  constructor(
    readonly reason: PatchFailureReason,
    readonly pointer: string,
  ) {}
}

/**
 * Applies a JSON Patch (RFC 6902), all of it or nothing.
 * Containers that are not in `owned` are never written to: they are copied once, and the copy joins `owned`. Passing the same set
 * again lets later patches write to those copies, so that a wide object is not copied for each operation; clear it before the
 * document is shown to anyone. Without a set every call copies what it changes.
 */
export function applyPatch(
  document: JsonValue,
  operations: readonly PatchOperation[],
  owned: Set<object> = new Set(),
): Result<JsonValue, PatchFailure> {
  // One operation either fails before it writes or succeeds; a move writes twice.
  const undoable = operations.length > 1 || operations[0]?.op === "move";
  const patching = new Patching(document, owned, undoable);
  for (let index = 0; index < operations.length; index++) {
    const operation = operations[index] as PatchOperation;
    try {
      patching.apply(operation);
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure;
      const { reason, pointer } = failure;
      const described = describePatchFailure(patching.root, {
        index,
        operations: operations.length,
        op: operation.op,
        reason,
        pointer,
      });
      patching.rollBack();
      return err(described);
    }
  }
  return ok(patching.root);
}

/**
 * Applies those operations of a patch that can be applied, each after the ones before it that could, and leaves out the others: what
 * RFC 6902 forbids, and a way to show what a failed patch is about. `onFailure` hears of each that fails, with the document as it was then,
 * from which a move has taken its source already. It is written to afterwards: take from it what shall be kept. `document` itself is not changed.
 */
export function applyWhereGood(
  document: JsonValue,
  operations: readonly PatchOperation[],
  onFailure: (index: number, failure: Pick<PatchFailure, "reason" | "pointer">, met: JsonValue) => void,
): JsonValue {
  const owned = new Set<object>();
  let root = document;
  for (const [index, operation] of operations.entries()) {
    const patching = new Patching(root, owned, operation.op === "move");
    try {
      patching.apply(operation);
      root = patching.root;
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure;
      onFailure(index, failure, patching.root);
      patching.rollBack();
      // Containers may have been copied on the way to what failed.
      root = patching.root;
    }
  }
  return root;
}

class Patching {
  private readonly undos: Undo[] = [];

  constructor(
    public root: JsonValue,
    private readonly owned: Set<object>,
    private readonly undoable: boolean,
  ) {}

  apply(operation: PatchOperation): void {
    const path = tokensOf(operation.path);
    switch (operation.op) {
      case "add":
        return this.add(path, operation.path, operation.value as JsonValue);
      case "replace":
        if (this.read(path) === undefined) throw new Failure(this.missing(path, "path-missing"), operation.path);
        return this.set(path, operation.value as JsonValue);
      case "remove":
        if (this.read(path) === undefined) throw new Failure(this.missing(path, "path-missing"), operation.path);
        return this.remove(path);
      case "test":
        if (!jsonEqual(this.read(path), operation.value as JsonValue)) throw new Failure("test-failed", operation.path);
        return;
      case "move":
      case "copy":
        return this.transfer(operation, path);
      default:
        throw new Failure("unknown-op", operation.path);
    }
  }

  /** Undoes every write to owned containers, latest first; containers copied meanwhile are simply dropped. */
  rollBack(): void {
    for (let index = this.undos.length - 1; index >= 0; index--) (this.undos[index] as Undo)();
  }

  private transfer(operation: PatchOperation, path: readonly string[]): void {
    const source = operation.from ?? "";
    const from = tokensOf(source);
    const value = this.read(from);
    if (value === undefined) throw new Failure(this.missing(from, "from-missing"), source);
    if (operation.op === "move") {
      if (from.length < path.length && from.every((token, at) => token === path[at])) {
        throw new Failure("into-itself", operation.path);
      }
      // Moving a value to its own place changes nothing, and removing the whole document would leave no place to add to.
      if (operation.from === operation.path) return;
      if (path.length > 0) this.remove(from);
    }
    // A copied value is now in two places: neither may be written to in place through the other.
    else this.disown(value);
    this.add(path, operation.path, value);
  }

  private read(path: readonly string[]): JsonValue | undefined {
    return getPointer(this.root, path);
  }

  /** Whether a path fails for a missing key, or for something in its way that has no keys. */
  private missing(path: readonly string[], otherwise: PatchFailureReason): PatchFailureReason {
    let value: JsonValue = this.root;
    for (const token of path) {
      if (typeof value !== "object" || value === null) return "no-container";
      if (Array.isArray(value)) {
        const index = arrayIndex(token);
        if (index === undefined && token !== "-") return "bad-index";
        if (index === undefined || index >= value.length) return "out-of-bounds";
      }
      const child = childAt(value, token);
      if (child === undefined) return otherwise;
      value = child;
    }
    return otherwise;
  }

  private add(path: readonly string[], pointer: string, value: JsonValue): void {
    if (path.length === 0) return this.setRoot(value);
    const token = path[path.length - 1] as string;
    const parent = this.read(path.slice(0, -1));
    if (parent === undefined) throw new Failure(this.missing(path.slice(0, -1), "path-missing"), pointer);
    if (typeof parent !== "object" || parent === null) throw new Failure("no-container", pointer);
    if (!Array.isArray(parent)) return this.set(path, value);
    const index = token === "-" ? parent.length : arrayIndex(token);
    if (index === undefined) throw new Failure("bad-index", pointer);
    if (index > parent.length) throw new Failure("out-of-bounds", pointer);
    const array = this.writableParent(path) as JsonValue[];
    array.splice(index, 0, value);
    if (this.undoable) this.undos.push(() => array.splice(index, 1));
  }

  /** Sets a value whose parent is known to exist. */
  private set(path: readonly string[], value: JsonValue): void {
    if (path.length === 0) return this.setRoot(value);
    const token = path[path.length - 1] as string;
    const parent = this.writableParent(path) as Record<string, JsonValue>;
    if (this.undoable) {
      const existed = Object.hasOwn(parent, token);
      const before = parent[token] as JsonValue;
      this.undos.push(() => {
        if (existed) parent[token] = before;
        else delete parent[token];
      });
    }
    parent[token] = value;
  }

  /** Removes a value that is known to exist. */
  private remove(path: readonly string[]): void {
    // What the official client makes of removing the whole document.
    if (path.length === 0) return this.setRoot(null);
    const token = path[path.length - 1] as string;
    const parent = this.writableParent(path);
    if (Array.isArray(parent)) {
      const index = Number(token);
      const [before] = parent.splice(index, 1);
      if (this.undoable) this.undos.push(() => parent.splice(index, 0, before as JsonValue));
      return;
    }
    if (this.undoable) {
      // Putting a key back would put it last; the others follow it again so that a failed patch leaves no trace at all.
      const entries = Object.entries(parent);
      const at = entries.findIndex(([key]) => key === token);
      this.undos.push(() => {
        for (const [key] of entries.slice(at)) delete parent[key];
        for (const [key, value] of entries.slice(at)) {
          Object.defineProperty(parent, key, { value, writable: true, enumerable: true, configurable: true });
        }
      });
    }
    delete parent[token];
  }

  private setRoot(value: JsonValue): void {
    const before = this.root;
    if (this.undoable) this.undos.push(() => (this.root = before));
    this.root = value;
  }

  /** The container that holds the last token, with every container on the way to it owned. */
  private writableParent(path: readonly string[]): Container {
    let container = this.own(this.root as Container);
    if (container !== this.root) this.setRoot(container);
    for (let at = 0; at < path.length - 1; at++) {
      const token = path[at] as string;
      const child = (container as Record<string, JsonValue>)[token] as unknown as Container;
      const ownedChild = this.own(child);
      if (ownedChild !== child) {
        const parent = container as Record<string, JsonValue>;
        if (this.undoable) this.undos.push(() => (parent[token] = child as JsonValue));
        parent[token] = ownedChild as JsonValue;
      }
      container = ownedChild;
    }
    return container;
  }

  private own(container: Container): Container {
    if (this.owned.has(container)) return container;
    const copy = Array.isArray(container) ? container.slice() : { ...container };
    this.owned.add(copy);
    return copy;
  }

  private disown(value: JsonValue): void {
    const pending = [value];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (typeof next !== "object" || next === null) continue;
      // What is below an unowned container is unowned: nothing is written to but through its parents.
      if (this.owned.delete(next)) for (const child of Object.values(next)) pending.push(child);
    }
  }
}

function tokensOf(pointer: string): string[] {
  const tokens = parsePointer(pointer);
  if (tokens === undefined) throw new Failure("bad-pointer", pointer);
  for (const token of tokens) if (FORBIDDEN.has(token)) throw new Failure("forbidden-key", pointer);
  return tokens;
}
