/** What is looked at of a browser's resource timing. */
interface Timing {
  readonly name: string;
  readonly nextHopProtocol?: string;
}

/**
 * The protocol of the last finished answer from the origin of `url`, as ALPN writes it ("h2"), or "" where the browser does not tell.
 * A stream has no timing of its own until it has ended, and an origin keeps to one protocol. Other origins have to allow it
 * (Timing-Allow-Origin).
 */
export function lastProtocolOf(
  url: string,
  timings: readonly Timing[] = [
    ...performance.getEntriesByType("navigation"),
    ...performance.getEntriesByType("resource"),
  ] as readonly Timing[],
): string {
  if (!URL.canParse(url)) return "";
  const { origin } = new URL(url);
  const known = timings.findLast(({ name, nextHopProtocol }) => {
    return (nextHopProtocol ?? "") !== "" && URL.canParse(name) && new URL(name).origin === origin;
  });
  return known?.nextHopProtocol ?? "";
}
