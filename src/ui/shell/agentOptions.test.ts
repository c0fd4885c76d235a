import { describe, expect, it } from "vitest";
import type { EndpointChoice } from "#src/run/discovery/types.ts";
import { agentGroups } from "./agentOptions.ts";

const pageOrigin = "http://127.0.0.1:4700";
const chat = { name: "chat", title: "Chat", description: "Text", example: "", url: `${pageOrigin}/agents/chat` };
const base = "http://localhost:4000/api/copilotkit";
const run: EndpointChoice = {
  title: "weather",
  description: "Knows it",
  url: `${base}/agent/weather/run`,
  call: "run",
};
const connect: EndpointChoice = { ...run, url: `${base}/agent/weather/connect`, call: "connect" };
const discovery = {
  endpoint: base,
  status: "done" as const,
  problem: "",
  found: { choices: [run, connect], runtime: undefined, capabilities: undefined, evidence: [] },
};
const state = { agents: [chat], endpoint: chat.url, endpointCall: undefined, discovery: undefined, pageOrigin };
const titles = (given: Parameters<typeof agentGroups>[0]) =>
  agentGroups(given).map(({ label, options }) => [label, ...options.map(({ title }) => title)]);

describe("the list of agents", () => {
  it("holds the bundled ones and marks the one in use", () => {
    expect(titles(state)).toEqual([["Bundled agents", "Chat"]]);
    expect(agentGroups(state)[0]?.options[0]?.isCurrent).toBe(true);
  });

  it("offers to ask any other endpoint, also where nothing is bundled", () => {
    expect(titles({ ...state, agents: [], endpoint: base })).toEqual([
      ["At http://localhost:4000", "Look for agents at http://localhost:4000"],
    ]);
    expect(titles({ ...state, agents: [], endpoint: "" })).toEqual([]);
  });

  it("shows what the endpoint told of, and nothing of another origin", () => {
    expect(titles({ ...state, endpoint: run.url, discovery })[0]).toEqual([
      "At http://localhost:4000",
      "weather",
      "weather: connect",
      "Look for agents at http://localhost:4000",
    ]);
    expect(agentGroups({ ...state, endpoint: run.url, discovery })[0]?.options[0]?.isCurrent).toBe(true);
    expect(titles({ ...state, endpoint: "http://localhost:5000/", discovery })[0]).toHaveLength(2);
  });

  it("tells agents apart that share one address", () => {
    const single = (agentId: string): EndpointChoice => ({
      ...run,
      title: agentId,
      url: base,
      envelope: { method: "agent/run", agentId },
    });
    const [one, two] = [single("one"), single("two")];
    const found = { ...discovery.found, choices: [one, two] };
    const groups = agentGroups({ ...state, endpoint: base, endpointCall: two, discovery: { ...discovery, found } });
    expect(groups[0]?.options.map(({ isCurrent }) => isCurrent)).toEqual([false, true, false]);
  });
});
