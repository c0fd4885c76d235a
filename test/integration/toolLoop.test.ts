import { EventType } from "@ag-ui/core";
import { describe, expect, it } from "vitest";
import { Reading } from "#src/reconstruction/reading.ts";
import { DEFAULT_DIALECTS } from "#src/run/dialects/dialects.ts";
import { sidePostOf } from "#src/run/dialects/toolCallRequest.ts";
import type { Pause, PauseAnswer } from "#src/run/pending/types.ts";
import { buildRunInput } from "#src/run/runInput.ts";
import { startRun } from "#src/run/runLoop.ts";
import { withRules } from "#src/run/turn/autoRules.ts";
import type { LoopOrder, LoopStatus } from "#src/run/turn/loopTypes.ts";
import { ToolLoop } from "#src/run/turn/toolLoop.ts";
import type { RequestDraft } from "#src/run/types.ts";
import { createHttpTransport } from "#src/transport/httpTransport.ts";
import { bundled, plain, serveBodies } from "./support/encoderAgent.ts";
import { encoded, STARTED } from "../support/encodedEvents.ts";

const DRAFT: RequestDraft = {
  message: "Go",
  threadId: "t1",
  runId: "",
  stateText: undefined,
  context: [],
  forwardedPropsText: '{"pace":0}',
  bodyText: undefined,
};

interface Setup extends Partial<Omit<LoopOrder, "draft">> {
  readonly draft?: Partial<RequestDraft>;
  /** Called after each event. */
  readonly onEvent?: (loop: ToolLoop) => void;
}

/** A loop against an address, as the page or the command line has one. */
function looped(url: string, { draft: change, onEvent, ...more }: Setup = {}) {
  const { reading = new Reading() } = more;
  const draft = { ...DRAFT, ...change };
  const bodies: string[] = [];
  const told: LoopStatus[] = [];
  let ids = 0;
  const newId = (): string => `n${++ids}`;
  const loop = new ToolLoop({
    reading,
    send: (body, signal) => {
      bodies.push(body);
      const transport = createHttpTransport();
      const run = startRun({ transport, url, headers: [], body, reading, notify: () => onEvent?.(loop) });
      signal.addEventListener("abort", () => run.stop());
      return run.finished;
    },
    answer: () => "ask",
    look: () => ({ tools: [], dialects: DEFAULT_DIALECTS }),
    draft: () => draft,
    tools: () => [],
    newId,
    now: () => 0,
    onStatus: (status) => told.push(status),
    ...more,
  });
  const tools = more.tools?.() ?? [];
  const first = buildRunInput(draft, reading.viewAt(0), { runId: newId(), messageId: newId() }, { tools }).body;
  /** Resolves with what waits for the user. */
  const waiting = async (): Promise<readonly Pause[]> => {
    await expect.poll(() => loop.status.phase, { timeout: 10_000 }).toBe("waiting");
    return loop.status.open;
  };
  return { loop, reading, bodies, told, first, waiting };
}

const FINISHED = { type: EventType.RUN_FINISHED, outcome: { type: "success" } };
const calls = (...names: readonly string[]): readonly object[] =>
  names.flatMap((name) => [
    { type: EventType.TOOL_CALL_START, toolCallId: `c-${name}`, toolCallName: name, parentMessageId: "a1" },
    { type: EventType.TOOL_CALL_ARGS, toolCallId: `c-${name}`, delta: '{"n":1}' },
    { type: EventType.TOOL_CALL_END, toolCallId: `c-${name}` },
  ]);
const leaving = (...names: readonly string[]): object => ({
  ...FINISHED,
  outcome: { type: "success", pendingToolCallIds: names.map((name) => `c-${name}`) },
});
const said = (delta: string): object => ({
  type: EventType.TEXT_MESSAGE_CHUNK,
  messageId: "a2",
  role: "assistant",
  delta,
});
const value = (given: PauseAnswer & { kind: "result" }): PauseAnswer => given;
const result = (given: string): PauseAnswer => value({ kind: "result", value: given });

