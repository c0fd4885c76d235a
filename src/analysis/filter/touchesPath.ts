import type { JsonValue } from "#src/lib/json.ts";
import { jsonEqual } from "#src/lib/jsonEqual.ts";
import { getPointer, parsePointer } from "#src/lib/jsonPointer.ts";
import type { AguiEvent, AguiEventOf } from "#src/protocol/events.ts";
import { stateBefore } from "#src/reconstruction/pathHistory.ts";
import type { Reading } from "#src/reconstruction/reading.ts";

type Operation = AguiEventOf<"STATE_DELTA">["delta"][number];

/**
 * Whether an event is about a place in the state or in an activity. `pointer` is a JSON Pointer without a slash at its end; "" is any place.
 * - A patch, applied or not: an operation whose path or `from` lies at or below the place, or that sets a value around it which holds it.
 * - A STATE_DELTA whose operations lie around the place, and after which it holds something else or is gone.
 * - A STATE_SNAPSHOT: something at or below the place is another one than before.
 * - An ACTIVITY_SNAPSHOT: it holds the place; what the activity was before is too dear to find out for each.
 */
export function touchesPath(reading: Reading, seq: number, event: AguiEvent, pointer: string): boolean {
  switch (event.type) {
    case "STATE_DELTA":
      return (
        event.delta.some((operation) => operationTouches(operation, pointer)) ||
        (event.delta.some((operation) => operationIsAround(operation, pointer)) && changed(reading, seq, pointer))
      );
    case "ACTIVITY_DELTA":
      return event.patch.some((operation) => operationTouches(operation, pointer));
    case "STATE_SNAPSHOT":
      return changed(reading, seq, pointer);
    case "ACTIVITY_SNAPSHOT":
      return getPointer(event.content as JsonValue, pointer) !== undefined;
    default:
      return false;
  }
}

function changed({ history }: Reading, seq: number, pointer: string): boolean {
  const before = getPointer(stateBefore(history, seq), pointer);
  const after = getPointer(history.stateAt(seq), pointer);
  return before !== after && !jsonEqual(before, after);
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
