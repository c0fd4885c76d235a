import type { Reading } from "#src/reconstruction/reading.ts";
import type { AgentView } from "#src/reconstruction/types.ts";
import { diagnose } from "./diagnosis/diagnose.ts";
import { factsOf, lastSeqOf } from "./diagnosis/facts.ts";
import { answered, counted } from "./diagnosis/statusLine.ts";
import type { Diagnosis } from "./diagnosis/types.ts";
import type { RunPhase, RunStatus } from "./types.ts";

/**
 * Where exchange `index` of a reading stands. A file that was opened says the same as the live run that wrote it.
 * Constant time while bytes arrive; the view is asked for once, when the exchange has ended.
 * `pageUrl` is the address of the page that sends, where there is one.
 */
export function statusOf(reading: Reading, index: number, pageUrl?: string): RunStatus {
  const exchange = reading.log.exchanges[index];
  if (!exchange) return status("idle");
  const lastSeq = lastSeqOf(reading, exchange);
  const frames = lastSeq - exchange.firstSeq + 1;
  const { response, end } = exchange;
  if (!end) {
    if (frames > 0) return status("streaming", counted(frames, "event"));
    return status("connecting", response ? `${answered(response)}, no event yet.` : "");
  }
  const facts = factsOf(reading, index, pageUrl);
  const diagnosis = facts && diagnose(facts);
  if (diagnosis?.severity === "error") return statusOfDiagnosis(diagnosis);
  if (end.reason === "aborted") {
    const who = ["recorder", "tap"].includes(exchange.request.via) ? "The app" : "You";
    const said = response
      ? `${who} stopped it after ${counted(frames, "event")}.`
      : `${who} stopped it before an answer came.`;
    return status("stopped", said, diagnosis);
  }
  if (facts?.run?.status === "cancelled")
    return status("finished", "The agent says that the run was cancelled.", diagnosis);
  return waitingOrFinished(reading.viewAt(lastSeq), diagnosis);
}

/** A failed run in a few words, with the diagnosis to show beside. */
export const statusOfDiagnosis = (diagnosis: Diagnosis): RunStatus => status("failed", diagnosis.short, diagnosis);

function waitingOrFinished(view: AgentView, diagnosis: Diagnosis | undefined): RunStatus {
  const open: string[] = [];
  if (view.interrupts.length > 0) open.push(counted(view.interrupts.length, "open interrupt"));
  if (view.pendingToolCallIds.length > 0) {
    const names = view.pendingToolCallIds.map((id) => view.toolCalls.find((call) => call.id === id)?.name ?? id);
    open.push(`${counted(names.length, "tool call")} without a result (${names.join(", ")})`);
  }
  return open.length > 0 ? status("waiting", `${open.join(" and ")}.`, diagnosis) : status("finished", "", diagnosis);
}

/** Details quote what came over the wire, line breaks and all; a status is one line. */
function status(phase: RunPhase, detail = "", diagnosis?: Diagnosis): RunStatus {
  return { phase, detail: detail.replace(/\s+/g, " "), ...(diagnosis && { diagnosis }) };
}
