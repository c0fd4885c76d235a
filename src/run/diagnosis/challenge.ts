/** What one challenge of `WWW-Authenticate` asks for (RFC 9110 section 11.6.1). */
export interface Challenge {
  /** As written: "Bearer", "Basic". */
  readonly scheme: string;
  /** By name in lower case: realm, error, error_description, scope. */
  readonly parameters: ReadonlyMap<string, string>;
}

const TOKEN = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";
const PARAMETER = new RegExp(`^\\s*,?\\s*(${TOKEN})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s,"]+))`);
const SCHEME = new RegExp(`^[\\s,]*(${TOKEN})(?=\\s|,|$)`);

/** The challenges of a header; what cannot be read ends the list. */
export function parseChallenges(header: string): readonly Challenge[] {
  const challenges: Challenge[] = [];
  let rest = header;
  for (;;) {
    const scheme = SCHEME.exec(rest);
    if (!scheme?.[1]) return challenges;
    rest = rest.slice(scheme[0].length);
    // Some schemes carry one value without a name, which may end with "=".
    rest = rest.replace(/^ +[A-Za-z0-9\-._~+/]+=*(?=\s*(?:,|$))/, "");
    const parameters = new Map<string, string>();
    for (;;) {
      const parameter = PARAMETER.exec(rest);
      if (!parameter?.[1]) break;
      parameters.set(parameter[1].toLowerCase(), parameter[2]?.replace(/\\(.)/g, "$1") ?? parameter[3] ?? "");
      rest = rest.slice(parameter[0].length);
    }
    challenges.push({ scheme: scheme[1], parameters });
  }
}
