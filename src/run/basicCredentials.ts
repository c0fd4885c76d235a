/** User name and password of HTTP's Basic scheme (RFC 7617). */
export interface BasicCredentials {
  readonly user: string;
  readonly password: string;
}

const SCHEME = /^Basic(?: +([A-Za-z0-9+/]*={0,2}))?\s*$/i;

/** The value of an Authorization header. The text is written in UTF-8, as RFC 7617 section 2.1 recommends. */
export function basicValue({ user, password }: BasicCredentials): string {
  const bytes = new TextEncoder().encode(`${user}:${password}`);
  return `Basic ${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))}`;
}

/** What such a value holds; undefined for another scheme or for what cannot be read. */
export function readBasicValue(value: string): BasicCredentials | undefined {
  const match = SCHEME.exec(value);
  if (!match) return undefined;
  if (!match[1]) return { user: "", password: "" };
  try {
    const bytes = Uint8Array.from(atob(match[1]), (char) => char.charCodeAt(0));
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const colon = text.indexOf(":");
    return colon < 0 ? undefined : { user: text.slice(0, colon), password: text.slice(colon + 1) };
  } catch {
    return undefined;
  }
}

/** Why these cannot be sent, or undefined. */
export function basicProblem({ user, password }: BasicCredentials): string | undefined {
  if (user.includes(":")) return "A user name cannot hold a colon in Basic: the first one ends it.";
  // oxlint-disable-next-line no-control-regex
  if (/[\0-\x1f\x7f]/.test(user + password)) return "User name and password cannot hold control characters.";
  return undefined;
}
