import type { JsonValue } from "#src/lib/json.ts";

/** How large a JSON value is, counted no further than `limit`. */
export function countNodes(value: unknown, limit: number): number {
  let count = 0;
  const open: unknown[] = [value];
  while (open.length > 0 && count < limit) {
    const next = open.pop();
    count++;
    if (typeof next !== "object" || next === null) continue;
    for (const key of Object.keys(next).slice(0, limit - count)) open.push((next as Record<string, JsonValue>)[key]);
  }
  return count;
}

/** The containers to show open, breadth first, while their members fit into `rows` lines: the whole of a small event, the top of a large one. */
export function openWithin(value: unknown, rows: number): ReadonlySet<object> {
  const opened = new Set<object>();
  const queue: unknown[] = [value];
  let left = rows;
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    if (typeof next !== "object" || next === null) continue;
    const members: readonly unknown[] = Object.values(next);
    // The root is always open: a closed one says nothing.
    if (members.length > left && next !== value) continue;
    left -= members.length;
    opened.add(next);
    for (const member of members.slice(0, rows)) if (member !== undefined) queue.push(member);
  }
  return opened;
}
