/**
 * How many characters must be added, taken away, replaced or swapped with their neighbour to turn one text into the other (optimal string
 * alignment), or `limit + 1` where it is more than `limit`. UTF-16 units.
 */
export function editDistance(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) > limit) return limit + 1;
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let at = 1; at <= from.length; at++) {
    const next = [at];
    let least = at;
    for (let other = 1; other <= to.length; other++) {
      const isSame = from[at - 1] === to[other - 1];
      const isSwap = at > 1 && other > 1 && from[at - 1] === to[other - 2] && from[at - 2] === to[other - 1];
      const replaced = (row[other - 1] as number) + (isSame ? 0 : 1);
      const swapped = isSwap ? (before[other - 2] as number) + 1 : Infinity;
      const cost = Math.min(replaced, swapped, (row[other] as number) + 1, (next[other - 1] as number) + 1);
      next.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    before = row;
    row = next;
  }
  return Math.min(row[to.length] as number, limit + 1);
}

/**
 * The text that differs least from `wanted` among those that differ in no more than a third of it (one character of a name of two), and not
 * in more than 3 characters.
 */
export function nearestText(wanted: string, texts: readonly string[]): string | undefined {
  let limit = wanted.length === 2 ? 1 : Math.min(3, Math.floor(wanted.length / 3));
  let nearest: string | undefined;
  for (const text of texts) {
    const distance = editDistance(wanted, text, limit);
    if (distance > limit) continue;
    nearest = text;
    limit = distance - 1;
  }
  return nearest;
}
