/** The error's own words, with those of what caused it where the host says so: Node keeps "connect ECONNREFUSED" there. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const detail = cause instanceof Error ? cause.message || ("code" in cause ? String(cause.code) : "") : "";
  return detail ? `${error.message}: ${detail}` : error.message;
}
