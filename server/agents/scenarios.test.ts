import { EventSchemas } from "@ag-ui/core/schemas";
import { HttpAgent } from "@ag-ui/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createApp } from "#server/app.ts";
import type { AguiEvent, Message } from "#src/protocol/events.ts";
import { scenarios } from "./registry.ts";

const app = createApp({ keepAliveMs: 60_000 });

function agentFor(name: string, threadId = "t1"): HttpAgent {
  return new HttpAgent({
    url: `http://localhost/agents/${name}`,
    threadId,
    fetch: async (url, init) => app.request(url, init),
  });
}

const user = (content: string, id = "u1"): Message => ({ id, role: "user", content });

/** Runs on the official client, which throws on what it does not accept; resolves with the events it saw. */
async function run(
  agent: HttpAgent,
  parameters: NonNullable<Parameters<HttpAgent["runAgent"]>[0]> = {},
): Promise<AguiEvent[]> {
  const seen: AguiEvent[] = [];
  const forwardedProps = { pace: 0, ...(parameters.forwardedProps as object | undefined) };
  await agent.runAgent(
    { runId: "r1", ...parameters, forwardedProps },
    { onEvent: ({ event }) => void seen.push(event as AguiEvent) },
  );
  return seen;
}

/** The events of a run as the app sends them. */
async function rawEvents(name: string, body: object): Promise<AguiEvent[]> {
  const response = await app.request(`/agents/${name}`, { method: "POST", body: JSON.stringify(body) });
  expect(response.status).toBe(200);
  const frames = (await response.text()).trimEnd().split("\n\n");
  return frames.map((frame) => JSON.parse(frame.replace(/^data: /, "")) as AguiEvent);
}

const requestFor = (example: string, extra: object = {}): object => ({
  threadId: "t1",
  runId: "r1",
  messages: [user(example)],
  tools: [],
  context: [],
  state: {},
  forwardedProps: { pace: 0, events: 500 },
  ...extra,
});

describe("every bundled agent", () => {
  let warnings: ReturnType<typeof vi.spyOn>;
  beforeEach(() => {
    warnings = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  });
  afterEach(() => warnings.mockRestore());

  const conforming = scenarios.filter((scenario) => scenario.name !== "errors");

  it.each(conforming.map(({ name, example }) => [name, example]))(
    "%s streams what the official client accepts",
    async (name, example) => {
      const agent = agentFor(name);
      agent.addMessage(user(example));
      const events = await run(agent, { forwardedProps: { events: 500 } });
      expect(events.at(0)?.type).toBe("RUN_STARTED");
      expect(events.at(-1)?.type).toBe("RUN_FINISHED");
      expect(warnings).not.toHaveBeenCalled();
    },
  );

  it.each(conforming.map(({ name, example }) => [name, example]))(
    "%s sends only fields of 1.0 and repeats itself exactly",
    async (name, example) => {
      const first = await rawEvents(name, requestFor(example));
      for (const event of first) expect(EventSchemas.safeParse(event)).toMatchObject({ success: true });
      expect(first[0]).toMatchObject({ protocolVersion: "1.0", threadId: "t1", runId: "r1" });
      expect(await rawEvents(name, requestFor(example))).toEqual(first);
    },
  );

  it.each(conforming.map(({ name, example }) => [name, example]))(
    "%s gives no id twice in two runs of a thread",
    async (name, example) => {
      const idsOf = (events: readonly AguiEvent[]): string[] =>
        events.flatMap((event) => {
          if (event.type === "TEXT_MESSAGE_START" || event.type === "TOOL_CALL_RESULT") return [event.messageId];
          return event.type === "TOOL_CALL_START" ? [event.toolCallId] : [];
        });
      const [first, second] = await Promise.all([
        rawEvents(name, requestFor(example)),
        rawEvents(name, requestFor(example, { runId: "r2" })),
      ]);
      const all = [...idsOf(first), ...idsOf(second)];
      expect(new Set(all).size).toBe(all.length);
    },
  );
});

