/** What the fragment of the page's address says: a screen, and what is kept beside it, as `#/live` or `#/?filter=type:tool`. */
interface Address {
  /** `/`, `/live`. Empty where the fragment names no screen, as in `#token=abc`. */
  readonly path: string;
  readonly parameters: URLSearchParams;
}

/** Reads a fragment, with or without its #. What cannot be decoded stays as it is written. */
export function readAddress(hash: string): Address {
  const fragment = hash.replace(/^#/, "");
  if (!fragment.startsWith("/")) return { path: "", parameters: new URLSearchParams(fragment) };
  const question = fragment.indexOf("?");
  if (question < 0) return { path: fragment, parameters: new URLSearchParams() };
  return { path: fragment.slice(0, question), parameters: new URLSearchParams(fragment.slice(question + 1)) };
}

/** A fragment with its #; empty where there is nothing to say. */
export function writeAddress({ path, parameters }: Address): string {
  // Signs that mean nothing here stay as one reads and types them.
  const query = parameters.toString().replaceAll("%3A", ":").replaceAll("%2F", "/").replaceAll("%2C", ",");
  if (query === "") return path === "" || path === "/" ? "" : `#${path}`;
  return `#${path === "" ? "/" : path}?${query}`;
}
