/** Throws when `condition` is false: for bugs of ours, never for input. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Bug in AG-UI Scope: ${message}`);
}

/** Marks a branch that the types say is impossible. */
export function assertNever(value: never): never {
  throw new Error(`Bug in AG-UI Scope: unexpected value ${String(value)}`);
}
