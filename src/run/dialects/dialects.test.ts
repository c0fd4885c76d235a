import { describe, expect, it } from "vitest";
import type { JsonObject } from "#src/lib/json.ts";
import { pausesOf, type PauseOptions } from "#src/run/pending/pausesOf.ts";
import { readingOf, wild } from "#src/run/pending/readingForTests.ts";
import { predictStateOf } from "#src/protocol/predictState.ts";
import type { Pause, PauseAnswer, Reply } from "#src/run/pending/types.ts";
import { DEFAULT_DIALECTS, DIALECTS, replyTo } from "./dialects.ts";
import { sidePostOf } from "./toolCallRequest.ts";

const STARTED = { type: "RUN_STARTED", threadId: "t", runId: "r1" };
const FINISHED = { type: "RUN_FINISHED", threadId: "t", runId: "r1" };
const ALL = DIALECTS.map(({ id }) => id);

const pauseIn = (
  answer: readonly object[] | string,
  body: unknown = {},
  open = false,
  resultSchema: PauseOptions["resultSchema"] = () => undefined,
): Pause => {
  const look = { tools: [], dialects: ALL, resultSchema };
  const [pause, ...more] = pausesOf(readingOf({ body, answer, open }), look);
  expect(more).toEqual([]);
  return pause as Pause;
};
const asking = (name: string, args: object, resultSchema?: PauseOptions["resultSchema"]): Pause => {
  const call = [
    { type: "TOOL_CALL_START", toolCallId: "c", toolCallName: name },
    { type: "TOOL_CALL_ARGS", toolCallId: "c", delta: JSON.stringify(args) },
    { type: "TOOL_CALL_END", toolCallId: "c" },
  ];
  return pauseIn([STARTED, ...call, FINISHED], {}, false, resultSchema);
};
const interrupted = (interrupt: object): Pause =>
  pauseIn([
    STARTED,
    { ...FINISHED, outcome: { type: "interrupt", interrupts: [{ reason: "tool_call", ...interrupt }] } },
  ]);
const custom = (value: unknown): Pause => pauseIn([STARTED, { type: "CUSTOM", name: "on_interrupt", value }, FINISHED]);

function said(pause: Pause, answer: PauseAnswer): Reply {
  const reply = replyTo(pause, answer);
  if (!reply.ok) throw new Error(reply.error);
  return reply.value;
}
const refused = (pause: Pause, answer: PauseAnswer): string => {
  const reply = replyTo(pause, answer);
  return reply.ok ? "" : reply.error;
};
/** The bytes matter, so entries are compared as the text that is sent. */
const resume = (pause: Pause, answer: PauseAnswer): string => JSON.stringify([said(pause, answer).resume]);
const content = (pause: Pause, answer: PauseAnswer): string | undefined => said(pause, answer).toolMessage?.content;
const sent = (name: string, member: string): string => JSON.stringify(wild(name).body[member]);

