import type { BundledAgent } from "#src/run/discovery/agentList.ts";
import type { EndpointChoice } from "#src/run/discovery/types.ts";
import { endpointOrigin } from "#src/store/endpointOrigin.ts";
import type { ScopeState } from "#src/store/types.ts";

/** One entry of the list of agents. */
export interface AgentOption {
  readonly key: string;
  readonly title: string;
  readonly description: string;
  readonly isCurrent: boolean;
  /** What choosing it means: an agent, a discovered choice, or asking the endpoint. */
  readonly pick:
    | { readonly type: "agent"; readonly agent: BundledAgent }
    | { readonly type: "choice"; readonly choice: EndpointChoice }
    | { readonly type: "look" }
    | { readonly type: "sideBySide" };
}

/** Entries under one heading. */
export interface AgentGroup {
  readonly label: string;
  readonly options: readonly AgentOption[];
}

/** Several agents at once, which is in no list of agents. */
export const SEVERAL: AgentGroup = {
  label: "Several endpoints",
  options: [
    {
      key: "sideBySide",
      title: "Run side by side…",
      description: "The same input to several endpoints, with the first difference marked",
      isCurrent: false,
      pick: { type: "sideBySide" },
    },
  ],
};

type Needed = Pick<ScopeState, "agents" | "endpoint" | "endpointCall" | "discovery" | "pageOrigin">;

/** What can be chosen: the bundled agents, what another endpoint told of itself, and asking it. */
export function agentGroups({ agents, endpoint, endpointCall, discovery, pageOrigin }: Needed): readonly AgentGroup[] {
  const bundled = agents.map((agent): AgentOption => ({
    key: agent.url,
    title: agent.title,
    description: agent.description,
    isCurrent: agent.url === endpoint && endpointCall === undefined,
    pick: { type: "agent", agent },
  }));
  const groups: readonly AgentGroup[] = bundled.length > 0 ? [{ label: "Bundled agents", options: bundled }] : [];
  const origin = endpointOrigin(endpoint);
  // Whoever serves the page has told of its agents already.
  if (origin === undefined || (origin === pageOrigin && agents.length > 0)) return groups;
  const known = discovery !== undefined && endpointOrigin(discovery.endpoint) === origin ? discovery : undefined;
  const found = (known?.found?.choices ?? []).map((choice): AgentOption => ({
    key: `${choice.call} ${choice.url} ${choice.envelope?.agentId ?? ""}`,
    title: choice.call === "connect" ? `${choice.title}: connect` : choice.title,
    description: choice.call === "connect" ? "Replays what a known thread holds" : choice.description,
    isCurrent: endpointCall === choice || (choice.url === endpoint.trim() && choice.envelope === undefined),
    pick: { type: "choice", choice },
  }));
  const look: AgentOption = {
    key: "look",
    title: known?.status === "asking" ? "Looking for agents…" : `Look for agents at ${origin}`,
    description: saysOf(known),
    isCurrent: false,
    pick: { type: "look" },
  };
  // What is at hand comes first.
  return [{ label: `At ${origin}`, options: [...found, look] }, ...groups];
}

function saysOf(known: ScopeState["discovery"]): string {
  if (!known) return "Asks for CopilotKit's info, capabilities and a list of agents";
  if (known.status === "asking") return "";
  if (known.status === "failed") return known.problem;
  if (known.found?.choices.length !== 0) return "Asked. Choose it to ask again.";
  return known.found.capabilities
    ? "None was listed, but the agent says what it can do: see Connection."
    : "None was listed. Most agents answer no such question: their address is all there is.";
}
