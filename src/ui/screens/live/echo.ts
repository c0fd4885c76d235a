import { parseJson } from "#src/lib/json.ts";
import { jsonEqual } from "#src/lib/jsonEqual.ts";

/** A value that the server holds while it is edited here, and perhaps elsewhere too. */
export interface Echo<Value> {
  /** What is on screen: the last that was entered here, or told of another's doing. */
  readonly shown: Value;
  /** What the server told last. */
  readonly told: Value;
  /** What was entered here and not yet told back, oldest first. */
  readonly sent: readonly Value[];
}

/** The value as the server has it at first. */
export function startEcho<Value>(told: Value): Echo<Value> {
  return { shown: told, told, sent: [] };
}

/** A value was entered here: it shows at once. */
export function enter<Value>(echo: Echo<Value>, value: Value): Echo<Value> {
  return { ...echo, shown: value, sent: [...echo.sent, value] };
}

/**
 * The server told a value. Told back what was entered here, nothing changes, for more may have been entered since; anything else was done
 * elsewhere and shows. Values may be told again without a change.
 */
export function hear<Value>(echo: Echo<Value>, told: Value): Echo<Value> {
  const at = echo.sent.findLastIndex((value) => isSame(value, told));
  if (at >= 0) return { ...echo, told, sent: echo.sent.slice(at + 1) };
  return isSame(echo.told, told) ? { ...echo, told } : startEcho(told);
}

const isSame = (one: unknown, other: unknown): boolean => jsonEqual(plain(one), plain(other));

/** Without what JSON does not carry, as the server has it. */
const plain = (value: unknown) => (value === undefined ? undefined : parseJson(JSON.stringify(value)));
