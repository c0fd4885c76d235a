/** A browser lays out one line of a million characters for a second and longer. */
const SHOWN = 60_000;

/** The beginning of a code that is too long to be shown, and how many characters are left out. */
export function shownCode(code: string): { readonly text: string; readonly leftOut: number } {
  if (code.length <= SHOWN) return { text: code, leftOut: 0 };
  return { text: code.slice(0, SHOWN), leftOut: code.length - SHOWN };
}
