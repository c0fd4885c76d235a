import type { RunAgentInput } from "@ag-ui/core";
import { isObject } from "#src/lib/json.ts";
import { approvalInterrupt, type Decision, interruptId, readApproval } from "#server/agents/approvals.ts";
import { asToolCall } from "#server/agents/conversation.ts";
import {
  activityDelta,
  activitySnapshot,
  jsonPieces,
  messagesSnapshot,
  reasoningMessage,
  runError,
  runFinished,
  runStarted,
  stateDelta,
  stateSnapshot,
  stepFinished,
  stepStarted,
  subagentFinished,
  subagentStarted,
  tagged,
  taggedAll,
  textContent,
  textEnd,
  textMessage,
  textStart,
  tokenPause,
  toolCall,
  toolCallStart,
  toolResult,
} from "#server/agents/emit.ts";
import { shortHash } from "#server/agents/ids.ts";
import type { Emissions, Scenario, ScenarioTools } from "#server/agents/types.ts";
import {
  bookingText,
  closingText,
  dayOne,
  dayThree,
  dayTwo,
  foundHotels,
  introduction,
  planSteps,
  thought,
} from "./tripPlannerTexts.ts";

const bookTool = "book_hotel";
const plan = "PLAN";

/** The one to open with: every family of events in about four seconds, and a booking that waits for an approval. */
export const tripPlanner: Scenario = {
  name: "trip-planner",
  title: "Trip planner",
  description:
    "Thinks, plans three days, shares its state, hands the booking to a subagent and asks before it books. Approve, edit, reject or cancel to go on.",
  example: "Plan a 3-day trip to Lisbon and book the hotel.",
  capabilities: {
    tools: { supported: true, parallelCalls: false, clientProvided: false },
    state: { snapshots: true, deltas: true, memory: false, persistentState: false },
    reasoning: { supported: true, streaming: true, encrypted: true },
    multiAgent: {
      supported: true,
      delegation: true,
      handoffs: false,
      subagents: [{ name: "booking_agent", description: "Finds and books rooms" }],
    },
    humanInTheLoop: { supported: true, approvals: true, interrupts: true, approveWithEdits: true },
  },
  async *run(input, tools) {
    // The echo makes a capture of this stream complete: it holds what the user asked as well.
    const { threadId, runId, messages } = input;
    yield runStarted(input, { input: { threadId, runId, messages, tools: [], context: [] } });
    const approval = readApproval(input, [bookTool]);
    if (approval.kind === "refused") yield runError(approval.code, approval.message);
    else if (approval.kind === "decided") yield* book(input, tools, approval.decisions);
    else yield* planAndAsk(input, tools);
  },
};

