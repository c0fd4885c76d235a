import { isObject, parseJson, type JsonObject } from "#src/lib/json.ts";
import { runInputOf } from "#src/protocol/requestBody.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import type { AgentView, RunView, ToolCallView } from "#src/reconstruction/types.ts";
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
}

/** The last run of a recording; undefined where there is none. `tools` are the names that the client offers beside those of the last request. */
export function lastRunOf(reading: Reading, tools: readonly string[]): LastRun | undefined {
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
    offers: (name) => tools.includes(name) || offeredNames(reading).has(name),
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

const offered = new WeakMap<object, ReadonlySet<string>>();

/** The tools that the last request offered: a body is parsed once. */
function offeredNames(reading: Reading): ReadonlySet<string> {
  const request = reading.log.exchanges.at(-1)?.request;
  if (!request) return new Set();
  let names = offered.get(request);
  if (!names) {
    const input = runInputOf(parseJson(request.body));
    const tools: unknown = isObject(input) ? input["tools"] : undefined;
    names = new Set(
      Array.isArray(tools)
        ? tools.flatMap((tool: unknown) => (isObject(tool) && typeof tool["name"] === "string" ? [tool["name"]] : []))
        : [],
    );
    offered.set(request, names);
  }
  return names;
}