describe("trip-planner", () => {
  it("tells the story in 120 to 230 events with every family, and ends with an open interrupt", async () => {
    const agent = agentFor("trip-planner");
    agent.addMessage(user("Plan a 3-day trip to Lisbon and book the hotel."));
    const events = await run(agent);
    expect(events.length).toBeGreaterThanOrEqual(120);
    expect(events.length).toBeLessThanOrEqual(230);
    const types = new Set(events.map((event) => event.type));
    for (const prefix of ["TEXT_", "TOOL_", "STATE_", "REASONING_", "ACTIVITY_", "SUBAGENT_", "STEP_", "CUSTOM"]) {
      expect([...types].some((type) => type.startsWith(prefix))).toBe(true);
    }
    expect(agent.pendingInterrupts).toHaveLength(1);
    expect(agent.state).toMatchObject({ trip: { nights: 3, hotel: { status: "pending approval" } }, stage: "book" });
  });

  it.each([
    ["approved", { status: "resolved" as const, payload: { approved: true } }, "confirmed"],
    ["rejected", { status: "resolved" as const, payload: { approved: false } }, "rejected"],
    ["cancelled", { status: "cancelled" as const }, "cancelled"],
  ])("goes on when the booking is %s", async (_, answer, status) => {
    const agent = agentFor("trip-planner");
    agent.addMessage(user("Plan a 3-day trip to Lisbon and book the hotel."));
    await run(agent);
    const interruptId = agent.pendingInterrupts[0]?.id ?? "";
    const events = await run(agent, { runId: "r2", resume: [{ interruptId, ...answer }] });
    expect(events.at(-1)?.type).toBe("RUN_FINISHED");
    expect(agent.pendingInterrupts).toEqual([]);
    expect(agent.state).toMatchObject({ trip: { hotel: { status } }, stage: "done" });
    const results = agent.messages.filter((message) => message.role === "tool");
    expect(results).toHaveLength(2);
  });

  it("books with the edited arguments", async () => {
    const agent = agentFor("trip-planner");
    agent.addMessage(user("Plan it."));
    await run(agent);
    const interruptId = agent.pendingInterrupts[0]?.id ?? "";
    const payload = { approved: true, editedArgs: { hotel: "Pensão Bica", nights: 2, guest: "B. Silva" } };
    await run(agent, { runId: "r2", resume: [{ interruptId, status: "resolved", payload }] });
    expect(agent.state).toMatchObject({ trip: { hotel: { name: "Pensão Bica" } } });
  });
});

describe("interrupt", () => {
  it("asks about two at once, and takes both answers in one resume", async () => {
    const agent = agentFor("interrupt");
    agent.addMessage(user("Send two newsletters."));
    await run(agent);
    const [first, second] = agent.pendingInterrupts;
    expect(second).toBeDefined();
    const events = await run(agent, {
      runId: "r2",
      resume: [
        { interruptId: first?.id ?? "", status: "resolved", payload: { approved: true } },
        { interruptId: second?.id ?? "", status: "cancelled" },
      ],
    });
    expect(events.filter((event) => event.type === "TOOL_CALL_RESULT")).toHaveLength(2);
    expect(agent.state).toMatchObject({ newsletter: [{ verdict: "approved" }, { verdict: "cancelled" }] });
  });

  it("takes only a cancellation for what has expired", async () => {
    const asked = (): HttpAgent => {
      const agent = agentFor("interrupt");
      agent.addMessage(user("Send one that has expired."));
      return agent;
    };
    const [late, given] = [asked(), asked()];
    await run(late);
    const [open] = late.pendingInterrupts;
    expect(open?.expiresAt).toBe("2026-01-02T00:00:00Z");
    const resume = [{ interruptId: open?.id ?? "", status: "cancelled" as const }];
    const events = await run(late, { runId: "r2", resume });
    expect(events.at(-1)?.type).toBe("RUN_FINISHED");
    // The official client refuses to send it, so it goes past that client.
    await run(given);
    const answer = await rawEvents(
      "interrupt",
      requestFor("", {
        messages: given.messages,
        resume: [{ interruptId: given.pendingInterrupts[0]?.id, status: "resolved", payload: { approved: true } }],
      }),
    );
    expect(answer.at(-1)).toMatchObject({ type: "RUN_ERROR", code: "interrupt_expired" });
  });

  it.each([
    ["an unknown id", [{ interruptId: "int_none", status: "cancelled" }], "unknown_interrupt"],
    ["no answer", undefined, "interrupt_pending"],
    ["one answer of two", [{ interruptId: "int_a", status: "cancelled" }], "resume_incomplete"],
    [
      "a payload without approved",
      [
        { interruptId: "int_a", status: "resolved", payload: {} },
        { interruptId: "int_b", status: "cancelled" },
      ],
      "invalid_resume",
    ],
  ])("answers %s with RUN_ERROR", async (_, resume, code) => {
    const toolCalls = ["a", "b"].map((id) => ({
      id,
      type: "function",
      function: { name: "send_newsletter", arguments: "{}" },
    }));
    const messages = [user("Send."), { id: "m", role: "assistant", toolCalls }];
    const events = await rawEvents("interrupt", requestFor("", { messages, ...(resume ? { resume } : {}) }));
    expect(events.at(-1)).toMatchObject({ type: "RUN_ERROR", code });
  });
});

