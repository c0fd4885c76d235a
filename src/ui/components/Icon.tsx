/** Paths on a 16 × 16 grid, drawn as strokes in the colour of the text around them. */
const PATHS = {
  alert: "M8 2.5 14.5 13.5h-13L8 2.5ZM8 6.5v3.2M8 11.6v.1",
  bolt: "M9 1.5 3.5 9H8l-1 5.5L12.5 7H8z",
  bookmark: "M4 2.5h8v11L8 10.3l-4 3.2z",
  bookmarked: "M4 2.5h8v11L8 10.3l-4 3.2z",
  check: "m3 8.5 3.2 3.2L13 5",
  chevronDown: "m4 6 4 4 4-4",
  chevronRight: "m6 4 4 4-4 4",
  chevronUp: "m4 10 4-4 4 4",
  clock: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 4.8V8l2.2 1.6",
  close: "m4 4 8 8M12 4l-8 8",
  compare: "M2.5 3h4v10h-4zM9.5 3h4v10h-4z",
  copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
  cross: "m4.5 4.5 7 7M11.5 4.5l-7 7",
  dark: "M13.2 9.8A5.6 5.6 0 0 1 6.2 2.8a5.6 5.6 0 1 0 7 7Z",
  file: "M4 1.5h5.5L12.5 4.5v10H4zM9.2 1.5v3.3h3.3",
  filter: "M2 3.5h12L9.5 8.7V13l-3-1.5V8.7z",
  first: "M12 3.5 6 8l6 4.5zM4 3.5v9",
  fork: "M4.5 4.6v6.8M4.5 8.2h4.6l2.4-2.8M4.5 4.6a1.3 1.3 0 1 0 0-2.6 1.3 1.3 0 0 0 0 2.6ZM4.5 14a1.3 1.3 0 1 0 0-2.6 1.3 1.3 0 0 0 0 2.6ZM11.8 5.4a1.3 1.3 0 1 0 0-2.6 1.3 1.3 0 0 0 0 2.6Z",
  info: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 7.3v3.6M8 5.1v.1",
  keyboard: "M1.5 4h13v8.5h-13zM4.5 10h7M4 7h.1M6.6 7h.1M9.2 7h.1M11.9 7h.1",
  last: "m4 3.5 6 4.5-6 4.5zM12 3.5v9",
  light:
    "M8 10.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6ZM8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3 3l1.2 1.2M11.8 11.8 13 13M3 13l1.2-1.2M11.8 4.2 13 3",
  link: "M6.5 9.5 9.5 6.5M7 4.5l1.2-1.2a3 3 0 0 1 4.3 4.3L11.2 9M9 11.5l-1.2 1.2a3 3 0 0 1-4.3-4.3L4.8 7",
  minus: "M3.5 8h9",
  more: "M3.5 8h.1M8 8h.1M12.5 8h.1",
  next: "m6 3.5 6 4.5-6 4.5z",
  nextMark: "m2.5 3.5 6 4.5-6 4.5zM12.4 4.9 15 8l-2.6 3.1L9.8 8z",
  notEqual: "M3 6h10M3 10h10M10.5 3l-5 10",
  open: "M1.8 13V3.2h4l1.5 1.9h6.9V13z",
  pause: "M4.5 3.5h2v9h-2zM9.5 3.5h2v9h-2z",
  pin: "m5 3 7 5-7 5z",
  plus: "M8 3.5v9M3.5 8h9",
  previous: "M10 3.5 4 8l6 4.5z",
  previousMark: "m13.5 3.5-6 4.5 6 4.5zM3.6 4.9 6.2 8l-2.6 3.1L1 8z",
  run: "M4.5 2.8 12.8 8l-8.3 5.2z",
  save: "M8 2.2v7.6M4.8 6.8 8 10l3.2-3.2M2.5 13.5h11",
  search: "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM10.3 10.3l3.7 3.7",
  stop: "M4 4h8v8H4z",
  system: "M1.8 2.8h12.4v8.4H1.8zM5.5 13.8h5M8 11.2v2.6",
  trash: "M2.5 4.2h11M6 4V2.5h4V4M4 4.2l.7 9.3h6.6l.7-9.3M6.7 6.8v4.2M9.3 6.8v4.2",
} as const;

/** The icons there are. */
export type IconName = keyof typeof PATHS;

const FILLED: ReadonlySet<IconName> = new Set([
  "bookmarked",
  "first",
  "last",
  "next",
  "nextMark",
  "pause",
  "pin",
  "previous",
  "previousMark",
  "run",
  "stop",
]);

/** A small drawing beside a word. It is decoration: what it means must also be said in text or in a label. */
export function Icon({ name, size = 14 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill={FILLED.has(name) ? "currentColor" : "none"}
      stroke="currentColor"
      strokeWidth={FILLED.has(name) ? 1 : 1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      style={{ flex: "none" }}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