describe("with an agent of the plain encoder", () => {
  it("answers three parallel calls out of order and sends them in order, byte for byte", async () => {
    const { url, received } = await plain(
      [STARTED, ...calls("one", "two", "three"), said("I wait."), leaving("one", "two", "three")],
      [STARTED, said("Thank you."), FINISHED],
    );
    const tools = [{ name: "one", description: "First", parameters: { type: "object" } }];
    const { loop, first, waiting } = looped(url, {
      tools: () => tools,
      answer: ({ toolCall }) => (toolCall?.name === "two" ? result("B") : "ask"),
    });
    const end = loop.start(first);
    expect((await waiting()).map(({ id }) => id)).toEqual(["call:c-one", "call:c-three"]);
    expect(loop.give("call:c-three", { kind: "fail", message: "No" }).ok).toBe(true);
    expect(received.length).toBe(1);
    expect(loop.give("call:c-three", result("again"))).toMatchObject({
      ok: false,
      error: "This was answered already.",
    });
    loop.give("call:c-one", value({ kind: "result", value: { city: "Lisbon" } }));
    expect(await end).toEqual({ phase: "ended", round: 1, open: [], reason: "finished", sentence: "" });
    const call = (name: string): string =>
      `{"id":"c-${name}","type":"function","function":{"name":"${name}","arguments":"{\\"n\\":1}"}}`;
    expect(received).toEqual([
      '{"threadId":"t1","runId":"n1","state":{},"messages":[{"id":"n2","role":"user","content":"Go"}],' +
        '"tools":[{"name":"one","description":"First","parameters":{"type":"object"}}],"context":[],"forwardedProps":{"pace":0}}',
      '{"threadId":"t1","runId":"n3","parentRunId":"n1","state":{},"messages":[{"id":"n2","role":"user","content":"Go"},' +
        `{"id":"a1","role":"assistant","toolCalls":[${call("one")},${call("two")},${call("three")}]},` +
        '{"id":"n4","role":"tool","toolCallId":"c-one","content":"{\\"city\\":\\"Lisbon\\"}"},' +
        '{"id":"n5","role":"tool","toolCallId":"c-two","content":"B"},' +
        '{"id":"n6","role":"tool","toolCallId":"c-three","content":"No","error":"No"},' +
        '{"id":"a2","role":"assistant","content":"I wait."}],' +
        '"tools":[{"name":"one","description":"First","parameters":{"type":"object"}}],"context":[],"forwardedProps":{"pace":0}}',
    ]);
  });

  it("resumes LangGraph in its own dialect", async () => {
    const asks = { type: EventType.CUSTOM, name: "on_interrupt", value: '{"question":"Delete?"}' };
    const { url, received } = await plain([STARTED, asks, FINISHED], [STARTED, FINISHED]);
    const { loop, first, waiting } = looped(url);
    const end = loop.start(first);
    const [pause] = await waiting();
    expect(pause?.question).toBe("Delete?");
    expect(loop.give(pause?.id ?? "", { kind: "approve" })).toMatchObject({ ok: false });
    loop.give(pause?.id ?? "", result("yes"));
    expect((await end).reason).toBe("finished");
    expect(received[1]).toBe(
      '{"threadId":"t1","runId":"n3","parentRunId":"n1","state":{},"messages":[{"id":"n2","role":"user","content":"Go"}],' +
        '"tools":[],"context":[],"forwardedProps":{"pace":0,"command":{"resume":"yes"}}}',
    );
  });

  it("stops after so many rounds and says so", async () => {
    const asks = (nth: number): object => ({
      type: EventType.TOOL_CALL_CHUNK,
      toolCallId: `c${nth}`,
      toolCallName: "again",
      delta: "{}",
    });
    const { url, received } = await plain((nth) => [STARTED, asks(nth), FINISHED]);
    const rounds: number[] = [];
    const tools = [{ name: "again", description: "" }];
    const { loop, first } = looped(url, {
      answer: () => result("ok"),
      tools: () => tools,
      onRound: (round) => rounds.push(round),
    });
    expect(await loop.start(first)).toMatchObject({
      reason: "cap",
      round: 25,
      sentence: expect.stringContaining("stopped after 25 rounds") as string,
      open: [{ toolCall: { name: "again" } }],
    });
    expect(received.length).toBe(26);
    expect(rounds).toEqual(Array.from({ length: 25 }, (_, at) => at + 1));
  });

  it("makes an answerer's error the tool's, and asks the user where that cannot be said", async () => {
    const interrupt = { id: "i", reason: "input_required" };
    const { url, received } = await plain(
      [STARTED, ...calls("bad"), leaving("bad")],
      [STARTED, { ...FINISHED, outcome: { type: "interrupt", interrupts: [interrupt] } }],
      [STARTED, FINISHED],
    );
    const refused: string[] = [];
    const { loop, first, waiting } = looped(url, {
      answer: () => Promise.reject(new Error("Out of order.")),
      onRefused: (_pause, sentence) => refused.push(sentence),
    });
    const end = loop.start(first);
    await waiting();
    expect(received[1]).toContain('"toolCallId":"c-bad","content":"Out of order.","error":"Out of order."');
    expect(refused).toEqual([expect.stringContaining("Out of order. This is no tool")]);
    loop.give("interrupt:i", result("fine"));
    expect((await end).reason).toBe("finished");
    expect(received[2]).toContain('"resume":[{"interruptId":"i","status":"resolved","payload":"fine"}]');
  });

  it("lets a review edit what is sent, or send nothing", async () => {
    const { url, received } = await plain(
      [STARTED, ...calls("a"), leaving("a")],
      [STARTED, ...calls("b"), leaving("b")],
    );
    let reviews = 0;
    const review = ({ body }: { body: string }): string | undefined => (++reviews === 1 ? `${body} ` : undefined);
    const { loop, first, told } = looped(url, { answer: () => result("x"), review });
    expect(await loop.start(first)).toMatchObject({ reason: "cancelled", round: 1 });
    expect(received.length).toBe(2);
    expect(received[1]?.endsWith("} ")).toBe(true);
    expect(told.some(({ phase }) => phase === "review")).toBe(true);
  });

  it("ends when nobody will answer, and goes on from there when somebody does", async () => {
    const { url, received } = await plain([STARTED, ...calls("a"), leaving("a")], [STARTED, FINISHED]);
    const { loop, first, reading } = looped(url, { answer: () => "never" });
    expect(await loop.start(first)).toMatchObject({ reason: "unanswered", open: [{ id: "call:c-a" }] });
    const later = looped(url, { reading, answer: () => result("x") });
    expect(await later.loop.start()).toMatchObject({ reason: "finished", round: 1 });
    expect(received.length).toBe(2);
  });

  it("holds back a request with an error where nobody looks at it", async () => {
    const asks = ["a", "b"].map((asked) => ({ type: EventType.CUSTOM, name: "on_interrupt", value: asked }));
    const { url, received } = await plain([STARTED, ...asks, FINISHED]);
    const { loop, first } = looped(url, { answer: () => result("x"), draft: { forwardedPropsText: "[]" } });
    expect(await loop.start(first)).toMatchObject({
      reason: "held-back",
      sentence: expect.stringContaining("no JSON object") as string,
    });
    expect(received.length).toBe(1);
  });

  it("is stopped while it waits, and while an answer is made, which hears of it", async () => {
    const { url } = await plain([STARTED, ...calls("a"), leaving("a")]);
    const waits = looped(url);
    const end = waits.loop.start(waits.first);
    await waits.waiting();
    waits.loop.stop();
    expect(await end).toMatchObject({ reason: "stopped", open: [{ id: "call:c-a" }] });
    expect(waits.loop.give("call:c-a", result("late"))).toMatchObject({ ok: false });

    let signal: AbortSignal | undefined;
    const makes = looped(url, {
      answer: (_pause, context) => {
        ({ signal } = context);
        return new Promise(() => undefined);
      },
    });
    const made = makes.loop.start(makes.first);
    await expect.poll(() => signal).toBeDefined();
    makes.loop.stop();
    expect((await made).reason).toBe("stopped");
    expect(signal?.aborted).toBe(true);
  });

  it("takes the user's answer while another is being made, which hears that it is not needed", async () => {
    const { url, received } = await plain([STARTED, ...calls("a", "b"), leaving("a", "b")], [STARTED, FINISHED]);
    const signals: AbortSignal[] = [];
    const { loop, first } = looped(url, {
      answer: (_pause, { signal }) => {
        signals.push(signal);
        return new Promise(() => undefined);
      },
    });
    const end = loop.start(first);
    await expect.poll(() => signals.length).toBe(2);
    expect(loop.give("call:c-a", result("mine")).ok).toBe(true);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
    expect(loop.status).toMatchObject({ phase: "answering", open: [{ id: "call:c-b" }] });
    loop.give("call:c-b", result("too"));
    expect((await end).reason).toBe("finished");
    expect(received[1]).toContain('"content":"mine"');
  });

  it("keeps an answer until it has expired when that is wanted", async () => {
    const interrupt = { id: "i", reason: "input_required", expiresAt: "2026-01-01T00:00:00Z" };
    const { url, received } = await plain(
      [STARTED, { ...FINISHED, outcome: { type: "interrupt", interrupts: [interrupt] } }],
      [STARTED, FINISHED],
    );
    let now = Date.UTC(2025, 11, 31);
    const until = (time: number): Promise<void> => Promise.resolve(void (now = time));
    const { loop, first, told } = looped(url, {
      answer: () => result("x"),
      fault: () => "expired",
      now: () => now,
      until,
    });
    expect((await loop.start(first)).reason).toBe("finished");
    expect(now).toBe(Date.UTC(2026, 0, 1) + 1);
    expect(told.some(({ phase }) => phase === "held")).toBe(true);
    expect(received[1]).toContain('"resume":[{"interruptId":"i"');
  });

  it("answers beside an open stream, which then goes on", async () => {
    const posted: string[] = [];
    let goOn = (): void => undefined;
    const url = await serveBodies((body, request, response) => {
      if (request.url?.endsWith("/tool_result")) {
        posted.push(body);
        response.end();
        goOn();
        return;
      }
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(encoded(STARTED, body));
      response.write('data: {"type":"TOOL_CALL_REQUEST","toolCallId":"x","toolName":"locate","arguments":{}}\n\n');
      goOn = () => response.end(encoded(FINISHED, body));
    });
    const { loop, first } = looped(url, {
      answer: () => result("Lisbon"),
      look: () => ({ tools: [], dialects: [...DEFAULT_DIALECTS, "tool-call-request"] }),
      onEvent: (each) => each.heard(),
      post: async (reply, signal) => {
        const post = sidePostOf(url, reply);
        if (post) await fetch(post.url, { method: "POST", body: post.body, signal });
      },
    });
    expect((await loop.start(first)).reason).toBe("finished");
    expect(posted).toEqual(['{"tool_call_id":"x","result":"Lisbon"}']);
  });
});

