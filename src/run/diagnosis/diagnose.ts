import { counted } from "#src/lib/counted.ts";
import { firstWords } from "#src/protocol/errorBody.ts";
import { headerOf } from "#src/transport/headerOf.ts";
import { badStatus } from "./badStatus.ts";
import { failureWords, isBadStatus, saidByRunError } from "./failureWords.ts";
import { noAnswer } from "./noAnswer.ts";
import { saidByLastFrame } from "./saidByLastFrame.ts";
import { oddBody } from "./oddBody.ts";
import { paceHint, stoppedHint } from "./pace.ts";
import { lasting } from "./statusLine.ts";
import type { Diagnosis, DiagnosisCode, ExchangeFacts } from "./types.ts";

/**
 * Why an exchange that has ended failed, in one sentence with the mend; or a hint about one that did not; or undefined when there is
 * nothing to say. What a browser hides is found by `judgeProbe`.
 */
export function diagnose(facts: ExchangeFacts): Diagnosis | undefined {
  const found = causeOf(facts);
  return found && facts.injected ? { ...found, sentence: `${found.sentence} ${ofOwnDoing(facts.injected)}` } : found;
}

/** A fault on purpose must never be taken for the agent's. */
function ofOwnDoing({ places, last }: NonNullable<ExchangeFacts["injected"]>): string {
  const where = places === 1 ? "in one place" : `in ${places} places, the last`;
  return `The answer was changed on purpose, by fault rules or at a breakpoint, ${where}: “${firstWords(last)}” Look there before you look at the agent.`;
}

function causeOf(facts: ExchangeFacts): Diagnosis | undefined {
  const { response, end } = facts.exchange;
  if (!end) return undefined;
  if (end.reason === "unreachable") return noAnswer(facts);
  if (end.reason === "aborted") return stoppedHint(facts);
  if (response && isBadStatus(facts)) return badStatus(facts, response);
  if (end.reason === "reset") return broken(facts);
  if (!facts.run) return oddBody(facts);
  switch (facts.run.status) {
    case "error":
      return failed(facts, "run-error", `The agent ended the run with RUN_ERROR: ${saidByRunError(facts.run)}`);
    case "running":
    case "truncated":
      return noTerminal(facts);
    default:
      return paceHint(facts);
  }
}

function broken(facts: ExchangeFacts): Diagnosis {
  const { exchange, frames, arrivals, injected } = facts;
  const { end, response } = exchange;
  const encoding = headerOf(response?.headers ?? [], "content-encoding");
  if (frames === 0 && encoding !== undefined && !/^identity$/i.test(encoding)) {
    const words = end?.message ? ` (${firstWords(end.message)})` : "";
    return failed(
      facts,
      "compressed",
      `The answer says that it is compressed (${encoding}), and it could not be unpacked${words}: nothing of it can be read. Turn compression off for this route, or look at what names an encoding that it does not use.`,
    );
  }
  const silence = (end?.time ?? 0) - (arrivals?.last ?? response?.time ?? 0);
  // Load balancers and servers cut what is quiet for 30, 60 or more seconds.
  const why = injected
    ? ""
    : silence > 10_000
      ? ` It had been quiet for ${lasting(silence)}, so a proxy's time-out is likely: send a keep-alive comment every 15 s.`
      : " The agent's process crashed or was restarted, or a proxy cut the connection: look into their logs.";
  const words = end?.message ? ` (${firstWords(end.message)})` : "";
  return failed(facts, "broken", `The connection broke after ${counted(frames, "event")}${words}.${why}`);
}

function noTerminal(facts: ExchangeFacts): Diagnosis {
  const { arrivals, frames, injected } = facts;
  const words = saidByLastFrame(facts);
  const last =
    words !== ""
      ? ` What came last is no event: “${words}”.`
      : arrivals?.lastType === undefined
        ? ""
        : ` The last event was ${arrivals.lastType} (event ${frames}).`;
  const why = injected ? "" : " An exception in the agent often ends a stream so: look into its log.";
  return failed(facts, "no-terminal", `The stream ended without RUN_FINISHED or RUN_ERROR.${last}${why}`);
}

const failed = (facts: ExchangeFacts, code: DiagnosisCode, sentence: string): Diagnosis => ({
  code,
  severity: "error",
  short: failureWords(facts) ?? "",
  sentence,
  offers: [],
  evidence: [],
  issues: [],
});