describe("1.0 interrupts", () => {
  const pydantic = interrupted({ id: "int-call_19_0", toolCallId: "call_19_0" });

  it("says yes and no as in the recorded turns of Pydantic AI", () => {
    expect(resume(pydantic, { kind: "approve" })).toBe(sent("pydantic-ai/hitl_turn2_approved", "resume"));
    expect(resume(pydantic, { kind: "reject", reason: "no" })).toBe(sent("pydantic-ai/hitl_turn2_denied", "resume"));
    expect(pydantic.shape.why).toContain("Pydantic AI");
  });

  it("replaces the arguments as a whole", () => {
    expect(resume(pydantic, { kind: "approve", editedArgs: { filename: "b" } })).toContain(
      '"payload":{"approved":true,"editedArgs":{"filename":"b"}}',
    );
  });

  it("gives LangGraph's node any value, as in the recorded turn", () => {
    const pause = pauseIn(wild("langgraph-python/hitl_outcome_rerun_without_resume").answer);
    expect(resume(pause, { kind: "result", value: { approved: true } })).toBe(
      sent("langgraph-python/hitl_outcome_turn2_resume", "resume"),
    );
    expect(refused(pause, { kind: "approve" })).toContain("answer with a value");
  });

  it("goes by the response schema where there is one", () => {
    const by = (responseSchema: object): Pause => interrupted({ id: "i", responseSchema });
    expect(resume(by({ type: "boolean" }), { kind: "reject" })).toContain('"payload":false');
    expect(resume(by({ type: ["string", "boolean"] }), { kind: "approve" })).toContain('"payload":true');
    expect(resume(by({ properties: { accepted: { type: "boolean" } } }), { kind: "approve" })).toContain(
      '"payload":{"accepted":true}',
    );
    const named = by({ properties: { go: { type: "boolean" }, comment: { type: "string" } }, required: ["go"] });
    expect(resume(named, { kind: "reject", reason: "late" })).toContain('"payload":{"go":false,"comment":"late"}');
    expect(by({ properties: { city: { type: "string" } } }).shape.fits).toEqual(["result", "cancel"]);
  });

  it("knows .NET by the id, and leaves out of its answer what it does not take, with a warning", () => {
    const reply = said(interrupted({ id: "ficc_1", toolCallId: "c" }), { kind: "reject", reason: "no" });
    expect(reply).toMatchObject({
      resume: { payload: { approved: false } },
      warnings: [expect.stringContaining("not sent")],
    });
  });

  it("brings AG2's proof back", () => {
    const pause = interrupted({ id: "i", reason: "input_required", metadata: { ag2: { proof: "p", other: 1 } } });
    expect(resume(pause, { kind: "result", value: "Lisbon" })).toBe(
      '[{"interruptId":"i","status":"resolved","payload":"Lisbon","metadata":{"ag2":{"proof":"p"}}}]',
    );
  });

  it("says yes and no to a confirmation without a schema", () => {
    const pause = interrupted({ id: "i", reason: "confirmation" });
    expect(resume(pause, { kind: "approve" })).toContain('"payload":{"approved":true}');
    expect(resume(pause, { kind: "reject" })).toContain('"status":"resolved","payload":{"approved":false}');
  });

  it("says of any other that nothing tells what it wants", () => {
    const { shape } = interrupted({ id: "i", reason: "acme:pause" });
    expect(shape).toMatchObject({
      yesKey: undefined,
      why: expect.stringContaining("“acme:pause” does not tell") as string,
    });
  });
});

describe("Agent Framework", () => {
  const pause = pauseIn(wild("ms-agent-framework-python/hitl_b_turn1").answer);

  it("answers by resume alone, with edited arguments beside the yes", () => {
    const reply = said(pause, { kind: "approve", editedArgs: { filename: "other.txt" } });
    expect(JSON.stringify(reply.resume)).toBe(
      '{"interruptId":"call_97_0","status":"resolved","payload":{"accepted":true,"filename":"other.txt"}}',
    );
    expect(reply.toolMessage).toBeUndefined();
  });

  it("cancels as in the recorded turn, and warns of the error that follows", () => {
    const answer = { kind: "cancel" } as const;
    expect(resume(pause, answer)).toBe(sent("ms-agent-framework-python/hitl_b_turn2_cancelled", "resume"));
    expect(said(pause, answer).warnings).toEqual([expect.stringContaining("APPROVAL_RESUME_CANCELLED")]);
  });

  it("answers the version from before 1.0 interrupts where that one looks", () => {
    const legacy = pauseIn([
      STARTED,
      { ...FINISHED, interrupt: [{ id: "call_1", value: { function_call: { call_id: "call_1", name: "x" } } }] },
    ]);
    expect(JSON.stringify(said(legacy, { kind: "approve" }).forwardedProps)).toBe(
      '{"command":{"resume":[{"id":"call_1","value":{"accepted":true}}]}}',
    );
    expect(refused(legacy, { kind: "cancel" })).toContain("reject");
  });
});

