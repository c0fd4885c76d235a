/**
 * When a request may be sent again by its answer's `Retry-After` (RFC 9110 section 10.2.3: seconds or a date), in milliseconds since
 * the Unix epoch. `answeredAt` is when the answer came, in the same unit. Undefined when the header says nothing that can be read.
 */
export function retryAt(header: string | undefined, answeredAt: number): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d+(?:\.\d+)?$/.test(text)) return answeredAt + Number(text) * 1000;
  // Engines read much as a date; only one with a name of a month is meant as one here.
  if (!/[a-z]{3}/i.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}
