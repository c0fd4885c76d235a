interface Level {
  readonly value: Readonly<Record<string, unknown>>;
  /** Undefined for an array. */
  readonly keys: readonly string[] | undefined;
  readonly length: number;
  next: number;
}

/**
 * The JSON text of a value that consists of objects, arrays and scalars (members that are undefined are left out), indented by `indent` spaces a level. Unlike `JSON.stringify` it has no depth at which it gives up: a value
 * that is nested too deep for that, or whose indentation would be longer than a text can be, is written on one line.
 */
export function stringifyJson(value: unknown, indent = 0): string {
  try {
    return JSON.stringify(value, undefined, indent);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return onOneLine(value);
  }
}

function onOneLine(root: unknown): string {
  const pieces: string[] = [];
  const levels: Level[] = [];
  const begin = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return void pieces.push(JSON.stringify(value ?? null));
    const members = value as Level["value"];
    const keys = Array.isArray(value) ? undefined : Object.keys(value).filter((key) => members[key] !== undefined);
    const length = keys === undefined ? (value as readonly unknown[]).length : keys.length;
    pieces.push(keys === undefined ? "[" : "{");
    levels.push({ value: members, keys, length, next: 0 });
  };
  begin(root);
  for (let level = levels.at(-1); level !== undefined; level = levels.at(-1)) {
    if (level.next === level.length) {
      pieces.push(level.keys === undefined ? "]" : "}");
      levels.pop();
      continue;
    }
    if (level.next > 0) pieces.push(",");
    const key = level.keys?.[level.next];
    const child = level.value[key ?? level.next];
    level.next++;
    if (key !== undefined) pieces.push(`${JSON.stringify(key)}:`);
    begin(child);
  }
  return pieces.join("");
}
