const NAMES = /\$\{[A-Za-z_][\w.-]*\}/g;
/** How a value of Authorization begins, which is no secret. */
const SCHEME = /^(?:Bearer|Basic|Token|ApiKey)?$/i;

/** True for a text that holds names of variables and no value beside them, so that it is no secret itself. */
export function holdsNamesOnly(text: string): boolean {
  const rest = text.replace(NAMES, "");
  return rest !== text && SCHEME.test(rest.trim());
}