it("takes no answer beside a stream that is over", async () => {
  const asks = { type: "TOOL_CALL_REQUEST", toolCallId: "x", toolName: "locate" };
  const url = await serveBodies((body, _request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(encoded(STARTED, body) + `data: ${JSON.stringify(asks)}\n\n`);
    setImmediate(() => response.end(encoded(FINISHED, body)));
  });
  const open: string[] = [];
  const signals: AbortSignal[] = [];
  const { loop, first } = looped(url, {
    answer: (pause, { signal }) => {
      open.push(pause.id);
      signals.push(signal);
      return "ask";
    },
    look: () => ({ tools: [], dialects: [...DEFAULT_DIALECTS, "tool-call-request"] }),
    onEvent: (each) => each.heard(),
    post: () => Promise.reject(new Error("nothing is sent")),
  });
  expect((await loop.start(first)).reason).toBe("finished");
  expect(open).toEqual(["request:x"]);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  expect(loop.give("request:x", result("late"))).toMatchObject({
    ok: false,
    error: "Nothing waits for an answer now.",
  });
});

describe("with the bundled agents", () => {
  it("books with the frontend tool, two at once", async () => {
    const url = await bundled("frontend-tool");
    const tools = ["book_hotel", "book_flight"].map((name) => ({
      name,
      description: name,
      parameters: { type: "object" },
    }));
    const { loop, first, reading, bodies } = looped(url, {
      draft: { message: "Call both" },
      tools: () => tools,
      answer: ({ toolCall }) => value({ kind: "result", value: { booked: toolCall?.name ?? "" } }),
    });
    expect(await loop.start(first)).toMatchObject({ reason: "finished", round: 1 });
    expect(JSON.parse(bodies[1] ?? "")).toMatchObject({ threadId: "t1", parentRunId: "n1", tools });
    const { messages } = reading.viewAt(reading.length);
    expect(messages.map(({ role }) => role)).toEqual(["user", "assistant", "tool", "tool", "assistant"]);
    expect(messages.at(-1)?.content).toContain('{"booked":"book_flight"}');
    expect(reading.findingCounts.error).toBe(0);
  });

  it("resumes the interrupt agent for both of its questions at once, one by a rule", async () => {
    const url = await bundled("interrupt");
    const log: string[] = [];
    const rule = {
      id: "few",
      enabled: true,
      match: "send_*",
      when: { pointer: "/recipients", operator: "<", value: "100" },
      do: { kind: "reject", reason: "too few" },
    } as const;
    const { loop, first, reading, waiting, bodies } = looped(url, {
      draft: { message: "Send two newsletters" },
      answer: withRules(
        () => [rule],
        () => "ask",
        ({ sentence }) => log.push(sentence),
      ),
    });
    const end = loop.start(first);
    const [pause, ...more] = await waiting();
    expect(more).toEqual([]);
    loop.give(pause?.id ?? "", { kind: "approve", editedArgs: { audience: "all", subject: "July" } });
    expect(await end).toMatchObject({ reason: "finished", round: 1 });
    expect(log).toEqual(["send_newsletter: rejected because /recipients < 100."]);
    const { resume } = JSON.parse(bodies[1] ?? "") as { resume: unknown };
    expect(resume).toMatchObject([
      { status: "resolved", payload: { approved: true, editedArgs: { audience: "all", subject: "July" } } },
      { status: "resolved", payload: { approved: false, comment: "too few" } },
    ]);
    expect(reading.viewAt(reading.length)).toMatchObject({
      interrupts: [],
      state: { newsletter: [{ verdict: "approved", audience: "all" }, { verdict: "rejected" }] },
    });
    expect(reading.findingCounts.error).toBe(0);
  });

  it.each(["partial", "unknown-id", "missing"] as const)(
    "hears what the interrupt agent says to a resume that is %s",
    async (fault) => {
      const url = await bundled("interrupt");
      const { loop, first } = looped(url, {
        draft: { message: "Send two" },
        answer: () => ({ kind: "approve" }),
        fault: () => fault,
      });
      expect(await loop.start(first)).toMatchObject({
        reason: "failed",
        round: 1,
        sentence: expect.stringMatching(/answer|resume/i) as string,
      });
    },
  );

  it("plans and books the trip when it is approved", async () => {
    const { loop, first, reading } = looped(await bundled("trip-planner"), { answer: () => ({ kind: "approve" }) });
    expect(await loop.start(first)).toMatchObject({ reason: "finished", round: 1 });
    expect(reading.viewAt(reading.length)).toMatchObject({
      state: { stage: "done", trip: { hotel: { status: "confirmed" } } },
    });
    expect(reading.findingCounts.error).toBe(0);
  });
});
