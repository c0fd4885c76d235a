let count = 0;

/** A key for a row that the user adds to a list. It is never sent and need only differ from the other rows' keys. */
export function newRowId(): string {
  return `row-${++count}`;
}
