import type { RunAgentInput } from "@ag-ui/core";
import { z } from "zod/v4";
import { isObject } from "#src/lib/json.ts";
import { lastUserText } from "#server/agents/conversation.ts";
import {
  runError,
  runFinished,
  runStarted,
  stateDelta,
  stateSnapshot,
  textContent,
  textEnd,
  textMessage,
  textStart,
} from "#server/agents/emit.ts";
import type { Emissions, Scenario, ScenarioTools } from "#server/agents/types.ts";

const faults = ["run-error", "cut", "slow-start", "http-500", "bad-patch", "malformed", "html"] as const;
type Fault = (typeof faults)[number];

/** What goes wrong between an agent and its client, one fault at a time. */
export const errors: Scenario = {
  name: "errors",
  title: "Errors",
  description: `One fault, named by forwardedProps.fault or in the message: ${faults.join(", ")}. The default is run-error.`,
  example: "cut",
  capabilities: { state: { snapshots: true, deltas: true } },
  props: z.looseObject({ fault: z.enum(faults).optional() }),
  async respond(input, tools) {
    const fault = chosen(input);
    if (fault === "slow-start") await tools.sleep(3000);
    if (fault === "http-500") {
      return Response.json({ error: "The agent could not be built: no model is configured" }, { status: 500 });
    }
    if (fault === "html") {
      const page = "<!doctype html>\n<html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>\n";
      return new Response(page, { headers: { "content-type": "text/html; charset=utf-8" } });
    }
    return undefined;
  },
  async *run(input, tools) {
    yield runStarted(input);
    yield* stories[chosen(input)](input, tools);
  },
};

function chosen(input: RunAgentInput): Fault {
  const props: unknown = input.forwardedProps;
  const words = lastUserText(input).toLowerCase();
  const wanted = isObject(props) ? props["fault"] : undefined;
  return faults.find((fault) => fault === wanted) ?? faults.find((fault) => words.includes(fault)) ?? "run-error";
}

async function* runErrorStory(_input: RunAgentInput, tools: ScenarioTools): Emissions {
  const messageId = tools.id("msg");
  yield textStart(messageId);
  yield* textContent(tools, messageId, "I look that up for you, one mo");
  await tools.sleep(300);
  // The message stays open: RUN_ERROR is the one event that may leave things so.
  yield runError("provider_overloaded", "The model provider answered 529: overloaded. Try again in a minute.");
}

async function* cutStory(_input: RunAgentInput, tools: ScenarioTools): Emissions {
  const messageId = tools.id("msg");
  yield textStart(messageId);
  yield* textContent(tools, messageId, "This sentence will not be finished, because the conn");
  yield { wire: "text", text: `data: {"type":"TEXT_MESSAGE_CONTENT","messageId":"${messageId}","del` };
  // Time for the bytes above to leave; a socket destroyed at once would take them along.
  await tools.sleepExactly(50);
  yield { wire: "cut" };
}

async function* slowStory(input: RunAgentInput, tools: ScenarioTools): Emissions {
  yield* textMessage(
    tools,
    tools.id("msg"),
    "The headers of this answer came late, as with a cold start. The rest is normal.",
  );
  yield runFinished(input);
}

async function* badPatchStory(input: RunAgentInput, tools: ScenarioTools): Emissions {
  yield stateSnapshot({ trip: { city: "Lisbon", nights: 2 } });
  yield stateDelta({ op: "replace", path: "/trip/nights", value: 3 });
  await tools.sleep(200);
  yield stateDelta(
    { op: "replace", path: "/trip/nights", value: 4 },
    { op: "test", path: "/trip/city", value: "Porto" },
  );
  yield stateDelta({ op: "remove", path: "/trip/hotel" });
  yield* textMessage(tools, tools.id("msg"), "Two of my three deltas cannot apply, so the state says 3 nights.");
  yield runFinished(input);
}

async function* malformedStory(input: RunAgentInput, tools: ScenarioTools): Emissions {
  const messageId = tools.id("msg");
  yield textStart(messageId);
  yield* textContent(tools, messageId, "The next frame is no JSON.");
  yield { wire: "text", text: `data: {"type":"TEXT_MESSAGE_CONTENT","messageId":"${messageId}","delta":' oops'}\n\n` };
  yield* textContent(tools, messageId, " These frames are fine again.");
  yield textEnd(messageId);
  yield runFinished(input);
}

/** The faults that replace the whole answer never get as far as a story. */
const stories: Record<Fault, (input: RunAgentInput, tools: ScenarioTools) => Emissions> = {
  "run-error": runErrorStory,
  cut: cutStory,
  "slow-start": slowStory,
  "http-500": runErrorStory,
  "bad-patch": badPatchStory,
  malformed: malformedStory,
  html: runErrorStory,
};
