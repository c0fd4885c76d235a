import { isObject } from "#src/lib/json.ts";
import { runFinished, runStarted, stateSnapshot, textMessage } from "#server/agents/emit.ts";
import type { Scenario } from "#server/agents/types.ts";

const drafts = ["News in May", "Offer", "Untitled"];

/**
 * Asks as LangGraph did before AG-UI had interrupts: CUSTOM `on_interrupt` with a JSON text, then a RUN_FINISHED that says nothing of it. Any value in
 * `forwardedProps.command.resume` is the answer, and a run without one asks again (ag-ui-langgraph 0.0.x).
 */
export const langgraph: Scenario = {
  name: "langgraph",
  title: "LangGraph’s own interrupt",
  description:
    "Asks before it deletes drafts, in the dialect that LangGraph had before AG-UI 1.0: a CUSTOM event. Answer with any value in forwardedProps.command.resume.",
  example: "Delete my old drafts.",
  capabilities: {
    state: { snapshots: true, deltas: false, memory: false, persistentState: false },
    humanInTheLoop: { supported: true, interventions: true },
  },
  async *run(input, tools) {
    yield runStarted(input);
    const { forwardedProps } = input;
    const command: unknown = isObject(forwardedProps) ? forwardedProps["command"] : undefined;
    if (isObject(command) && "resume" in command) {
      const answer = JSON.stringify(command["resume"]);
      yield stateSnapshot({ answer: command["resume"], drafts: [] });
      yield* textMessage(tools, tools.id("msg"), `You said \`${answer}\`, so I went on.`);
      yield runFinished(input);
      return;
    }
    yield stateSnapshot({ drafts });
    yield* textMessage(tools, tools.id("msg"), "I found 3 drafts that are older than a year.");
    yield { type: "CUSTOM", name: "on_interrupt", value: JSON.stringify({ question: "Delete 3 drafts?", drafts }) };
    yield { type: "RUN_FINISHED", threadId: input.threadId, runId: input.runId };
  },
};
