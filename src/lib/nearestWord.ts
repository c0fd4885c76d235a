import { editDistance } from "./editDistance.ts";

/** The known word that is least different from `word`; undefined where none differs in less than half of its characters. Case does not count. */
export function nearestWord(word: string, known: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  let nearest: string | undefined;
  let least = Math.max(1, Math.floor(wanted.length / 2));
  for (const each of known) {
    const distance = editDistance(wanted, each.toLowerCase(), least - 1);
    if (distance >= least) continue;
    least = distance;
    nearest = each;
  }
  return nearest;
}
