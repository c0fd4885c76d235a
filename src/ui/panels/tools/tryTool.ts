import { parseJson } from "#src/lib/json.ts";
import { err } from "#src/lib/result.ts";
import type { AgentView } from "#src/reconstruction/types.ts";
import { answerCall } from "#src/tools/answers/answerCall.ts";
import { runScript } from "#src/tools/sandbox/runScript.ts";
import { scriptErrorInWords } from "#src/tools/sandbox/scriptErrors.ts";
import type { ScriptError, ScriptLog } from "#src/tools/sandbox/types.ts";
import type { Answer, MockTool } from "#src/tools/types.ts";

/** What trying a tool out came to. */
export interface Tried {
  readonly answer: Answer;
  readonly log: ScriptLog | undefined;
  /** The script's failure with its place, where a script failed. */
  readonly scriptError: ScriptError | undefined;
}

interface TryOptions {
  readonly argumentsText: string;
  /** How many calls are thought to have been answered before. */
  readonly callIndex: number;
  readonly view: Pick<AgentView, "state" | "messages">;
  readonly signal: AbortSignal;
}

/** Answers a call that nobody made as the tool would, without its delay. Nothing is sent. */
export async function tryTool(tool: MockTool, { argumentsText, callIndex, view, signal }: TryOptions): Promise<Tried> {
  let log: ScriptLog | undefined;
  let scriptError: ScriptError | undefined;
  const context = {
    callId: "call-tried-out",
    name: tool.name,
    argumentsText,
    args: parseJson(argumentsText),
    state: view.state,
    messages: view.messages,
    callIndex,
  };
  const answer = await answerCall(tool, context, {
    async runScript(source, given) {
      const ran = await runScript(source, given, { signal, onLog: (written) => (log = written) });
      if (ran.ok) return ran;
      scriptError = ran.error;
      return err(scriptErrorInWords(ran.error));
    },
    wait: () => Promise.resolve(),
    random: Math.random,
    now: Date.now,
  });
  return { answer, log, scriptError };
}
