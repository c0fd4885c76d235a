import { isObject, type JsonObject } from "#src/lib/json.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import type { AgentView, RunView, ToolCallView } from "#src/reconstruction/types.ts";
import { offeredTools } from "./offeredTools.ts";
import { runScan, type RunScan } from "./runScan.ts";

/** The last run of a recording, as far as a question can be in it. */
export interface LastRun {
  readonly reading: Reading;
  readonly view: AgentView;
  readonly run: RunView;
  readonly scan: RunScan;
  /** The calls that this run started, newest first. */
  readonly calls: readonly ToolCallView[];
  /** The event that ended it, as it came. */
  readonly end: { readonly seq: number; readonly json: JsonObject } | undefined;
  /** A call of any run. */
  call(id: string): ToolCallView | undefined;
  /** Whether the client offers a tool of this name. */
  offers(name: string): boolean;
  /** What a result of the tool of a name should look like, where the client says it. */
  resultSchema(name: string): JsonObject | undefined;
}

/** What the client knows of tools: the names of those that it offers beside those of the last request, and what results should look like. */
interface KnownTools {
  readonly tools: readonly string[];
  readonly resultSchema?: (tool: string) => JsonObject | undefined;
}

/** The last run of a recording; undefined where there is none. */
export function lastRunOf(reading: Reading, { tools, resultSchema }: KnownTools): LastRun | undefined {
  const view = reading.viewAt(reading.length);
  const run = view.runs.at(-1);
  if (!run) return undefined;
  const end = endOf(reading, run);
  return {
    reading,
    view,
    run,
    scan: runScan(reading, run.startedBy),
    calls: callsOf(view),
    end,
    call: (id) => view.toolCalls.findLast((call) => call.id === id),
    offers: (name) => tools.includes(name) || isOffered(reading, name),
    resultSchema: (name) => resultSchema?.(name),
  };
}

function endOf(reading: Reading, { endedBy }: RunView): LastRun["end"] {
  if (endedBy === undefined) return undefined;
  const { json } = reading.decodedAt(endedBy);
  return isObject(json) ? { seq: endedBy, json: json as JsonObject } : undefined;
}

/** Calls are in the order in which they started, so those of the last run are the last ones. */
function callsOf({ toolCalls, runs }: AgentView): readonly ToolCallView[] {
  const found: ToolCallView[] = [];
  for (let at = toolCalls.length - 1; at >= 0; at--) {
    const call = toolCalls[at];
    if (call?.run !== runs.length - 1) break;
    found.push(call);
  }
  return found;
}

function isOffered(reading: Reading, name: string): boolean {
  const request = reading.log.exchanges.at(-1)?.request;
  return request !== undefined && offeredTools(request).has(name);
}
