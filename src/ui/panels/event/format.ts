const THIN_SPACE = "\u2009";

/** A whole number with thin spaces between thousands, as the screen writes all of them: 12 345. */
export function formatCount(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(?:\d{3})+(?!\d))/g, THIN_SPACE);
}

/** A count with its noun: `1 event`, `12 345 events`. */
export function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** Milliseconds as the screen writes a moment or a gap: `0.42 ms`, `12 ms`, `2 613 ms`. */
export function formatMs(ms: number): string {
  return `${ms > 0 && ms < 9.95 ? Number(ms.toFixed(2)) : formatCount(ms)} ms`;
}

/** A length of time as a person says it: `420 ms`, `1.3 s`, `2 min 5 s`. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return formatMs(ms);
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}

/** A size: `812 B`, `48.2 kB`, `5.1 MB`. Decimal units. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, "kB"] : bytes < 1e9 ? [bytes / 1e6, "MB"] : [bytes / 1e9, "GB"];
  return `${value.toFixed(1)} ${unit}`;
}
