import { firstWords } from "#src/protocol/errorBody.ts";
import { badStatus } from "./badStatus.ts";
import { noAnswer } from "./noAnswer.ts";
import { oddBody } from "./oddBody.ts";
import { paceHint, stoppedHint } from "./pace.ts";
import { counted, lasting } from "./statusLine.ts";
import type { Diagnosis, DiagnosisCode, ExchangeFacts } from "./types.ts";

/**
 * Why an exchange that has ended failed, in one sentence with the mend; or a hint about one that did not; or undefined when there is
 * nothing to say. What a browser hides is found by `judgeProbe`.
 */
export function diagnose(facts: ExchangeFacts): Diagnosis | undefined {
  const { response, end } = facts.exchange;
  if (!end) return undefined;
  if (end.reason === "unreachable") return noAnswer(facts);
  if (end.reason === "aborted") return stoppedHint(facts);
  if (response && response.status !== 101 && (response.status < 200 || response.status > 299))
    return badStatus(facts, response);
  if (end.reason === "reset") return broken(facts);
  if (!facts.run) return oddBody(facts);
  switch (facts.run.status) {
    case "error": {
      const code = facts.run.code === undefined ? "" : ` (code ${facts.run.code})`;
      const said = firstWords(facts.run.message) || "no message";
      return failed("run-error", `RUN_ERROR: ${said}${code}`, `The agent ended the run with RUN_ERROR: ${said}${code}`);
    }
    case "running":
    case "truncated":
      return noTerminal(facts);
    default:
      return paceHint(facts);
  }
}

function broken({ exchange, frames, arrivals }: ExchangeFacts): Diagnosis {
  const { end, response } = exchange;
  const silence = (end?.time ?? 0) - (arrivals?.last ?? response?.time ?? 0);
  // Load balancers and servers cut what is quiet for 30, 60 or more seconds.
  const idle =
    silence > 10_000
      ? ` It had been quiet for ${lasting(silence)}, so a proxy's time-out is likely: send a keep-alive comment every 15 s.`
      : " The agent's process crashed or was restarted, or a proxy cut the connection: look into their logs.";
  const words = end?.message ? ` (${firstWords(end.message)})` : "";
  return failed(
    "broken",
    `The connection broke after ${counted(frames, "event")}${end?.message ? `: ${firstWords(end.message)}` : ""}`,
    `The connection broke after ${counted(frames, "event")}${words}.${idle}`,
  );
}

function noTerminal({ arrivals, frames }: ExchangeFacts): Diagnosis {
  const last = arrivals?.lastType === undefined ? "" : ` The last event was ${arrivals.lastType} (event ${frames}).`;
  return failed(
    "no-terminal",
    "The stream ended without RUN_FINISHED or RUN_ERROR",
    `The stream ended without RUN_FINISHED or RUN_ERROR.${last} An exception in the agent often ends a stream so: look into its log.`,
  );
}

const failed = (code: DiagnosisCode, short: string, sentence: string): Diagnosis => ({
  code,
  severity: "error",
  short,
  sentence,
  offers: [],
  evidence: [],
  issues: [],
});
