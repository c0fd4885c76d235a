import { withoutCredentials } from "#src/lib/withoutCredentials.ts";
import type { AddressPiece } from "../addressTemplate/fillAddress.ts";
import type { CodeVariables } from "./codeVariables.ts";
import type { CodeText, CodeVariable } from "./types.ts";

/** Names of query parameters that hold keys. */
const KEY =
  /(?:^|[_.\-\d])(?:api[_-]?)?(?:key|token|secret|sig|signature|password|passwd|pass|pwd|auth|authorization|code|session|credentials?|jwt)$/i;
const CAMEL = /(?:Key|Token|Secret|Signature|Password|Auth|Session|Credentials?)$|^apikey$/;

/**
 * An address for code: as a browser would send it, without user name and password, and with variables for what is a secret: the pieces that
 * come from secret variables, and the values of query parameters that are called like keys.
 */
export function codeUrl(pieces: readonly AddressPiece[], variables: CodeVariables): CodeText {
  // A mark stands in for each secret while the address is brought into its sent form; it is nowhere in the address itself.
  const marks = new Map<string, CodeVariable>();
  const plain = pieces.map(({ text }) => text).join("");
  let stem = "scopesecret";
  while (plain.toLowerCase().includes(stem)) stem += "x";
  const mark = (name: string, about: string): string => {
    const text = `${stem}${marks.size}q`;
    marks.set(text, variables.add(name, about));
    return text;
  };
  const marked = pieces
    .map(({ text, secret }) =>
      secret === undefined ? text : mark(secret, `${secret} of the environment, as it stands in the address`),
    )
    .join("");
  const sent = withoutCredentials(sentForm(marked)).replace(/#.*$/s, "");
  const hidden = sent.replace(/([?&])([^=&]*)=([^&]+)/g, (whole, before: string, name: string, value: string) => {
    const called = decoded(name);
    if (marks.has(value) || !(KEY.test(called) || CAMEL.test(called))) return whole;
    // What is in there already stays a variable of its own only when it is all there is.
    for (const known of marks.keys()) if (value.includes(known)) return whole;
    return `${before}${name}=${mark(called, `the query parameter ${called}, percent-encoded`)}`;
  });
  const parts = hidden.split(new RegExp(`(${stem}\\d+q)`));
  return parts.filter((part) => part !== "").map((part) => marks.get(part) ?? part);
}

function sentForm(url: string): string {
  try {
    return new URL(url).href;
  } catch {
    return url;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
