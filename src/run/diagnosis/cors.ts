import { headerOf } from "#src/transport/headerOf.ts";
import type { WireHeader } from "#src/transport/types.ts";
import { statusLine } from "./statusLine.ts";

/** What a browser holds against an answer to a preflight. */
export interface CorsFault {
  /** "preflight" when OPTIONS itself was refused, else the header to blame. */
  readonly what: "preflight" | "redirect" | "allow-origin" | "allow-headers" | "allow-methods";
  /** The end of a sentence that begins with the address: `answers the preflight (OPTIONS) with HTTP 405 Method Not Allowed`. */
  readonly says: string;
}

interface Preflight {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly WireHeader[];
  readonly redirectedTo?: string;
}

/**
 * Judges an answer to a preflight as the Fetch standard does for a request without credentials; undefined when a browser would go on.
 * `names` are the headers to be allowed, in lower case.
 */
export function corsFault(
  answer: Preflight,
  { origin, names, method }: { readonly origin: string; readonly names: readonly string[]; readonly method: string },
): CorsFault | undefined {
  if (answer.redirectedTo !== undefined || (answer.status >= 300 && answer.status < 400)) {
    const to = answer.redirectedTo ?? headerOf(answer.headers, "location");
    const where = to === undefined ? "" : ` to ${to}`;
    return {
      what: "redirect",
      says: `answers the preflight (OPTIONS) with a redirect${where}, which browsers do not follow`,
    };
  }
  const allowed = headerOf(answer.headers, "access-control-allow-origin")?.trim();
  if (answer.status < 200 || answer.status > 299) {
    const bare = allowed === undefined ? " and no Access-Control-Allow-Origin" : "";
    return { what: "preflight", says: `answers the preflight (OPTIONS) with ${statusLine(answer)}${bare}` };
  }
  if (allowed === undefined) {
    return { what: "allow-origin", says: "answers the preflight (OPTIONS) without Access-Control-Allow-Origin" };
  }
  if (allowed !== "*" && allowed !== origin) {
    const many = allowed.includes(",") ? ", which must be one origin or *" : `, and this page is at ${origin}`;
    return { what: "allow-origin", says: `sends Access-Control-Allow-Origin: ${allowed}${many}` };
  }
  const headers = listOf(answer.headers, "access-control-allow-headers").map((name) => name.toLowerCase());
  // The standard excepts one name from the wildcard.
  const isAllowed = (name: string): boolean =>
    headers.includes(name) || (headers.includes("*") && name !== "authorization");
  const lacking = names.filter((name) => !isAllowed(name));
  if (lacking.length > 0) {
    const wildcard = headers.includes("*") ? " (* does not cover it)" : "";
    const has =
      headers.length === 0 ? "sends no Access-Control-Allow-Headers" : `allows only the headers ${headers.join(", ")}`;
    return { what: "allow-headers", says: `${has}, and the request has ${lacking.join(", ")}${wildcard}` };
  }
  const methods = listOf(answer.headers, "access-control-allow-methods");
  // GET, HEAD and POST need no leave.
  if (!["GET", "HEAD", "POST"].includes(method) && !methods.includes(method) && !methods.includes("*")) {
    return { what: "allow-methods", says: `allows only the methods ${methods.join(", ") || "GET, HEAD and POST"}` };
  }
  return undefined;
}

const listOf = (headers: readonly WireHeader[], name: string): readonly string[] =>
  headers
    .filter((header) => header.name.toLowerCase() === name)
    .flatMap(({ value }) => (value ?? "").split(","))
    .map((part) => part.trim())
    .filter((part) => part !== "");
