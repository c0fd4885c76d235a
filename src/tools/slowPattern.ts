/** What stands for one character in a pattern whose classes and escapes are taken out. */
const ATOM = /[^()|*+?{}](?:[*+?]|\{\d+(?:,\d*)?\})?/g;
const GROUP = /\((?:\?(?::|<?[=!]|<\w+>))?([^()]*)\)((?:[*+]|\{\d+,\d*\})?)\??/;
/** To look at a longer one would take long itself. */
const LONGEST = 2_000;
const ENDLESS = /[*+]$|\{\d+,\}$/;

/**
 * Whether a regular expression is of the kind that takes exponential time on some texts: a repetition of what is nothing but repetitions, as in
 * `^(a+)+$`, or of a choice of twice the same. A repetition with something between its rounds, as in `^[a-z]+(-[a-z]+)*$`, is not. There are others
 * that take long, which nothing so simple tells.
 */
export function isSlowPattern(pattern: string): boolean {
  if (pattern.length > LONGEST) return true;
  let rest = pattern
    .replace(/\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\da-fA-F]{4}|k<\w+>|[^])/g, "x")
    .replace(/\[(?:\^)?[^\]]*\]/g, "x");
  for (;;) {
    const found = GROUP.exec(rest);
    if (!found) return false;
    const [whole, body = "", repeated = ""] = found;
    const choices = body.split("|");
    if (ENDLESS.test(repeated) && (new Set(choices).size < choices.length || choices.some(isAllRepeated))) return true;
    // A group around something else is that, and one that is repeated is like a character that is.
    const stands = repeated === "" && choices.length === 1 ? body : `x${repeated}`;
    rest = rest.slice(0, found.index) + stands + rest.slice(found.index + whole.length);
  }
}

/** True for `a+`, `a*b?`: nothing in it must be there between two rounds. */
function isAllRepeated(choice: string): boolean {
  const atoms = choice.replace(/[$^]/g, "").match(ATOM) ?? [];
  const first = atoms.filter((atom) => atom.length > 1);
  const optional = atoms.filter((atom) => /[*?]$|\{0,\d*\}$/.test(atom));
  const endless = first.filter((atom) => ENDLESS.test(atom));
  return endless.length > 0 && atoms.length - optional.length <= 1 && first.length === atoms.length;
}
