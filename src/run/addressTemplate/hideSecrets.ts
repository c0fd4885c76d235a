import type { TransportSignal, WireHeader } from "#src/transport/types.ts";
import type { FilledAddress } from "./fillAddress.ts";

/** Headers of an answer that repeat the address of the request. */
const NAMES_ADDRESS = /^(?:location|content-location|link|refresh)$/i;

/** Writes the names of an address's secrets wherever a text repeats their values; undefined where it holds no secret. */
export function secretsHidden({ pieces }: Pick<FilledAddress, "pieces">): ((text: string) => string) | undefined {
  const names = new Map<string, string>();
  for (const { text, secret } of pieces) {
    if (secret === undefined) continue;
    // Queries come back with this one character encoded, too (URL standard, special-query percent-encode set).
    for (const form of [text, text.replaceAll("'", "%27")]) if (!names.has(form)) names.set(form, secret);
  }
  if (names.size === 0) return undefined;
  // One may be a part of another, or of another's name: the longest comes first, and what is written is not looked at again.
  const longestFirst = [...names.keys()].toSorted((a, b) => b.length - a.length);
  const values = new RegExp(
    longestFirst.map((form) => form.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")).join("|"),
    "g",
  );
  return (text) => text.replaceAll(values, (form) => `$\{${names.get(form)}}`);
}

/**
 * What a transport tells, as it may be kept: with the address as it is shown, and the names of its secrets where the answer's head or the end
 * repeats them. The body of the answer stays as it came.
 */
export function signalHidden(signal: TransportSignal, shown: string, hide: (text: string) => string): TransportSignal {
  switch (signal.type) {
    case "request":
      return { ...signal, request: { ...signal.request, url: shown } };
    case "response": {
      const { response } = signal;
      const headers = response.headers.map((header): WireHeader => {
        const { name, value } = header;
        return value !== undefined && NAMES_ADDRESS.test(name) ? { name, value: hide(value) } : header;
      });
      return { ...signal, response: { ...response, headers, url: hide(response.url) } };
    }
    case "end":
      return { ...signal, message: hide(signal.message) };
    default:
      return signal;
  }
}