describe("frontend-tool", () => {
  const tool = {
    name: "show_map",
    description: "Shows a map",
    parameters: { type: "object", properties: { zoom: { type: "integer", minimum: 3 } } },
  };

  it("calls the offered tool, waits, and answers with its result", async () => {
    const agent = agentFor("frontend-tool");
    agent.addMessage(user("Use show_map."));
    const events = await run(agent, { tools: [tool] });
    const finished = events.at(-1);
    const outcome = finished?.type === "RUN_FINISHED" ? finished.outcome : undefined;
    const [toolCallId = ""] = (outcome?.type === "success" ? outcome.pendingToolCallIds : undefined) ?? [];
    const call = agent.messages.flatMap((each) => (each.role === "assistant" ? (each.toolCalls ?? []) : []))[0];
    expect(call).toMatchObject({ id: toolCallId, function: { name: "show_map", arguments: '{"zoom":3}' } });

    agent.addMessage({ id: "answer", role: "tool", toolCallId, content: '{"shown":true}' });
    await run(agent, { runId: "r2", tools: [tool] });
    expect(agent.messages.at(-1)).toMatchObject({ role: "assistant" });
    expect(agent.messages.at(-1)?.content).toContain('{"shown":true}');
    expect(agent.messages.at(-1)?.content).toContain("show_map");
  });

  it("reports a tool that failed, and falls back to book_hotel when none is offered", async () => {
    const agent = agentFor("frontend-tool");
    agent.addMessage(user("Book."));
    const events = await run(agent);
    const toolCallId = events.find((event) => event.type === "TOOL_CALL_START")?.toolCallId ?? "";
    agent.addMessage({ id: "answer", role: "tool", toolCallId, content: "", error: "sold out" });
    await run(agent, { runId: "r2" });
    expect(agent.messages.at(-1)?.content).toContain("sold out");
    expect(agent.messages.at(-1)?.content).toContain("book_hotel");
  });

  it("calls three at once and says something after them", async () => {
    const offered = ["t1", "t2", "t3", "t4"].map((name) => ({ name, description: name }));
    const events = await rawEvents("frontend-tool", requestFor("Call three.", { tools: offered }));
    const starts = events.flatMap((event) => (event.type === "TOOL_CALL_START" ? [event] : []));
    expect(starts.map(({ toolCallName }) => toolCallName)).toEqual(["t1", "t2", "t3"]);
    const [first, second] = events.flatMap((event) => (event.type === "TEXT_MESSAGE_START" ? [event.messageId] : []));
    expect(new Set(starts.map(({ parentMessageId }) => parentMessageId))).toEqual(new Set([first]));
    expect(second).toBeDefined();
  });

  it("never has enough when asked to call forever", async () => {
    const agent = agentFor("frontend-tool");
    agent.addMessage(user("Call it forever."));
    for (const runId of ["r1", "r2", "r3"]) {
      // oxlint-disable-next-line no-await-in-loop -- each run answers the one before it
      const events = await run(agent, { runId, tools: [tool] });
      const start = events.find((event) => event.type === "TOOL_CALL_START");
      expect(start?.toolCallName).toBe("show_map");
      agent.addMessage({ id: `${runId}-answer`, role: "tool", toolCallId: start?.toolCallId ?? "", content: "ok" });
    }
  });
});

describe("langgraph", () => {
  it("asks in a custom event until an answer comes in the forwarded props", async () => {
    const asked = await rawEvents("langgraph", requestFor("Delete."));
    expect(asked.at(-2)).toMatchObject({ type: "CUSTOM", name: "on_interrupt" });
    expect(asked.at(-1)).toEqual({ type: "RUN_FINISHED", threadId: "t1", runId: "r1" });
    const resumed = { forwardedProps: { pace: 0, command: { resume: { sure: true } } } };
    const answered = await rawEvents("langgraph", requestFor("Delete.", resumed));
    expect(answered).toContainEqual({ type: "STATE_SNAPSHOT", snapshot: { answer: { sure: true }, drafts: [] } });
    expect(answered.some((event) => event.type === "CUSTOM")).toBe(false);
  });
});

describe("shared-state", () => {
  it("uses every operation and keeps what the client sent", async () => {
    const agent = agentFor("shared-state");
    agent.setState({ mine: [1], trip: { city: "Porto", nights: 5 } });
    agent.addMessage(user("Go"));
    const events = await run(agent);
    const operations = events.flatMap((event) => (event.type === "STATE_DELTA" ? event.delta.map(({ op }) => op) : []));
    expect(new Set(operations)).toEqual(new Set(["add", "replace", "remove", "move", "copy", "test"]));
    expect(agent.state).toMatchObject({ mine: [1], trip: { city: "Porto", nights: 6, highlights: ["Castle"] } });
    expect(agent.state).toMatchObject({ stage: "done", trip: { days: [{ title: "Museums" }, {}, {}] } });
    expect(agent.state).not.toHaveProperty("draft");
  });
});

describe("chat", () => {
  it("sends chunks, long answers and the number of the turn when asked", async () => {
    const chunks = await rawEvents("chat", requestFor("in chunks please"));
    expect(new Set(chunks.map((event) => event.type))).toEqual(
      new Set(["RUN_STARTED", "TEXT_MESSAGE_CHUNK", "RUN_FINISHED"]),
    );
    const long = await rawEvents("chat", requestFor("a long one"));
    expect(long.length).toBeGreaterThan(500);
    const second = await rawEvents("chat", requestFor("", { messages: [user("a"), user("b", "u2")] }));
    expect(second.map((event) => (event.type === "TEXT_MESSAGE_CONTENT" ? event.delta : "")).join("")).toContain(
      "turn 2",
    );
  });
});

describe("stress", () => {
  it("sends exactly as many events as asked for", async () => {
    for (const events of [4, 53, 54, 1_000]) {
      const sent = await rawEvents("stress", requestFor("", { forwardedProps: { pace: 0, events } }));
      expect(sent).toHaveLength(events);
    }
  });
});