async function* planAndAsk(input: RunAgentInput, tools: ScenarioTools): Emissions {
  const call = {
    id: tools.id("call"),
    name: bookTool,
    args: { hotel: "Casa do Alecrim", nights: 3, guest: "A. Moreira" },
  };
  const activity = activityOf(call.id);
  const city = "Lisbon";
  const days = ["Alfama and the castle", "Belém by the river", "Baixa and Chiado"].map((title) => ({ title }));
  const sent = isObject(input.state) ? input.state : {};
  yield stateSnapshot({ ...sent, trip: { city, nights: 2, days: [], hotel: null }, stage: "plan" });

  yield stepStarted("draft_plan");
  const span = tools.id("span");
  yield { type: "REASONING_START", messageId: span };
  const thinking = tools.id("think");
  yield* reasoningMessage(tools, thinking, thought);
  yield {
    type: "REASONING_ENCRYPTED_VALUE",
    subtype: "message",
    entityId: thinking,
    encryptedValue: "cGxhbiBmaXJzdA==",
  };
  yield { type: "REASONING_END", messageId: span };
  yield activitySnapshot(activity, plan, {
    title: `Three days in ${city}`,
    steps: planSteps("running", "waiting", "waiting"),
  });

  const message = tools.id("msg");
  yield textStart(message);
  yield* textContent(tools, message, introduction);
  for (const [index, text] of [dayOne, dayTwo, dayThree].entries()) {
    yield* textContent(tools, message, text);
    yield stateDelta({ op: "add", path: "/trip/days/-", value: days[index] });
  }
  yield textEnd(message);
  yield activityDelta(activity, plan, { op: "replace", path: "/steps/0/status", value: "done" });
  yield stepFinished("draft_plan");

  yield stepStarted("book");
  yield stateDelta({ op: "replace", path: "/stage", value: "book" });
  yield activityDelta(activity, plan, { op: "replace", path: "/steps/1/status", value: "running" });
  const subagent = subagentOf(call.id);
  yield subagentStarted({ subagentRunId: subagent, name: "booking_agent", description: "Finds and books rooms" });
  const offer = tools.id("msg");
  const search = {
    id: tools.id("call"),
    name: "search_hotels",
    args: { city, nights: 3, near: "Chiado" },
    parentMessageId: offer,
  };
  yield* taggedAll(subagent, textMessage(tools, offer, bookingText));
  yield* taggedAll(subagent, toolCall(tools, search));
  await tools.sleep(120);
  const searchResult = tools.id("result");
  yield tagged(subagent, toolResult(searchResult, search.id, foundHotels));
  yield stateDelta({ op: "replace", path: "/trip/hotel", value: { name: null, status: "searching" } });

  // The hotel enters the state while the arguments that name it are still streaming, as in a tool-based UI.
  yield tagged(subagent, toolCallStart({ ...call, parentMessageId: offer }));
  const pieces = jsonPieces(call.args);
  for (const [index, delta] of pieces.entries()) {
    await tools.sleep(tokenPause(delta) + 10);
    yield tagged(subagent, { type: "TOOL_CALL_ARGS", toolCallId: call.id, delta });
    if (index === 2) {
      yield stateDelta(
        { op: "replace", path: "/trip/hotel/name", value: call.args.hotel },
        { op: "replace", path: "/trip/nights", value: 3 },
      );
    }
  }
  yield tagged(subagent, { type: "TOOL_CALL_END", toolCallId: call.id });
  await tools.sleep(600);
  yield stateDelta(
    { op: "test", path: "/trip/city", value: city },
    { op: "replace", path: "/trip/hotel/status", value: "pending approval" },
  );
  yield activityDelta(
    activity,
    plan,
    { op: "replace", path: "/steps/1/status", value: "done" },
    { op: "replace", path: "/steps/2/status", value: "waiting for you" },
  );
  yield { type: "CUSTOM", name: "trip-planner.price", value: { currency: "EUR", perNight: 118, total: 354 } };
  yield subagentFinished({
    subagentRunId: subagent,
    outcome: { type: "suspended", interruptIds: [interruptId(call.id)] },
  });
  yield stepFinished("book");

  const hotel = { name: call.args.hotel, status: "pending approval" };
  yield stateSnapshot({ ...sent, trip: { city, nights: 3, days, hotel }, stage: "book" });
  yield messagesSnapshot([
    ...input.messages,
    { id: thinking, role: "reasoning", content: thought, encryptedValue: "cGxhbiBmaXJzdA==" },
    { id: message, role: "assistant", content: introduction + dayOne + dayTwo + dayThree },
    {
      id: offer,
      role: "assistant",
      content: bookingText,
      toolCalls: [asToolCall(search), asToolCall(call)],
      subagentRunId: subagent,
    },
    {
      id: searchResult,
      role: "tool",
      toolCallId: search.id,
      content: JSON.stringify(foundHotels),
      subagentRunId: subagent,
    },
  ]);
  yield runFinished(input, {
    outcome: {
      type: "interrupt",
      interrupts: [
        {
          ...approvalInterrupt(call, "Book Casa do Alecrim for three nights at €354?"),
          subagentRunId: subagent,
        },
      ],
    },
    usage: [
      {
        provider: "agui-scope",
        model: "scripted",
        inputTokens: 318,
        outputTokens: 246,
        totalTokens: 564,
        reasoningTokens: 38,
      },
    ],
  });
}

async function* book(input: RunAgentInput, tools: ScenarioTools, decisions: readonly Decision[]): Emissions {
  const sent = isObject(input.state) ? input.state : {};
  const trip = isObject(sent["trip"]) ? sent["trip"] : { city: "Lisbon", nights: 3, days: [] };
  for (const { call, verdict, args } of decisions) {
    const subagent = subagentOf(call.id);
    const booked = verdict === "approved";
    const status = booked ? "confirmed" : verdict;
    const hotel = { name: args["hotel"] ?? null, status: "pending approval" };
    yield stateSnapshot({ ...sent, trip: { ...trip, hotel }, stage: "book" });
    yield stepStarted("book");
    yield subagentStarted({ subagentRunId: subagent, name: "booking_agent", description: "Finds and books rooms" });
    await tools.sleep(booked ? 350 : 60);
    const result = booked ? { status, reference: `LX-${shortHash(call.id).toUpperCase()}`, ...args } : { status };
    yield tagged(subagent, toolResult(tools.id("result"), call.id, result));
    yield stateDelta(
      { op: "test", path: "/trip/hotel/status", value: "pending approval" },
      { op: "replace", path: "/trip/hotel/status", value: status },
      { op: "replace", path: "/stage", value: "done" },
    );
    yield activitySnapshot(activityOf(call.id), plan, {
      title: "Three days in Lisbon",
      steps: planSteps("done", "done", status),
    });
    yield subagentFinished({ subagentRunId: subagent, outcome: { type: "success" }, result });
    yield stepFinished("book");
    yield* textMessage(tools, tools.id("msg"), closingText(verdict, args));
  }
  yield runFinished(input, { result: { booked: decisions.every((each) => each.verdict === "approved") } });
}

/** The same in the run that asks and in the one that is answered, so that they continue one subagent and one activity. */
const subagentOf = (callId: string): string => `sub_${shortHash(callId)}`;
const activityOf = (callId: string): string => `act_${shortHash(callId)}`;
