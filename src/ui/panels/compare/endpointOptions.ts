import type { SideEndpoint } from "#src/store/compareTypes.ts";
import type { ScopeState } from "#src/store/types.ts";

/** An endpoint that can be chosen. */
export interface EndpointOption {
  readonly key: string;
  readonly endpoint: SideEndpoint;
  readonly description: string;
}

/** Tells endpoints apart: one address may have several agents. */
export const endpointKey = ({ url, call }: SideEndpoint): string => `${url} ${call?.envelope?.agentId ?? ""}`;

/** What can get the same input: the agents that the last discovery found, the bundled ones, and what was chosen by its address. */
export function endpointOptions({
  agents,
  discovery,
  sideBySide,
}: Pick<ScopeState, "agents" | "discovery" | "sideBySide">): readonly EndpointOption[] {
  const found = (discovery?.found?.choices ?? [])
    .filter(({ call }) => call === "run")
    .map((choice): EndpointOption => {
      const endpoint = { title: choice.title, url: choice.url, call: choice };
      return { key: endpointKey(endpoint), endpoint, description: choice.description || choice.url };
    });
  const bundled = agents.map(({ title, url, description }): EndpointOption => {
    const endpoint = { title, url };
    return { key: endpointKey(endpoint), endpoint, description };
  });
  const known = new Map([...found, ...bundled].map((option) => [option.key, option]));
  const typed = sideBySide
    .filter((endpoint) => !known.has(endpointKey(endpoint)))
    .map((endpoint): EndpointOption => ({ key: endpointKey(endpoint), endpoint, description: "" }));
  return [...typed, ...known.values()];
}
