import type { JsonValue } from "#src/lib/json.ts";
import { jsonEqual } from "#src/lib/jsonEqual.ts";
import { getPointer, parsePointer } from "#src/lib/jsonPointer.ts";
import type { AguiEvent, AguiEventOf } from "#src/protocol/events.ts";
import { stateBefore } from "#src/reconstruction/pathHistory.ts";
import type { Reading } from "#src/reconstruction/reading.ts";

type Operation = AguiEventOf<"STATE_DELTA">["delta"][number];

/**
 * Whether an event is about a place in the state or in an activity's content. `pointer` is a JSON Pointer without a slash at its end; ""
 * is any place.
 * - A patch, applied or not: an operation whose path or `from` lies at or below the place, or that sets a value around it which holds it.
 * - A patch whose operations lie around the place, and after which it holds something else or is gone.
 * - A snapshot: something at or below the place is another one than before.
 */
export function touchesPath(reading: Reading, seq: number, event: AguiEvent, pointer: string): boolean {
  switch (event.type) {
    case "STATE_DELTA":
      return patchTouches(event.delta, pointer, () => stateChanged(reading, seq, pointer));
    case "ACTIVITY_DELTA":
      return patchTouches(event.patch, pointer, () => activityChanged(reading, seq, event.messageId, pointer));
    case "STATE_SNAPSHOT":
      return stateChanged(reading, seq, pointer);
    case "ACTIVITY_SNAPSHOT":
      return activityChanged(reading, seq, event.messageId, pointer);
    default:
      return false;
  }
}

/** `changed` tells what happened at the place; it is asked where the operations alone do not. */
function patchTouches(operations: readonly Operation[], pointer: string, changed: () => boolean): boolean {
  return (
    operations.some((operation) => operationTouches(operation, pointer)) ||
    (operations.some((operation) => operationIsAround(operation, pointer)) && changed())
  );
}

function stateChanged({ history }: Reading, seq: number, pointer: string): boolean {
  return differs(stateBefore(history, seq), history.stateAt(seq), pointer);
}

function activityChanged({ history }: Reading, seq: number, messageId: string, pointer: string): boolean {
  const before = history.activityAt(seq - 1, messageId);
  return differs(before, history.activityAt(seq, messageId), pointer);
}

function differs(before: JsonValue | undefined, after: JsonValue | undefined, pointer: string): boolean {
  const was = before === undefined ? undefined : getPointer(before, pointer);
  const now = after === undefined ? undefined : getPointer(after, pointer);
  return was !== now && !jsonEqual(was, now);
}

function operationIsAround(operation: Operation, pointer: string): boolean {
  return (
    operation.op !== "test" &&
    (isWithin(pointer, operation.path) || (operation.op === "move" && isWithin(pointer, operation.from)))
  );
}

function operationTouches(operation: Operation, pointer: string): boolean {
  const { op, path } = operation;
  if (isWithin(path, pointer)) return true;
  if ((op === "move" || op === "copy") && isWithin(operation.from, pointer)) return true;
  if ((op !== "add" && op !== "replace") || !isWithin(pointer, path)) return false;
  const inside = parsePointer(pointer.slice(path.length)) ?? [];
  return getPointer(operation.value as JsonValue, inside) !== undefined;
}

const isWithin = (path: string, pointer: string): boolean => path === pointer || path.startsWith(`${pointer}/`);
