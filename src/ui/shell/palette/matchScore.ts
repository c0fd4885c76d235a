/** How well one typed word fits a word of a title. */
const EQUAL = 1;
const PREFIX = 0.9;
const INSIDE = 0.6;
const LETTERS = 0.3;
/** Letters that are typed may leave out this many times as many. */
const SPREAD = 3;

/**
 * How well what was typed fits a title, from 0 (not at all) to about 1. Each typed word must fit: as a word, its beginning, a part of
 * it, or as letters of the title in their order, the first of which begins a word: "nsc" finds "Next state change". Case is ignored.
 */
export function matchScore(typed: string, title: string): number {
  const wanted = wordsOf(typed);
  if (wanted.length === 0) return 1;
  const text = title.toLowerCase();
  const words = wordsOf(text);
  let sum = 0;
  for (const word of wanted) {
    const score = wordScore(word, words, text);
    if (score === 0) return 0;
    sum += score;
  }
  // Of titles that fit as well, the one that begins like what was typed comes first, then the shorter one.
  const begins = text.startsWith(wanted[0] ?? "") ? 0.05 : 0;
  return sum / wanted.length + begins - Math.min(0.04, text.length / 5000);
}

function wordScore(word: string, words: readonly string[], text: string): number {
  if (words.includes(word)) return EQUAL;
  if (words.some((other) => other.startsWith(word))) return PREFIX;
  if (text.includes(word)) return INSIDE;
  return hasLetters(word, text) ? LETTERS : 0;
}

/** Whether the letters of `word` stand in `text` in their order and near each other, the first at the beginning of a word. */
function hasLetters(word: string, text: string): boolean {
  if (word.length < 2) return false;
  for (let from = text.indexOf(word.charAt(0)); from >= 0; from = text.indexOf(word.charAt(0), from + 1)) {
    if (from > 0 && isLetter(text.charAt(from - 1))) continue;
    let at = from;
    for (const letter of word.slice(1)) {
      at = text.indexOf(letter, at + 1);
      if (at < 0) return false;
    }
    if (at - from < word.length * SPREAD + 6) return true;
  }
  return false;
}

const isLetter = (character: string): boolean => /[\p{L}\p{N}]/u.test(character);

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[^\s_:.,/·–-]+/g) ?? [];
