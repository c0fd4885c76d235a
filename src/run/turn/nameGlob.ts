/** A test of names by a pattern in which `*` stands for any text and `?` for one character; everything else stands for itself. */
export function nameGlob(pattern: string): (name: string) => boolean {
  return (name) => matches(pattern, name);
}

/** Goes back to the last star only, so that no pattern takes longer than its length times the name's. */
function matches(pattern: string, name: string): boolean {
  let at = 0;
  let from = 0;
  let star = -1;
  let retry = 0;
  while (from < name.length) {
    const token = pattern[at];
    if (token === "*") {
      star = at++;
      retry = from;
    } else if (token !== undefined && (token === "?" || token === name[from])) {
      at++;
      from++;
    } else if (star >= 0) {
      at = star + 1;
      from = ++retry;
    } else return false;
  }
  while (pattern[at] === "*") at++;
  return at === pattern.length;
}
