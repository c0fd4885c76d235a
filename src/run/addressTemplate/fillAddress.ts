import { parseAddress, type TemplatePiece } from "./parseAddress.ts";
import type { AddressProblem, EnvironmentVariable } from "./types.ts";

/** What the variables of a template stand for. */
export interface AddressValues {
  /** By the names of the path's variables. */
  readonly path: ReadonlyMap<string, string>;
  readonly environment: readonly EnvironmentVariable[];
}

/** A piece of an address as it is sent. */
export interface AddressPiece {
  readonly text: string;
  /** The name of the variable that it came from, where that is a secret. */
  readonly secret?: string;
}

/** An address made from a template. */
export interface FilledAddress {
  /** The address to send to; undefined while there is an error. */
  readonly url: string | undefined;
  /** The same for eyes and for all that is kept: variables that are secret or have no value as they are written. */
  readonly shown: string;
  readonly pieces: readonly AddressPiece[];
  readonly problems: readonly AddressProblem[];
}

/**
 * The address that a template means. In the scheme, host and port a value is put in as it is, so that it may be a whole base address;
 * behind them it is percent-encoded as one part, so that no value can reach another path (RFC 3986 section 2.1).
 */
export function fillAddress(template: string, values: AddressValues): FilledAddress {
  const { pieces, problems: found } = parseAddress(template);
  const problems = [...found];
  const filled: AddressPiece[] = [];
  let built = "";
  let shown = "";
  for (const piece of pieces) {
    const { from, to } = piece;
    const value = valueOf(piece, values);
    if (value === undefined || (value.text === "" && piece.kind !== "text")) {
      problems.push({ severity: "error", from, to, message: noValue(piece, value !== undefined) });
      shown += template.slice(from, to);
      continue;
    }
    const isBehind = isBehindOrigin(built);
    const encode = piece.kind !== "text" && isBehind;
    if (encode && /^\.\.?$/.test(value.text)) {
      const message = `The value of "${piece.text}" is only points, which would lead to another path: give it another one.`;
      problems.push({ severity: "error", from, to, message });
    }
    if (value.secret) {
      // What names the server is shown wherever the connection is, and no browser keeps it to itself.
      if (isBehind) problems.push({ severity: "warning", from, to, message: secretWarning(piece.text) });
      else problems.push({ severity: "error", from, to, message: secretServer(piece.text) });
    }
    const text = encode ? encodeURIComponent(value.text.replace(/\p{Surrogate}/gu, "\uFFFD")) : value.text;
    built += text;
    shown += value.secret ? template.slice(from, to) : text;
    filled.push({ text, ...(value.secret && { secret: piece.text }) });
  }
  const failed = problems.some(({ severity }) => severity === "error");
  return { url: failed ? undefined : built, shown, pieces: filled, problems };
}

function valueOf(
  { kind, text }: TemplatePiece,
  { path, environment }: AddressValues,
): { text: string; secret: boolean } | undefined {
  if (kind === "text") return { text, secret: false };
  if (kind === "environment") {
    const variable = environment.findLast(({ name }) => name === text);
    return variable && { text: variable.value, secret: variable.secret };
  }
  const value = path.get(text);
  return value === undefined ? undefined : { text: value, secret: false };
}

/** True when the text so far ends behind scheme, host and port, or is a path. */
const isBehindOrigin = (built: string): boolean => /^(?:[^/?#]*:\/\/[^/?#]*)?[/?#]/.test(built);

const noValue = ({ kind, text }: TemplatePiece, isEmpty: boolean): string =>
  kind === "environment"
    ? `The environment ${isEmpty ? `has an empty "${text}"` : `has no "${text}"`}: set it there, or choose another environment.`
    : `The path variable "${text}" has no value: enter one.`;

/** Servers and proxies write addresses down, where they leave headers out. */
const secretWarning = (name: string): string =>
  `"${name}" is a secret, and servers on the way write addresses into their logs: send it in a header, if the agent takes it there. What is kept here holds its name only.`;

const secretServer = (name: string): string =>
  `"${name}" is a secret, and the address of a server cannot be one: take "secret" away, or give the secret part behind it a variable of its own.`;