describe("on_interrupt", () => {
  it("resumes LangGraph as in the recorded turn", () => {
    const pause = pauseIn(wild("langgraph-python/hitl_rerun_without_resume").answer);
    expect(JSON.stringify(said(pause, { kind: "result", value: "yes" }).forwardedProps)).toBe(
      sent("langgraph-python/hitl_turn2_legacy_command_resume", "forwardedProps"),
    );
    expect(refused(pause, { kind: "cancel" })).toContain("cannot cancel");
  });

  it("takes a value that is an object, a text, or a JSON text", () => {
    expect(custom({ question: "Go?" }).question).toBe("Go?");
    expect(custom("Go on?").question).toBe("Go on?");
    expect(custom('{"amount":3}').question).toBe('{"amount":3}');
  });

  it("brings Mastra's event back byte for byte", () => {
    const value =
      '{"type":"mastra_suspend", "toolCallId":"c","toolName":"reserve","resumeSchema":"{\\"type\\":\\"boolean\\"}"}';
    const { forwardedProps } = said(custom(value), { kind: "approve" });
    expect(JSON.stringify(forwardedProps)).toBe(JSON.stringify({ command: { resume: true, interruptEvent: value } }));
  });
});

describe("tools that are questions", () => {
  const steps = [
    { description: "dig", status: "enabled" },
    { description: "rest", status: "disabled" },
  ];

  it("answers generate_task_steps with the steps that shall be done", () => {
    const pause = asking("generate_task_steps", { steps });
    expect(content(pause, { kind: "approve" })).toBe(
      '{"accepted":true,"steps":[{"description":"dig","status":"enabled"}]}',
    );
    expect(content(pause, { kind: "approve", editedArgs: { steps: [] } })).toBe('{"accepted":true,"steps":[]}');
    expect(content(pause, { kind: "reject" })).toBe('{"accepted":false}');
    expect(refused(pause, { kind: "approve", editedArgs: { a: 1 } })).toContain("a list");
  });

  it("answers confirm_changes as in the recorded turn", () => {
    const [, answer] = wild("agui-server-starter/predictive_state_updates_turn2").body["messages"] as {
      content: string;
    }[];
    expect(content(asking("confirm_changes", {}), { kind: "approve" })).toBe(answer?.content);
  });

  it("answers the .NET sample in snake_case, and takes another request_approval for a tool", () => {
    const pause = asking("request_approval", { request: { approval_id: "a1", function_name: "pay" } });
    expect(content(pause, { kind: "approve" })).toBe('{"approval_id":"a1","approved":true}');
    expect(said(pause, { kind: "reject", reason: "no" }).warnings).toHaveLength(1);
    expect(asking("request_approval", { amount: 3 }).dialect).toBe("frontend-tool");
  });

  it("answers Agno with accepted, and says what else it may want", () => {
    const raw = { type: "RAW", event: {}, source: "agno" };
    const call = { type: "TOOL_CALL_CHUNK", toolCallId: "c", toolCallName: "delete_file", delta: "{}" };
    const pause = pauseIn([STARTED, raw, call, FINISHED]);
    expect(JSON.parse(content(pause, { kind: "reject" }) ?? "")).toEqual({ accepted: false });
    expect(content(pause, { kind: "reject", reason: "no" })).toBe('{"accepted":false,"note":"no"}');
    expect(content(pause, { kind: "result", value: { values: { city: "Lisbon" } } })).toBe(
      '{"values":{"city":"Lisbon"}}',
    );
    expect(pause.shape.why).toMatch(/\{values\}.*\{selections\}/);
  });
});

