/** The places of a longest strictly increasing subsequence, in order. O(n log n). */
export function longestIncreasing(values: readonly number[]): number[] {
  const tails: number[] = [];
  const previous = new Int32Array(values.length).fill(-1);
  for (let at = 0; at < values.length; at++) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((values[tails[middle] as number] as number) < (values[at] as number)) low = middle + 1;
      else high = middle;
    }
    if (low > 0) previous[at] = tails[low - 1] as number;
    tails[low] = at;
  }
  const places: number[] = [];
  for (let at = tails.at(-1) ?? -1; at >= 0; at = previous[at] as number) places.push(at);
  return places.toReversed();
}
