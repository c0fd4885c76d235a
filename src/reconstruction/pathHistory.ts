import type { JsonValue } from "#src/lib/json.ts";
import { type JsonChange, jsonDiff } from "#src/lib/jsonDiff.ts";
import { jsonEqual } from "#src/lib/jsonEqual.ts";
import { arrayIndex, formatPointer, getPointer, parsePointer } from "#src/lib/jsonPointer.ts";
import type { AguiEventOf } from "#src/protocol/events.ts";
import type { Reconstruction } from "./reconstruction.ts";

type Operation = AguiEventOf<"STATE_DELTA">["delta"][number];

/**
 * The event up to `atSeq` that last set the value at a JSON Pointer of the shared state: a patch of that place, of a place inside it or
 * of one around it, or a snapshot that changed it. 0 when no event did: a request brought the value, or nothing ever was there.
 * Walks back over the state events, so it is for a click and not for a loop; where there may be many, see `lastChangeSearch`.
 */
export function lastChangeOf(reconstruction: Reconstruction, pointer: string, atSeq: number): number {
  const search = lastChangeSearch(reconstruction, pointer, atSeq);
  for (;;) {
    const step = search.next();
    if (step.done === true) return step.value;
  }
}

/** `lastChangeOf` in small steps, one for each event that it looks at: let a page breathe between them. */
export function* lastChangeSearch(
  reconstruction: Reconstruction,
  pointer: string,
  atSeq: number,
): Generator<void, number> {
  const target = parsePointer(pointer);
  if (target === undefined) return 0;
  const { states } = reconstruction;
  for (let index = states.countAt(atSeq) - 1; index >= 0; index--) {
    const seq = states.seqOf(index);
    // A request between this event and the next may have set the value.
    if (requestSetIt(reconstruction, target, index, atSeq)) return 0;
    if (states.kindOf(index) === "failed") continue;
    const event = reconstruction.eventAt(seq);
    if (event?.type === "STATE_DELTA") {
      const touch = strongest(event.delta.map((operation) => touchOf(operation, target)));
      if (touch === "direct" || (touch === "around" && changed(reconstruction, target, seq))) return seq;
    } else if (event?.type === "STATE_SNAPSHOT" && changed(reconstruction, target, seq)) return seq;
    yield;
  }
  return 0;
}

/** What event `seq` did to the shared state, place by place, with the values before and after. Empty when it did nothing to it. */
export function touchedBy(reconstruction: Reconstruction, seq: number): readonly JsonChange[] {
  const event = reconstruction.eventAt(seq);
  if (event?.type !== "STATE_DELTA" && event?.type !== "STATE_SNAPSHOT") return [];
  const before = stateBefore(reconstruction, seq);
  const after = reconstruction.stateAt(seq);
  if (event.type === "STATE_SNAPSHOT") return jsonDiff(before, after);
  const { states } = reconstruction;
  if (states.kindOf(states.countAt(seq) - 1) === "failed") return [];
  return changesOf(event.delta, before, after);
}

/** The places that a patch names, each once. An element put into an array counts as added, though the others moved. */
function changesOf(delta: readonly Operation[], before: JsonValue, after: JsonValue): JsonChange[] {
  const changes = new Map<string, JsonChange>();
  const note = (pointer: string, inserted: boolean): void => {
    const old = inserted ? undefined : getPointer(before, pointer);
    const now = getPointer(after, pointer);
    if (old === undefined && now === undefined) return;
    const kind = old === undefined ? "added" : now === undefined ? "removed" : "changed";
    if (!changes.has(pointer)) changes.set(pointer, { pointer, kind, before: old, after: now });
  };
  for (const operation of delta) {
    if (operation.op === "test") continue;
    const { pointer, inserted } = placeOf(operation, after, before);
    note(pointer, inserted);
    if (operation.op !== "move") continue;
    const gone = getPointer(before, operation.from);
    if (gone !== undefined) {
      const { from } = operation;
      if (!changes.has(from)) changes.set(from, { pointer: from, kind: "removed", before: gone, after: undefined });
    }
  }
  return [...changes.values()].map((change) => asRemoval(change, delta));
}

/** Removing an element lets the next one take its place: the change is still a removal. */
function asRemoval(change: JsonChange, delta: readonly Operation[]): JsonChange {
  const removed = delta.length === 1 && delta[0]?.op === "remove" && delta[0].path === change.pointer;
  return removed ? { ...change, kind: "removed", after: undefined } : change;
}

/** Where an operation put its value, with `-` as the index that it became, and whether it pushed others aside. */
function placeOf(operation: Operation, after: JsonValue, before: JsonValue): { pointer: string; inserted: boolean } {
  const tokens = parsePointer(operation.path) ?? [];
  const last = tokens.at(-1);
  if (last === undefined || operation.op === "replace" || operation.op === "remove") {
    return { pointer: operation.path, inserted: false };
  }
  const parent = tokens.slice(0, -1);
  const now = getPointer(after, parent);
  if (!Array.isArray(now)) return { pointer: operation.path, inserted: false };
  const pointer = last === "-" ? formatPointer([...parent, now.length - 1]) : operation.path;
  return { pointer, inserted: Array.isArray(getPointer(before, parent)) };
}

function changed(reconstruction: Reconstruction, target: readonly string[], seq: number): boolean {
  const before = getPointer(stateBefore(reconstruction, seq), target);
  return !jsonEqual(before, getPointer(reconstruction.stateAt(seq), target));
}

/** The state that event `seq` met: that of the event before it, or of a request that came between. */
export function stateBefore(reconstruction: Reconstruction, seq: number): JsonValue {
  return reconstruction.states.requestedAt(seq) ?? reconstruction.stateAt(seq - 1);
}

/** Whether a request between state event `index` and the next one (or `atSeq`) changed the value. */
function requestSetIt(
  reconstruction: Reconstruction,
  target: readonly string[],
  index: number,
  atSeq: number,
): boolean {
  const { states } = reconstruction;
  const until = index + 1 < states.countAt(atSeq) ? states.seqOf(index + 1) : atSeq;
  const request = states.requestBetween(states.seqOf(index), until);
  if (request === undefined) return false;
  const before = getPointer(states.at(states.seqOf(index)), target);
  return !jsonEqual(before, getPointer(request, target));
}

type Touch = "direct" | "around" | "none";

const strongest = (touches: readonly Touch[]): Touch =>
  touches.includes("direct") ? "direct" : touches.includes("around") ? "around" : "none";

/**
 * How an operation concerns a place: `direct` sets it or something inside it; `around` sets a container of it or moves its neighbours
 * in an array, so that only the values tell.
 */
function touchOf(operation: Operation, target: readonly string[]): Touch {
  if (operation.op === "test") return "none";
  const paths = operation.op === "move" ? [operation.path, operation.from] : [operation.path];
  return strongest(paths.map((path) => touchOfPath(parsePointer(path) ?? [], target)));
}

function touchOfPath(path: readonly string[], target: readonly string[]): Touch {
  const shared = Math.min(path.length, target.length);
  let equal = 0;
  while (equal < shared && path[equal] === target[equal]) equal++;
  if (equal === path.length) return equal === target.length ? "direct" : "around";
  if (equal === target.length) return "direct";
  const isElement = (token: string | undefined): boolean => token === "-" || arrayIndex(token ?? "") !== undefined;
  return equal === path.length - 1 && isElement(path[equal]) && isElement(target[equal]) ? "around" : "none";
}
