import { useSyncExternalStore } from "react";
import { readAddress } from "./address.ts";

/** One screen: its address behind the # of the page's, and the name of its link. */
export interface ScreenDescriptor {
  readonly id: "scope" | "live";
  readonly title: string;
  readonly hash: string;
}

/** All screens, in the order of their links. */
export const SCREENS: readonly ScreenDescriptor[] = [
  { id: "scope", title: "Scope", hash: "#/" },
  { id: "live", title: "Live traffic", hash: "#/live" },
];

export type ScreenId = ScreenDescriptor["id"];

/** The screen that an address asks for; the first where it asks for none that exists. */
export function screenOf(hash: string): ScreenId {
  const { path } = readAddress(hash);
  return SCREENS.find((screen) => screen.hash === `#${path}`)?.id ?? "scope";
}

/** The screen that the page's address asks for, followed as it changes. */
export function useScreen(): ScreenId {
  return useSyncExternalStore(subscribe, () => screenOf(location.hash));
}

/** Goes to a screen, with an entry in the browser's history. */
export function showScreen(id: ScreenId): void {
  const { hash } = SCREENS.find((screen) => screen.id === id) ?? { hash: "#/" };
  if (screenOf(location.hash) !== id) location.hash = hash;
}

function subscribe(onChange: () => void): () => void {
  addEventListener("hashchange", onChange);
  return () => removeEventListener("hashchange", onChange);
}
