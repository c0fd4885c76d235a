import { createElement, lazy, useState, type ComponentType } from "react";

/** A component whose code is fetched apart from the page's. */
export interface Preloaded<Props extends object> {
  /** Fetches it ahead of its first use. A failure is no news here: rendering it asks again. */
  readonly preload: () => Promise<void>;
  readonly Component: ComponentType<Props>;
}

/**
 * Like `lazy`, but once the code is there it renders at once: React keeps what a `lazy` component waits behind hidden for a third of
 * a second even where there is nothing left to wait for, which shows as a blank panel.
 */
export function preloaded<Props extends object>(load: () => Promise<ComponentType<Props>>): Preloaded<Props> {
  let known: ComponentType<Props> | undefined;
  const Waiting = lazy(async () => ({ default: (known = await load()) }));
  function Component(props: Props) {
    // Chosen once for as long as it is on screen: another type of element would be another component, without state and focus.
    const [chosen] = useState(() => known ?? Waiting);
    // The type of `lazy` cannot follow generic properties.
    return createElement(chosen as unknown as ComponentType<Props>, props);
  }
  return {
    preload: async () => {
      known = await load().catch(() => known);
    },
    Component,
  };
}
