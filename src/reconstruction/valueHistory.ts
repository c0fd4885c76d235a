import type { JsonValue } from "#src/lib/json.ts";
import { jsonEqual } from "#src/lib/jsonEqual.ts";
import { formatPointer, getPointer, parsePointer } from "#src/lib/jsonPointer.ts";
import { shortJson } from "#src/lib/shortJson.ts";
import type { AguiEventOf } from "#src/protocol/events.ts";
import type { Reconstruction } from "./reconstruction.ts";
import { stateDelta } from "./reducers/state.ts";

/** One time at which the value of a place was set, moved or removed. */
export interface ValueChange {
  /** The event; for `request` the one that the request came before. */
  readonly seq: number;
  /** `inside`: a part of the value was set. `shifted`: the elements of an array before it came or went, so another one is now there. */
  readonly kind: "added" | "set" | "inside" | "moved-here" | "moved-away" | "shifted" | "removed";
  readonly by: "request" | "snapshot" | "delta";
  /** Where a moved value came from or went to. */
  readonly other: string | undefined;
  /** The value afterwards as one line of JSON, cut when long; undefined when nothing is there. */
  readonly text: string | undefined;
}

type Operation = AguiEventOf<"STATE_DELTA">["delta"][number];

/** Characters of a value that a history keeps: it may have one for each of very many events. */
const KEPT = 120;

/**
 * The history of the value at a JSON Pointer of the shared state, found by one walk over the state events from the first.
 * The walk goes in steps, and on when the recording has grown.
 */
export class ValueHistory {
  private readonly list: ValueChange[] = [];
  private root: JsonValue = {};
  /** Containers that the walk may write to: none of them was ever handed out. */
  private owned = new Set<object>();
  private next = 0;
  /** Requests were looked at up to the one before this event; one before event 1 counts as before event 0. */
  private at = -1;

  /** `target`: the tokens of the pointer. */
  constructor(
    private readonly reconstruction: Reconstruction,
    private readonly target: readonly string[],
  ) {}

  /** What was found so far, in order. Grows in place. */
  get changes(): readonly ValueChange[] {
    return this.list;
  }

  /** How many state events were looked at, and how many there are by now. */
  get progress(): { readonly done: number; readonly total: number } {
    return { done: this.next, total: this.reconstruction.states.length };
  }

  /** Looks at the next state event. False when there is none. */
  step(): boolean {
    const { states } = this.reconstruction;
    const isLast = this.next === states.length;
    const until = isLast ? this.reconstruction.length : states.seqOf(this.next);
    this.takeRequests(until);
    if (isLast) return false;
    const failed = states.kindOf(this.next) === "failed";
    this.next++;
    if (!failed) this.takeEvent(until);
    return true;
  }

  private takeRequests(until: number): void {
    const { states } = this.reconstruction;
    for (;;) {
      const request = states.requestAfter(this.at, until);
      if (request === undefined) return;
      this.at = request.seq;
      this.replaceRoot(request.seq, request.root, "request");
    }
  }

  private takeEvent(seq: number): void {
    const event = this.reconstruction.eventAt(seq);
    if (event?.type === "STATE_SNAPSHOT") this.replaceRoot(seq, event.snapshot as JsonValue, "snapshot");
    if (event?.type !== "STATE_DELTA") return;
    const touch = touchOf(event.delta, this.target);
    const before = getPointer(this.root, this.target);
    const result = stateDelta(this.root, event, this.owned);
    if (!result.ok) return;
    this.root = result.value;
    if (touch === undefined) return;
    const after = getPointer(this.root, this.target);
    const isSame = (touch.kind === "around" || touch.kind === "shifted") && jsonEqual(before, after);
    if (!isSame) this.note(seq, "delta", before, after, touch);
  }

  private replaceRoot(seq: number, root: JsonValue, by: "request" | "snapshot"): void {
    const before = getPointer(this.root, this.target);
    this.root = root;
    this.owned = new Set();
    const after = getPointer(root, this.target);
    if (!jsonEqual(before, after)) this.note(seq, by, before, after, { kind: "around", other: undefined });
  }

  private note(
    seq: number,
    by: ValueChange["by"],
    before: JsonValue | undefined,
    after: JsonValue | undefined,
    { kind, other }: Touch,
  ): void {
    if (before === undefined && after === undefined) return;
    const text = after === undefined ? undefined : shortJson(after, KEPT);
    if (kind === "moved-here" && after !== undefined) this.list.push({ seq, by, kind, other, text });
    else if (kind === "moved-away" && after === undefined) this.list.push({ seq, by, kind, other, text });
    else {
      const simple = kind === "inside" || kind === "shifted" ? kind : "set";
      const how = before === undefined ? "added" : after === undefined ? "removed" : simple;
      this.list.push({ seq, by, kind: how, other: undefined, text });
    }
  }
}

/** The last change up to event `seq`: an index into `changes`, or -1. */
export function changeInForce(changes: readonly ValueChange[], seq: number): number {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((changes[middle] as ValueChange).seq <= seq) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

interface Touch {
  /** `around` sets a container of the place; `shifted` moves its neighbours: in both cases only the values tell. */
  readonly kind: "set" | "inside" | "moved-here" | "moved-away" | "around" | "shifted";
  readonly other: string | undefined;
}

const STRENGTH: readonly Touch["kind"][] = ["shifted", "around", "inside", "set", "moved-away", "moved-here"];

/** What concerns a place the most among the operations of a patch. */
function touchOf(operations: readonly Operation[], target: readonly string[]): Touch | undefined {
  let strongest: Touch | undefined;
  for (const operation of operations) {
    for (const touch of touchesOf(operation, target)) {
      if (!strongest || STRENGTH.indexOf(touch.kind) >= STRENGTH.indexOf(strongest.kind)) strongest = touch;
    }
  }
  return strongest;
}

function touchesOf(operation: Operation, target: readonly string[]): readonly Touch[] {
  if (operation.op === "test") return [];
  const path = parsePointer(operation.path) ?? [];
  // What is at the place of a removed element afterwards is the next one.
  if (operation.op === "remove" && path.length === target.length && startsWith(target, path))
    return [{ kind: "shifted", other: undefined }];
  if (operation.op !== "move") return plainTouch(path, target, operation.op === "replace");
  // Moving a value to its own place changes nothing.
  if (operation.from === operation.path) return [];
  const from = parsePointer(operation.from) ?? [];
  const touches = [...plainTouch(path, target, false), ...plainTouch(from, target, false)];
  if (startsWith(target, path))
    touches.push({ kind: "moved-here", other: formatPointer([...from, ...target.slice(path.length)]) });
  if (startsWith(target, from))
    touches.push({ kind: "moved-away", other: formatPointer([...path, ...target.slice(from.length)]) });
  return touches;
}

function plainTouch(path: readonly string[], target: readonly string[], inPlace: boolean): Touch[] {
  if (startsWith(path, target)) return [{ kind: path.length === target.length ? "set" : "inside", other: undefined }];
  if (startsWith(target, path)) return [{ kind: "around", other: undefined }];
  const parent = path.slice(0, -1);
  // An element before it in the same array, or a member beside it: the values tell which.
  if (inPlace || target.length <= parent.length || !startsWith(target, parent)) return [];
  return [{ kind: "shifted", other: undefined }];
}

function startsWith(tokens: readonly string[], prefix: readonly string[]): boolean {
  return prefix.length <= tokens.length && prefix.every((token, at) => token === tokens[at]);
}
