import { assertNever } from "#src/lib/assert.ts";
import type { Exchange } from "#src/recording/types.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import type { AgentView, RunView } from "#src/reconstruction/types.ts";
import type { WireResponse } from "#src/transport/types.ts";
import { firstWords, saidByErrorBody } from "./errorBody.ts";
import { httpStatusText } from "./httpStatusText.ts";
import type { RunPhase, RunStatus } from "./types.ts";
import { whyUnreachable } from "./whyUnreachable.ts";

/** How much of a body is read to say what it was. */
const SAMPLE_BYTES = 4096;

/**
 * Where exchange `index` of a reading stands. A file that was opened says the same as the live run that wrote it.
 * Constant time while bytes arrive; the view is asked for once, when the exchange has ended.
 * `pageUrl` is the address of the page that sends, where there is one.
 */
export function statusOf(reading: Reading, index: number, pageUrl?: string): RunStatus {
  const exchange = reading.log.exchanges[index];
  if (!exchange) return status("idle");
  const lastSeq = (reading.log.exchanges[index + 1]?.firstSeq ?? reading.length + 1) - 1;
  const frames = lastSeq - exchange.firstSeq + 1;
  const { response, end, request } = exchange;
  if (!end) {
    if (frames > 0) return status("streaming", counted(frames, "event"));
    return status("connecting", response ? `${answered(response)}, no event yet.` : "");
  }
  if (end.reason === "unreachable") return status("failed", whyUnreachable(request.url, pageUrl, end.message));
  if (end.reason === "aborted") {
    return status(
      "stopped",
      response ? `You stopped it after ${counted(frames, "event")}.` : "You stopped it before an answer came.",
    );
  }
  if (response && (response.status < 200 || response.status > 299)) {
    const said = saidByErrorBody(bodyStart(reading, exchange, lastSeq));
    return status("failed", `${answered(response)}${said === "" ? ", with an empty body." : `: ${said}`}`);
  }
  if (end.reason === "reset") {
    return status(
      "failed",
      `The connection broke after ${counted(frames, "event")}${end.message ? `: ${end.message}` : "."}`,
    );
  }
  return ofCompleteBody(reading, exchange, lastSeq);
}

/** What a body that arrived whole, with a good status, says about the run. */
function ofCompleteBody(reading: Reading, exchange: Exchange, lastSeq: number): RunStatus {
  const view = reading.viewAt(lastSeq);
  const run = view.runs.findLast(({ startedBy }) => startedBy >= exchange.firstSeq);
  if (!run) return status("failed", whyNoRun(reading, exchange, lastSeq));
  return ofRun(run, view);
}

function ofRun(run: RunView, view: AgentView): RunStatus {
  switch (run.status) {
    case "error": {
      const code = run.error?.code === undefined ? "" : ` (code ${run.error.code})`;
      return status("failed", `RUN_ERROR: ${firstWords(run.error?.message ?? "") || "no message"}${code}`);
    }
    case "running":
    case "truncated":
      return status("failed", "The stream ended without RUN_FINISHED or RUN_ERROR.");
    case "cancelled":
      return status("finished", "The agent says that the run was cancelled.");
    case "interrupt":
    case "success":
      return waitingOrFinished(view);
    default:
      return assertNever(run.status);
  }
}

function waitingOrFinished(view: AgentView): RunStatus {
  const open: string[] = [];
  if (view.interrupts.length > 0) open.push(counted(view.interrupts.length, "open interrupt"));
  if (view.pendingToolCallIds.length > 0) {
    const names = view.pendingToolCallIds.map((id) => view.toolCalls.find((call) => call.id === id)?.name ?? id);
    open.push(`${counted(names.length, "tool call")} without a result (${names.join(", ")})`);
  }
  return open.length > 0 ? status("waiting", `${open.join(" and ")}.`) : status("finished");
}

/** Why an answer with a good status held no run at all. */
function whyNoRun(reading: Reading, exchange: Exchange, lastSeq: number): string {
  const { response, firstSeq } = exchange;
  const body = response ? `${answered(response)}, but the body` : "The body";
  const frames = lastSeq - firstSeq + 1;
  const text = bodyStart(reading, exchange, lastSeq);
  if (text.trim() === "") return `${body} is empty: no event came.`;
  if (frames > 0 && reading.log.kind(firstSeq) === "body") {
    const said = saidByErrorBody(text);
    if (looksLikeHtml(text)) return `${body} is an HTML page (${said}) and no event stream: check the path.`;
    const kind = /^\s*[[{]/.test(text) ? "JSON" : "text";
    return `${body} is ${kind} and no event stream: ${said}`;
  }
  let comments = 0;
  for (let seq = firstSeq; seq <= lastSeq; seq++) if (reading.log.kind(seq) === "comment") comments++;
  if (comments === frames) return `${body} holds only ${counted(comments, "comment")} and no event.`;
  return `${body} holds ${counted(frames, "frame")} and no usable AG-UI event: the Problems view says why.`;
}

/** "HTTP 422 Unprocessable Content", and where it came from when that is not where the request went. */
function answered(response: WireResponse): string {
  const text = response.statusText || httpStatusText(response.status);
  const redirected = response.redirected ? ` (after a redirect to ${response.url})` : "";
  return `HTTP ${response.status}${text ? ` ${text}` : ""}${redirected}`;
}

/** The first bytes of an exchange's body as text, whatever they are. */
function bodyStart(reading: Reading, exchange: Exchange, lastSeq: number): string {
  const decoder = new TextDecoder();
  let text = "";
  let room = SAMPLE_BYTES;
  for (let seq = exchange.firstSeq; seq <= lastSeq && room > 0; seq++) {
    const bytes = reading.log.bytes(seq).subarray(0, room);
    room -= bytes.length;
    text += decoder.decode(bytes, { stream: true });
  }
  return text + decoder.decode(reading.log.bytesAfterFrames(exchange.index).subarray(0, room));
}

const looksLikeHtml = (text: string): boolean =>
  /^\s*(?:<!--[^]*?-->\s*)?<(?:!doctype html|html|head|body)\b/i.test(text);

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** Details quote what came over the wire, line breaks and all; a status is one line. */
const status = (phase: RunPhase, detail = ""): RunStatus => ({ phase, detail: detail.replace(/\s+/g, " ") });
