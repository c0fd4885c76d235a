import { err } from "#src/lib/result.ts";
import { withRules } from "#src/run/turn/autoRules.ts";
import type { Answerer } from "#src/run/turn/loopTypes.ts";
import { mockAnswerer } from "#src/run/turn/mockAnswerer.ts";
import { keptRules } from "#src/run/turn/ruleFile.ts";
import type { AnswerDeps } from "#src/tools/answers/answerCall.ts";
import { sleepUntil } from "./sleepUntil.ts";
import { selectTools } from "./toolSets.ts";
import type { ScopeState } from "./types.ts";

interface AnswersOrder {
  readonly get: () => ScopeState;
  /** The recording that the answers are for. */
  readonly session: string;
  readonly newId: () => string;
  /** Asks the user. */
  readonly ask: Answerer;
}

/** Answers by mock tools, then by the automatic rules, each of which goes into the log; what neither answers the user is asked. */
export function answersOf({ get, session, newId, ask }: AnswersOrder): Answerer {
  const mock = mockAnswerer({
    tools: () => selectTools(get()),
    deps: answerDeps,
    usedOnce: ({ id }) => get().changeTool(id, { once: undefined }),
    warn: ({ toolCall }, warnings) =>
      get().notify({ severity: "info", text: `${toolCall?.name ?? "A call"} was answered. ${warnings.join(" ")}` }),
    otherwise: () => "ask",
  });
  const byRule = withRules(
    () => keptRules(get().loop.rules),
    ask,
    ({ name, did, sentence }) =>
      get().logTurn({
        id: newId(),
        session,
        at: Date.now(),
        kind: "rule",
        name,
        sentence,
        isProblem: did === "nothing",
      }),
  );
  return async (pause, context) => {
    const answered = await mock(pause, context);
    if (answered !== "ask") return answered;
    const isForRules = pause.doubt === undefined || get().loop.rulesForDoubts;
    return (isForRules ? byRule : ask)(pause, context);
  };
}

/** The world of mock tools, until the signal is aborted. */
function answerDeps(signal: AbortSignal): AnswerDeps {
  return {
    async runScript(source, context) {
      const [{ runScript }, { scriptErrorInWords }] = await Promise.all([
        import("#src/tools/sandbox/runScript.ts"),
        import("#src/tools/sandbox/scriptErrors.ts"),
      ]);
      const ran = await runScript(source, context, { signal });
      return ran.ok ? ran : err(scriptErrorInWords(ran.error));
    },
    async wait(ms) {
      await sleepUntil(Date.now() + ms, signal);
      if (signal.aborted) throw new Error("Stopped.");
    },
    random: () => Math.random(),
    now: () => Date.now(),
  };
}
