import type { TokenPrice, TokenPrices } from "#src/analysis/tokenUsage.ts";
import { STALL_MS } from "#src/analysis/stallMs.ts";
import { isObject } from "#src/lib/json.ts";
import { withoutCredentials } from "#src/lib/withoutCredentials.ts";
import { keptEnvironment } from "#src/run/addressTemplate/environment.ts";
import { holdsNamesOnly } from "#src/run/addressTemplate/holdsNamesOnly.ts";
import type { Environment } from "#src/run/addressTemplate/types.ts";
import type { BodyForm } from "#src/run/bodyForm/bodyForm.ts";
import type { RunBreakpoint } from "#src/run/breakpoints/types.ts";
import type { HeaderField } from "#src/run/types.ts";
import type { FaultPlan } from "#src/transport/faults/types.ts";
import { keptBodyForms } from "./bodyForms.ts";
import { keptBreakpoints } from "./breakpointSettings.ts";
import { DEFAULT_CHOICE } from "./connection.ts";
import type { KeptRequestProfile } from "./environmentTypes.ts";
import { keptFaultPlan, keptFaultSets } from "./faultSettings.ts";
import { NO_PROFILE, noProfiles } from "./headerProfiles.ts";
import { keptEnvironments, keptPathValues, keptRequestProfiles } from "./keptProfiles.ts";
import { keptLoop } from "./loopSettings.ts";
import { keptToolSets } from "./toolSets.ts";
import type { ToolSet } from "#src/tools/types.ts";
import type { LoopSettings } from "./turnControlTypes.ts";
import type { ConnectionChoice } from "./connectionTypes.ts";
import type { FaultSet } from "./faultTypes.ts";
import type { HeaderProfile } from "./headerTypes.ts";
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
  readonly profiles: readonly HeaderProfile[];
  readonly profileId: string;
  readonly connections: Readonly<Record<string, ConnectionChoice>>;
  readonly bodyForms: Readonly<Record<string, BodyForm>>;
  readonly environments: readonly Environment[];
  readonly environmentId: string;
  readonly pathValues: Readonly<Record<string, string>>;
  readonly requestProfiles: readonly KeptRequestProfile[];
  readonly requestProfileId: string;
  readonly faultPlan: FaultPlan;
  readonly faultSets: readonly FaultSet[];
  readonly toolSets: readonly ToolSet[];
  readonly toolSetId: string;
  readonly loop: LoopSettings;
  readonly runBreakpoints: readonly RunBreakpoint[];
  readonly tokenPrices: TokenPrices;
  readonly currency: string;
  readonly folded: boolean;
  readonly stallMs: number;
}

const KEY = "agui-scope.settings";
const THEMES: readonly string[] = ["system", "dark", "light"] satisfies Theme[];
const ROUTES = ["auto", "direct", "relay"] as const;
const FORMATS = ["sse", "protobuf"] as const;

/** Reads the settings; whatever is missing or unreadable has its default. */
export function loadSettings(storage: KeyValueStorage | undefined, newId: () => string): Settings {
  const stored = read(storage);
  // The set without a name is kept where all headers were kept before there were profiles.
  const profiles = [...noProfiles(headersOf(stored["headers"], newId)), ...profilesOf(stored["profiles"], newId)];
  const { profileId, toolSetId, environmentId, requestProfileId } = stored;
  const environments = keptEnvironments(stored["environments"]);
  const requestProfiles = keptRequestProfiles(stored["requestProfiles"]);
  const toolSets = keptToolSets(stored["toolSets"]);
  return {
    theme:
      typeof stored["theme"] === "string" && THEMES.includes(stored["theme"]) ? (stored["theme"] as Theme) : "system",
    endpoint: typeof stored["endpoint"] === "string" ? stored["endpoint"] : "",
    panelSizes: sizesOf(stored["panelSizes"]),
    profiles,
    profileId: profiles.find(({ id }) => id === profileId)?.id ?? NO_PROFILE,
    connections: connectionsOf(stored["connections"]),
    bodyForms: keptBodyForms(stored["bodyForms"]),
    environments,
    environmentId: environments.find(({ id }) => id === environmentId)?.id ?? "",
    pathValues: keptPathValues(stored["pathValues"]),
    requestProfiles,
    requestProfileId: requestProfiles.find(({ id }) => id === requestProfileId)?.id ?? "",
    faultPlan: keptFaultPlan(stored["faultPlan"]),
    faultSets: keptFaultSets(stored["faultSets"]),
    toolSets,
    toolSetId: (toolSets.find(({ id }) => id === toolSetId) ?? toolSets[0])?.id ?? "",
    loop: keptLoop(stored["loop"]),
    runBreakpoints: keptBreakpoints(stored["runBreakpoints"], newId),
    tokenPrices: pricesOf(stored["tokenPrices"]),
    currency: typeof stored["currency"] === "string" ? stored["currency"] : "",
    folded: stored["folded"] === true,
    stallMs: stallOf(stored["stallMs"]),
  };
}