describe("frontend tools", () => {
  const pause = asking("pick", {});
  const message = (answer: PauseAnswer): string => JSON.stringify(said(pause, answer).toolMessage);

  it("sends a text as it is and every other value as JSON", () => {
    expect(message({ kind: "result", value: "Lisbon" })).toBe('{"toolCallId":"c","content":"Lisbon"}');
    expect(message({ kind: "result", value: { a: [1] } })).toBe('{"toolCallId":"c","content":"{\\"a\\":[1]}"}');
    expect(message({ kind: "result", value: null, text: "{ nope" })).toBe('{"toolCallId":"c","content":"{ nope"}');
  });

  it("tells of a failure beside the content", () => {
    expect(message({ kind: "fail", message: "No room" })).toBe(
      '{"toolCallId":"c","content":"No room","error":"No room"}',
    );
    expect(message({ kind: "fail", message: "No room", content: "{}" })).toBe(
      '{"toolCallId":"c","content":"{}","error":"No room"}',
    );
    expect(message({ kind: "cancel" })).toContain('"error":"The user cancelled this call."');
  });

  it("answers another call on purpose, in its own place", () => {
    expect(message({ kind: "result", value: 1, callId: "other" })).toBe(
      '{"toolCallId":"other","content":"1","placedAfter":"c"}',
    );
  });

  it("says yes and no in the words of AG-UI's interrupts, and is a value first of all", () => {
    expect(pause.shape.fits[0]).toBe("result");
    expect(content(pause, { kind: "approve" })).toBe('{"approved":true}');
    expect(content(pause, { kind: "approve", editedArgs: [1] })).toBe('{"approved":true,"editedArgs":[1]}');
    expect(content(pause, { kind: "reject" })).toBe('{"approved":false}');
    expect(message({ kind: "reject", reason: "no" })).toBe(
      '{"toolCallId":"c","content":"{\\"approved\\":false,\\"reason\\":\\"no\\"}"}',
    );
  });

  it("says them under the key of the tool's result schema that means yes or no", () => {
    const flag = { type: "boolean" };
    const by = (schema: JsonObject, args: object = {}): Pause => asking("pick", args, () => schema);
    const accepting = by({ properties: { accepted: flag, note: { type: "string" } }, required: ["accepted"] });
    expect(accepting.shape.fits[0]).toBe("approve");
    expect(content(accepting, { kind: "approve", editedArgs: {} })).toBe('{"accepted":true,"editedArgs":{}}');
    expect(content(accepting, { kind: "reject", reason: "no" })).toBe('{"accepted":false,"note":"no"}');
    const beside = by({ properties: { confirmed: flag, city: {} }, required: ["confirmed", "city"] }, { city: "Riga" });
    // An approval alone would not be enough of a result.
    expect(beside.shape.fits[0]).toBe("result");
    expect(content(beside, { kind: "approve", editedArgs: { city: "Oslo" } })).toBe('{"confirmed":true,"city":"Oslo"}');
    const bare = by(flag);
    expect(content(bare, { kind: "reject", reason: "no" })).toBe("false");
    expect(bare.shape.editKey).toBeUndefined();
    // A fact is no consent.
    const fact = by({ properties: { raining: flag }, required: ["raining"] });
    expect(content(fact, { kind: "approve" })).toBe('{"approved":true}');
  });
});

describe("dialects that are looked for only when asked to", () => {
  it("are two", () => {
    expect(ALL.filter((id) => !DEFAULT_DIALECTS.includes(id))).toEqual(["chat-question", "tool-call-request"]);
  });

  it("answers in the chat with the next user message", () => {
    const pause = pauseIn([STARTED, { type: "TEXT_MESSAGE_CHUNK", messageId: "m", delta: "Where?" }, FINISHED]);
    expect(said(pause, { kind: "result", value: "Lisbon" })).toEqual({
      pauseId: "message:m",
      userMessage: "Lisbon",
      warnings: [],
    });
  });

  it("answers beside the stream as the guide prints it", () => {
    const pause = pauseIn(
      [STARTED, { type: "TOOL_CALL_REQUEST", toolCallId: "call_xyz", toolName: "locate" }],
      {},
      true,
    );
    const value = { latitude: 52.36, longitude: 4.9 };
    const reply = said(pause, { kind: "result", value });
    expect(sidePostOf("http://a.test/agent/?x=1", reply)).toEqual({
      url: "http://a.test/agent/tool_result?x=1",
      body: '{"tool_call_id":"call_xyz","result":{"latitude":52.36,"longitude":4.9}}',
    });
    expect(said(pause, { kind: "fail", message: "No signal" }).sidePost?.body).toBe(
      '{"tool_call_id":"call_xyz","error":"No signal"}',
    );
    expect(refused(pause, { kind: "approve" })).toContain("nothing else");
  });
});

it("reads what is predicted, in both spellings", () => {
  const recorded = { state_key: "document", tool: "write_document_local", tool_argument: "document" };
  const expected = { stateKey: "document", tool: "write_document_local", toolArgument: "document" };
  const predicted = (value: unknown) => predictStateOf({ type: "CUSTOM", name: "PredictState", value });
  expect(predicted([recorded])).toEqual([expected]);
  expect(predicted(expected)).toEqual([expected]);
  expect(predicted([{ tool: "x" }, 3])).toEqual([]);
  expect(predictStateOf({ type: "CUSTOM", name: "usage", value: [recorded] })).toBeUndefined();
});
