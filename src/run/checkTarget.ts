import { err, ok, type Result } from "#src/lib/result.ts";
import { withoutCredentials } from "#src/lib/withoutCredentials.ts";

/** A header as it would be sent. */
export interface OutgoingHeader {
  readonly name: string;
  readonly value: string;
}

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** Names that the Fetch standard takes out of a request without a word ("forbidden request-header"). */
const FORBIDDEN = new Set(
  (
    "accept-charset accept-encoding access-control-request-headers access-control-request-method connection content-length " +
    "cookie cookie2 date dnt expect host keep-alive origin referer set-cookie te trailer transfer-encoding upgrade via"
  ).split(" "),
);

/** The address to send to, as typed but for blanks around it (a trailing slash matters), or why nothing can be sent there. */
export function checkUrl(typed: string): Result<string> {
  const text = typed.trim();
  // Messages end up in places where no password should.
  const shown = withoutCredentials(text);
  if (text === "")
    return err("There is no endpoint address yet: enter the URL of an agent, for example http://localhost:8000/");
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) {
    if (/^\/(?!\/)/.test(text)) {
      return err(
        `"${shown}" is only a path: put the server's address in front, for example http://127.0.0.1:4700${shown}`,
      );
    }
    return err(`The address "${shown}" has no scheme: try http://${shown.replace(/^[/:]+/, "")}`);
  }
  if (!["http", "https", "ws", "wss"].includes(scheme)) {
    return err(
      `The address starts with ${scheme}://, but only http://, https://, ws:// and wss:// can be reached from here.`,
    );
  }
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return err(`"${shown}" is no valid URL: check the host name and the port.`);
  }
  if (url.username !== "" || url.password !== "") {
    return err(
      "A user name or password written in an address is not sent: take it out, and add Basic under Headers instead.",
    );
  }
  return ok(text);
}

/** Where to send to and with which headers, those without name and value left out; or why nothing can be sent. `problem`: what is known of it already. */
export function checkTarget({
  url,
  headers,
  problem,
}: {
  readonly url: string;
  readonly headers: readonly OutgoingHeader[];
  readonly problem?: string;
}): Result<{ readonly url: string; readonly headers: readonly OutgoingHeader[] }> {
  if (problem !== undefined) return err(problem);
  const target = checkUrl(url);
  if (!target.ok) return target;
  const sent = headers.filter(({ name, value }) => name !== "" || value !== "");
  const refused = sent.map(headerProblem).find((each) => each !== undefined);
  return refused === undefined ? ok({ url: target.value, headers: sent }) : err(refused);
}

/** Why a header cannot be sent as it is, or undefined. A header without name and value is no header and no problem. */
export function headerProblem({ name, value }: OutgoingHeader): string | undefined {
  if (name === "" && value === "") return undefined;
  if (name === "") return "A header needs a name.";
  if (!TOKEN.test(name))
    return `"${name}" is no header name: letters, digits and hyphens only, without blanks or colons.`;
  const lower = name.toLowerCase();
  if (FORBIDDEN.has(lower) || lower.startsWith("proxy-") || lower.startsWith("sec-")) {
    return `${name} is not sent: browsers keep that header to themselves, and the relay sends none that they would not.`;
  }
  // Fetch takes header values as bytes: Latin-1, without line breaks.
  // oxlint-disable-next-line no-control-regex
  if (/[\0\r\n]/.test(value)) return `The value of ${name} holds a line break.`;
  // oxlint-disable-next-line no-control-regex
  if (/[^\0-\xff]/.test(value)) return `The value of ${name} holds a character that headers cannot carry.`;
  return undefined;
}