/**
 * Writes the settings. A header's value goes along only where the user ticked "remember" or where it only names variables, an address without its
 * credentials, an environment without its secrets.
 */
export function saveSettings(storage: KeyValueStorage | undefined, settings: Settings): void {
  const named = settings.profiles.filter(({ id }) => id !== NO_PROFILE);
  const unnamed = settings.profiles.find(({ id }) => id === NO_PROFILE);
  const kept = {
    ...settings,
    endpoint: withoutCredentials(settings.endpoint),
    environments: settings.environments.map(keptEnvironment),
    headers: (unnamed?.headers ?? []).map(keptHeader),
    profiles: named.map((profile) => ({ ...profile, headers: profile.headers.map(keptHeader) })),
  };
  try {
    storage?.setItem(KEY, JSON.stringify(kept));
  } catch {
    // Full or blocked storage costs the user the memory of a setting and nothing else.
  }
}

const keptHeader = ({ name, value, remember, enteredFor }: HeaderField): object =>
  remember || holdsNamesOnly(value) ? { name, value, enteredFor, remember } : { name };

function read(storage: KeyValueStorage | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(storage?.getItem(KEY) ?? "{}");
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

const stallOf = (value: unknown): number =>
  typeof value === "number" && Number.isFinite(value) && value > 0 ? value : STALL_MS;

function sizesOf(value: unknown): PanelSizes {
  if (!isObject(value)) return {};
  const groups = Object.entries(value).flatMap(([group, sizes]) =>
    isObject(sizes) && Object.values(sizes).every((size) => typeof size === "number")
      ? [[group, sizes as Record<string, number>] as const]
      : [],
  );
  return Object.fromEntries(groups);
}

function pricesOf(value: unknown): TokenPrices {
  if (!isObject(value)) return {};
  const isPrice = (price: unknown): boolean =>
    price === undefined || (typeof price === "number" && Number.isFinite(price) && price >= 0);
  const known = Object.entries(value).flatMap(([model, price]) =>
    isObject(price) && isPrice(price["input"]) && isPrice(price["output"])
      ? [[model, price as TokenPrice] as const]
      : [],
  );
  return Object.fromEntries(known);
}

function headersOf(value: unknown, newId: () => string): readonly HeaderField[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) => {
    if (!isObject(entry) || typeof entry["name"] !== "string") return [];
    const { name, value: text, enteredFor } = entry;
    const isKept = typeof text === "string";
    // Before it was written down, a value was there only where it was to be remembered.
    const remember = isKept && entry["remember"] !== false;
    const header = { id: newId(), name, value: isKept ? text : "", remember };
    return [typeof enteredFor === "string" ? { ...header, enteredFor } : header];
  });
}

function profilesOf(value: unknown, newId: () => string): readonly HeaderProfile[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) => {
    if (!isObject(entry)) return [];
    const { id, name, origin, headers } = entry;
    if (typeof id !== "string" || id === NO_PROFILE || typeof name !== "string") return [];
    // A profile whose origin cannot be read must not become one for any.
    if (origin !== undefined && typeof origin !== "string") return [];
    return [{ id, name, origin, headers: headersOf(headers, newId) }];
  });
}

function connectionsOf(value: unknown): Readonly<Record<string, ConnectionChoice>> {
  if (!isObject(value)) return {};
  const known = Object.entries(value).flatMap(([origin, choice]) => {
    if (!isObject(choice)) return [];
    const route = ROUTES.find((each) => each === choice["route"]) ?? DEFAULT_CHOICE.route;
    const format = FORMATS.find((each) => each === choice["format"]) ?? DEFAULT_CHOICE.format;
    return [[origin, { route, format }] as const];
  });
  return Object.fromEntries(known);
}
