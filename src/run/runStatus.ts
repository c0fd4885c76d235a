import { counted } from "#src/lib/counted.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import type { AgentView } from "#src/reconstruction/types.ts";
import { failureWords } from "./diagnosis/failureWords.ts";
import { factsOf } from "./diagnosis/facts.ts";
import { answered } from "./diagnosis/statusLine.ts";
import type { RunPhase, RunStatus } from "./types.ts";

/** How many tool calls a status names; their number it says in any case. */
const MOST_NAMES = 5;

/**
 * Where exchange `index` of a reading stands. A file that was opened says the same as the live run that wrote it.
 * Constant time while bytes arrive; the view is asked for once, when the exchange has ended. Why a run failed is said in a few words;
 * `diagnose` says it at length.
 * `pageUrl` is the address of the page that sends, where there is one.
 */
export function statusOf(reading: Reading, index: number, pageUrl?: string): RunStatus {
  const exchange = reading.log.exchanges[index];
  if (!exchange) return status("idle");
  const lastSeq = reading.log.lastSeqOf(index);
  const frames = lastSeq - exchange.firstSeq + 1;
  const { response, end } = exchange;
  if (!end) {
    if (frames > 0) return status("streaming", counted(frames, "event"));
    return status("connecting", response ? `${answered(response)}, no event yet.` : "");
  }
  const facts = factsOf(reading, index, pageUrl);
  const failure = facts && failureWords(facts);
  if (failure !== undefined) return status("failed", failure);
  if (end.reason === "aborted") {
    const who = ["recorder", "tap"].includes(exchange.request.via) ? "The app" : "You";
    return status(
      "stopped",
      response ? `${who} stopped it after ${counted(frames, "event")}.` : `${who} stopped it before an answer came.`,
    );
  }
  if (facts?.run?.status === "cancelled") return status("finished", "The agent says that the run was cancelled.");
  return waitingOrFinished(reading.viewAt(lastSeq));
}

function waitingOrFinished(view: AgentView): RunStatus {
  const open: string[] = [];
  if (view.interrupts.length > 0) open.push(counted(view.interrupts.length, "open interrupt"));
  if (view.pendingToolCallIds.length > 0) {
    const { pendingToolCallIds: ids, toolCalls } = view;
    const shown = new Set(ids.slice(0, MOST_NAMES));
    const names = new Map(toolCalls.filter(({ id }) => shown.has(id)).map(({ id, name }) => [id, name]));
    const more = ids.length > shown.size ? ", …" : "";
    const listed = [...new Set([...shown].map((id) => names.get(id) ?? id))].join(", ");
    open.push(`${counted(ids.length, "tool call")} without a result (${listed}${more})`);
  }
  return open.length > 0 ? status("waiting", `${open.join(" and ")}.`) : status("finished");
}

/** Details quote what came over the wire, line breaks and all; a status is one line. */
const status = (phase: RunPhase, detail = ""): RunStatus => ({ phase, detail: detail.replace(/\s+/g, " ") });
