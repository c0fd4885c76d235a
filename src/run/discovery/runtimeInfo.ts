import { isObject } from "#src/lib/json.ts";
import { readCapabilities } from "./capabilities.ts";
import type { EndpointChoice, RuntimeFound } from "./types.ts";

/** The routes of a CopilotKit runtime below its base. */
const ROUTES = /\/(?:info|threads(?:\/.*)?|agent\/[^/]+\/(?:run|connect|suggest|stop\/[^/]+))\/?$/;

/** Where the base of a CopilotKit runtime would be if the address is one of its routes, else the address itself; no slash at the end. */
export function runtimeBase(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname.replace(ROUTES, "").replace(/\/+$/, "")}`;
}

/** The agents in the answer to `info`, two choices each; undefined when it is no such answer. */
export function readRuntimeInfo(
  json: unknown,
  base: string,
  mode: RuntimeFound["mode"],
): { readonly runtime: RuntimeFound; readonly choices: readonly EndpointChoice[] } | undefined {
  if (!isObject(json) || !isObject(json["agents"])) return undefined;
  const { version, agents } = json;
  const choices = Object.entries(agents).flatMap(([agentId, agent]) => {
    if (!isObject(agent)) return [];
    const { name, description } = agent;
    const title = typeof name === "string" && name !== "" && name !== agentId ? `${name} (${agentId})` : agentId;
    const capabilities = readCapabilities(agent["capabilities"], false);
    return (["run", "connect"] as const).map((call): EndpointChoice => ({
      title,
      description: typeof description === "string" ? description : "",
      url: mode === "single" ? base : `${base}/agent/${encodeURIComponent(agentId)}/${call}`,
      call,
      ...(mode === "single" && { envelope: { method: `agent/${call}`, agentId } }),
      ...(capabilities && { capabilities }),
    }));
  });
  return { runtime: { base, mode, version: typeof version === "string" ? version : "" }, choices };
}
