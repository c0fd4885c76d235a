import { isObject } from "#src/lib/json.ts";
import type { CapabilitiesReport } from "./types.ts";

/** The parts of AgentCapabilities in AG-UI 1.0. */
const PARTS: ReadonlySet<string> = new Set(
  "identity transport tools output state multiAgent reasoning multimodal execution humanInTheLoop custom".split(" "),
);
/** What is no yes or no about the agent. */
const NO_FEATURES: ReadonlySet<string> = new Set(["identity", "custom", "metadata", "items"]);
/** No agent nests features deeper; the limit keeps a hostile answer from exhausting the stack. */
const MAX_DEPTH = 8;

/**
 * Reads an answer as capabilities, in either shape that is known. `emptyCounts`: an object without members is an agent that tells
 * nothing (ADK answers so), which means something only at an address for capabilities.
 */
export function readCapabilities(json: unknown, emptyCounts: boolean): CapabilitiesReport | undefined {
  if (!isObject(json)) return undefined;
  const keys = Object.keys(json);
  if (isObject(json["events"]) && Array.isArray(json["transports"])) return report("strands", json);
  if (keys.length === 0 && !emptyCounts) return undefined;
  return keys.every((key) => PARTS.has(key) && isObject(json[key])) ? report("ag-ui", json) : undefined;
}

function report(shape: CapabilitiesReport["shape"], json: Record<string, unknown>): CapabilitiesReport {
  const yes: string[] = [];
  const no: string[] = [];
  collect(json, "", yes, no, 0);
  return { shape, json, yes, no };
}

function collect(value: Record<string, unknown>, path: string, yes: string[], no: string[], depth: number): void {
  if (depth > MAX_DEPTH) return;
  for (const [key, member] of Object.entries(value)) {
    if (NO_FEATURES.has(key)) continue;
    const name = path === "" ? key : `${path}.${key}`;
    if (typeof member === "boolean") (member ? yes : no).push(name);
    else if (isObject(member)) collect(member, name, yes, no, depth + 1);
    else if (Array.isArray(member)) {
      for (const each of member as readonly unknown[]) if (typeof each === "string") yes.push(`${name}.${each}`);
    }
  }
}
