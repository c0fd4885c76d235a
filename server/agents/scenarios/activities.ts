import {
  activityDelta,
  activitySnapshot,
  runFinished,
  runStarted,
  stepFinished,
  stepStarted,
  subagentFinished,
  subagentStarted,
  tagged,
  taggedAll,
  textMessage,
  toolCall,
  toolResult,
} from "#server/agents/emit.ts";
import type { Scenario } from "#server/agents/types.ts";

const activityType = "PLAN";

/** Steps, an activity that fills up, and subagents inside subagents, one of which fails. */
export const activities: Scenario = {
  name: "activities",
  title: "Steps, activities, subagents",
  description:
    "A plan as an activity with snapshot and deltas, steps, and two levels of subagents whose events are attributed to them; the last one fails.",
  example: "Compare three libraries for drawing charts.",
  capabilities: {
    multiAgent: {
      supported: true,
      delegation: true,
      handoffs: false,
      subagents: [
        { name: "researcher", description: "Finds and reads sources" },
        { name: "reader", description: "Reads one page" },
        { name: "benchmarker", description: "Measures, and fails on purpose" },
      ],
    },
    tools: { supported: true, clientProvided: false },
  },
  async *run(input, tools) {
    yield runStarted(input);
    const plan = tools.id("act");
    const step = (title: string): object => ({ title, status: "waiting" });
    yield activitySnapshot(plan, activityType, {
      title: "Compare three libraries",
      steps: [step("Collect"), step("Measure"), step("Recommend")],
    });
    const status = (index: number, value: string): ReturnType<typeof activityDelta> =>
      activityDelta(plan, activityType, { op: "replace", path: `/steps/${index}/status`, value });

    yield stepStarted("collect");
    yield status(0, "running");
    const opening = tools.id("msg");
    yield* textMessage(tools, opening, "I send a researcher.");
    const delegate = { id: tools.id("call"), name: "delegate", args: { to: "researcher" }, parentMessageId: opening };
    yield* toolCall(tools, delegate);

    const researcher = tools.id("sub");
    yield subagentStarted({
      subagentRunId: researcher,
      name: "researcher",
      description: "Finds and reads sources",
      parentToolCallId: delegate.id,
      parentMessageId: opening,
    });
    yield tagged(researcher, stepStarted("search"));
    const found = tools.id("msg");
    yield* taggedAll(researcher, textMessage(tools, found, "Three candidates found. I read the first one closely."));

    const reader = tools.id("sub");
    yield subagentStarted({ subagentRunId: reader, name: "reader", parentSubagentRunId: researcher });
    const reading = tools.id("msg");
    yield* taggedAll(reader, textMessage(tools, reading, "Opening the page."));
    const fetchPage = { id: tools.id("call"), name: "read_page", args: { page: "charts-a" }, parentMessageId: reading };
    yield* taggedAll(reader, toolCall(tools, fetchPage));
    await tools.sleep(200);
    yield tagged(reader, toolResult(tools.id("result"), fetchPage.id, { words: 1840, mentionsCanvas: true }));
    yield subagentFinished({ subagentRunId: reader, outcome: { type: "success" }, result: { words: 1840 } });

    yield tagged(researcher, stepFinished("search"));
    yield subagentFinished({ subagentRunId: researcher, outcome: { type: "success" }, result: { candidates: 3 } });
    yield toolResult(tools.id("result"), delegate.id, { candidates: ["charts-a", "charts-b", "charts-c"] });
    yield status(0, "done");
    yield stepFinished("collect");

    yield stepStarted("measure");
    yield status(1, "running");
    const benchmarker = tools.id("sub");
    yield subagentStarted({ subagentRunId: benchmarker, name: "benchmarker" });
    const measuring = tools.id("msg");
    yield* taggedAll(benchmarker, textMessage(tools, measuring, "Drawing 100,000 points…"));
    await tools.sleep(300);
    yield { type: "SUBAGENT_ERROR", subagentRunId: benchmarker, code: "no_gpu", message: "No GPU was available" };
    yield activityDelta(
      plan,
      activityType,
      { op: "replace", path: "/steps/1/status", value: "failed" },
      { op: "add", path: "/steps/1/reason", value: "no GPU" },
    );
    yield stepFinished("measure");

    yield stepStarted("recommend");
    yield status(2, "running");
    yield { type: "CUSTOM", name: "agui-scope.progress", value: { done: 2, of: 3 } };
    yield* textMessage(
      tools,
      tools.id("msg"),
      "Without measurements I would start with **charts-a**, the best documented.",
    );
    yield status(2, "done");
    yield stepFinished("recommend");
    yield runFinished(input);
  },
};
