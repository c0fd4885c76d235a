import { isObject } from "#src/lib/json.ts";
import type { HeaderField } from "#src/run/types.ts";
import type { PanelSizes, Theme } from "./types.ts";

/** What `localStorage` offers. Either call may throw: when storage is full or blocked. */
export interface KeyValueStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** What outlives the page. */
export interface Settings {
  readonly theme: Theme;
  readonly endpoint: string;
  readonly panelSizes: PanelSizes;
  readonly headers: readonly HeaderField[];
}

const KEY = "agui-scope.settings";
const THEMES: readonly string[] = ["system", "dark", "light"] satisfies Theme[];

/** Reads the settings; whatever is missing or unreadable has its default. */
export function loadSettings(storage: KeyValueStorage | undefined, newId: () => string): Settings {
  const stored = read(storage);
  return {
    theme:
      typeof stored["theme"] === "string" && THEMES.includes(stored["theme"]) ? (stored["theme"] as Theme) : "system",
    endpoint: typeof stored["endpoint"] === "string" ? stored["endpoint"] : "",
    panelSizes: sizesOf(stored["panelSizes"]),
    headers: headersOf(stored["headers"], newId),
  };
}

/** Writes the settings. A header's value goes along only where the user ticked "remember". */
export function saveSettings(storage: KeyValueStorage | undefined, settings: Settings): void {
  const headers = settings.headers.map(({ name, value, remember }) => (remember ? { name, value } : { name }));
  try {
    storage?.setItem(KEY, JSON.stringify({ ...settings, headers }));
  } catch {
    // Full or blocked storage costs the user the memory of a setting and nothing else.
  }
}

function read(storage: KeyValueStorage | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(storage?.getItem(KEY) ?? "{}");
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function sizesOf(value: unknown): PanelSizes {
  if (!isObject(value)) return {};
  const groups = Object.entries(value).flatMap(([group, sizes]) =>
    isObject(sizes) && Object.values(sizes).every((size) => typeof size === "number")
      ? [[group, sizes as Record<string, number>] as const]
      : [],
  );
  return Object.fromEntries(groups);
}

function headersOf(value: unknown, newId: () => string): readonly HeaderField[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) => {
    if (!isObject(entry) || typeof entry["name"] !== "string") return [];
    const remembered = typeof entry["value"] === "string";
    return [
      { id: newId(), name: entry["name"], value: remembered ? String(entry["value"]) : "", remember: remembered },
    ];
  });
}
