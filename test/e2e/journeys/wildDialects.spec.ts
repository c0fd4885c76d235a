import { expect, test } from "@playwright/test";
import { FINISHED, frame, STARTED } from "../support/oddServer.ts";
import { assistant, body, toolCall, user } from "./journey.ts";
import { recorded, Replay, lastMessageIn } from "./replay.ts";

// Streams of real backends, answered as a human does; what these then sent is what the answer led to there.

const MAF = "ms-agent-framework-python";
const HEARD = /Microsoft Agent Framework approval.*AG-UI 1\.0 interrupt/;
const PLAIN = { forwardedProps: "{}" };

test("Agent Framework's approval is one question on three channels, and answered by resume alone", async ({ page }) => {
  const asking = [recorded(`${MAF}/hitl_b_turn1`), recorded(`${MAF}/hitl_d_turn1`)];
  const [first = "", second = ""] = asking;
  const third = recorded(`${MAF}/hitl_noconfirm_b_turn1`);
  const cancelled = recorded(`${MAF}/hitl_b_turn2_cancelled`);
  await Replay.of(page, [first, second, third, cancelled], async (at) => {
    const { scope, strip, preview } = at;
    await at.say("delete it");
    await at.asks("delete_file", HEARD);
    await expect(strip).toContainText("confirm_changes");
    await expect(strip).toContainText("Approve running delete_file?");
    await at.press("Reject");

    await expect.poll(() => at.requests).toBe(2);
    await at.asks("delete_file", HEARD);
    await at.press("Edit arguments");
    await strip.getByRole("textbox", { name: "Edited arguments" }).fill('{"filename": "other.txt"}');
    await expect(preview).toContainText('"payload":{"accepted":true,"filename":"other.txt"}');
    await at.press("Approve");

    await expect.poll(() => at.requests).toBe(3);
    await at.asks("delete_file", HEARD);
    await expect(strip).not.toContainText("confirm_changes");
    await strip.getByRole("button", { name: "Cancel" }).focus();
    await expect(preview).toContainText("APPROVAL_RESUME_CANCELLED: reject to go on");
    await at.press("Cancel");
    await scope.endsWith(/^Failed/);
    await expect(scope.status).toContainText("was cancelled");

    const resume = (id: string, rest: string): string => `[{"interruptId":"${id}",${rest}}]`;
    expect(at.sent).toEqual([
      body({ runId: "#2", messages: [user("#3", "delete it")], ...PLAIN }),
      body({
        runId: "#4",
        parentRunId: "#2",
        messages: [user("#3", "delete it"), lastMessageIn(first)],
        resume: resume("call_97_0", '"status":"resolved","payload":{"accepted":false}'),
        ...PLAIN,
      }),
      body({
        runId: "#5",
        parentRunId: "#4",
        messages: [user("#3", "delete it"), lastMessageIn(second)],
        resume: resume("call_1_0", '"status":"resolved","payload":{"accepted":true,"filename":"other.txt"}'),
        ...PLAIN,
      }),
      body({
        runId: "#6",
        parentRunId: "#5",
        messages: [user("#3", "delete it"), lastMessageIn(third)],
        resume: resume("call_101_0", '"status":"cancelled"'),
        ...PLAIN,
      }),
    ]);
  });
});

/** Frames of a run with these events. */
const run = (...all: readonly object[]): string => [STARTED, ...all.map(frame), FINISHED].join("");
const called = (id: string, name: string, args: object): string =>
  run(
    { type: "TOOL_CALL_START", toolCallId: id, toolCallName: name },
    { type: "TOOL_CALL_ARGS", toolCallId: id, delta: JSON.stringify(args) },
    { type: "TOOL_CALL_END", toolCallId: id },
  );
const saying = (id: string, text: string): string =>
  run({ type: "TEXT_MESSAGE_CHUNK", messageId: id, role: "assistant", delta: text });
const DONE = saying("done", "Done.");

/** A call that came without a parent message, in the history. */
const asked = (id: string, name: string, args: string): string =>
  `{"id":"${id}","role":"assistant","toolCalls":[${toolCall(id, name, args)}]}`;
/** The result of one. */
const result = (id: string, callId: string, content: string): string =>
  `{"id":"${id}","role":"tool","toolCallId":"${callId}","content":${JSON.stringify(content)}}`;

/** The bodies of a loop whose history grows by these messages; `runIds` as they are numbered. */
const loop = (runIds: readonly string[], added: readonly (readonly string[])[]): readonly string[] =>
  runIds.map((runId, at) => {
    const parentRunId = runIds[at - 1];
    const messages = added.slice(0, at + 1).flat();
    return body({ runId, ...(parentRunId !== undefined && { parentRunId }), messages, ...PLAIN });
  });

test("predicted changes of the state are confirmed as Dojo does, and the call that wrote them is left", async ({
  page,
}) => {
  const story = recorded("agui-server-starter/predictive_state_updates_turn1");
  const [, write = "", confirm = ""] = /"toolCallId":"([^"]+)"[^]*"toolCallId":"([^"]+)"/.exec(story) ?? [];
  const text = [...story.matchAll(/"delta":("(?:[^"\\]|\\.)*")/g)].map(([, delta = ""]) => JSON.parse(delta) as string);
  await Replay.of(page, [story, recorded("agui-server-starter/predictive_state_updates_turn2")], async (at) => {
    const { scope, strip, preview } = at;
    await at.say("story");
    // What is certainly asked comes before what may be no question.
    await at.asks("confirm_changes", "{accepted}", "2 of 2 pending");
    await expect(strip.getByLabel("Predicted document")).toContainText("Buddy was a very good dog.");
    await expect(preview).toContainText('"content":"{\\"accepted\\":true}"');
    await at.press("Approve");
    await at.asks("write_document_local", "may have run it itself");
    expect(at.requests).toBe(1);
    await at.press("Leave it");
    await scope.endsWith(/^Finished/);
    await expect(scope.conversation).toContainText("Ok!");
    expect(at.sent).toEqual(
      loop(
        ["#2", "#4"],
        [
          [user("#3", "story")],
          [
            asked(write, "write_document_local", text.slice(0, -1).join("")),
            asked(confirm, "confirm_changes", "{}"),
            result("#5", confirm, '{"accepted":true}'),
          ],
        ],
      ),
    );
  });
});

test("a call that is the question is answered in its own words", async ({ page }) => {
  const steps = {
    steps: [
      { description: "Dig", status: "enabled" },
      { description: "Rest", status: "disabled" },
    ],
  };
  const request = { approval_id: "a1", function_name: "pay", function_arguments: { eur: 3 } };
  const plan = (id: string): string => called(id, "generate_task_steps", steps);
  const approval = called("c4", "request_approval", { request });
  const agno = recorded("agno/frontend_tool");
  const ids = [...new Set(agno.match(/(?<="messageId":")[^"]+/g))];
  await Replay.of(page, [plan("c1"), plan("c2"), plan("c3"), approval, agno, DONE], async (at) => {
    const { scope, strip, preview } = at;
    const next = (count: number): Promise<void> => expect.poll(() => at.requests).toBe(count);
    await at.say("Plan it");
    await at.asks("generate_task_steps", "{accepted, steps}");
    await at.press("Approve");
    await next(2);
    await at.asks("generate_task_steps", "{accepted, steps}");
    await at.press("Edit arguments");
    const field = strip.getByRole("textbox", { name: "Edited arguments" });
    await field.fill('{"plan": []}');
    await at.press("Approve");
    await expect(strip.getByRole("alert")).toContainText("a list, or an object with “steps”");
    await field.fill('{"steps": [{"description": "Sing"}]}');
    await at.press("Approve");
    await next(3);
    await at.asks("generate_task_steps", "{accepted, steps}");
    await at.press("Reject");
    await at.asks("request_approval", "{approval_id, approved}");
    await at.press("Reject");
    await at.asks("get_user_location", "Agno");
    await strip.getByRole("textbox", { name: "Reason for a rejection" }).fill("no");
    await expect(preview).toContainText('\\"note\\":\\"no\\"');
    await at.press("Reject");
    await scope.endsWith(/^Finished/);
    const planned = (id: string): string => asked(id, "generate_task_steps", JSON.stringify(steps));
    expect(at.sent).toEqual(
      loop(
        ["#2", "#4", "#6", "#8", "#10", "#12"],
        [
          [user("#3", "Plan it")],
          [planned("c1"), result("#5", "c1", '{"accepted":true,"steps":[{"description":"Dig","status":"enabled"}]}')],
          [planned("c2"), result("#7", "c2", '{"accepted":true,"steps":[{"description":"Sing"}]}')],
          [planned("c3"), result("#9", "c3", '{"accepted":false}')],
          [
            asked("c4", "request_approval", JSON.stringify({ request })),
            result("#11", "c4", '{"approval_id":"a1","approved":false}'),
          ],
          [
            `{"id":"${ids[0]}","role":"assistant","content":""}`,
            assistant(ids[1] ?? "", "", toolCall("call_95_0", "get_user_location", "{}")),
            result("#13", "call_95_0", '{"accepted":false,"note":"no"}'),
          ],
        ],
      ),
    );
  });
});

test("LangGraph's question is one on two channels, answered by resume, and by its command where that is alone", async ({
  page,
}) => {
  const streams = [
    "outcome_rerun_without_resume",
    "outcome_turn2_resume",
    "rerun_without_resume",
    "turn2_legacy_command_resume",
  ].map((name) => recorded(`langgraph-python/hitl_${name}`));
  await Replay.of(page, streams, async (at) => {
    const { scope, strip } = at;
    const answer = async (text: string): Promise<void> => {
      await expect(strip).toContainText("Delete?");
      await strip.getByRole("textbox", { name: "Result" }).fill(text);
      await at.press("Send result");
      await scope.endsWith(/^Finished/);
    };
    await at.say("delete it");
    await at.asks("langgraph:interrupt", /AG-UI 1\.0 interrupt.*LangGraph on_interrupt/);
    await answer('{"approved": true}');
    await at.say("once more");
    await at.asks("The agent", "LangGraph on_interrupt");
    await answer("yes");
    expect(at.sent).toHaveLength(4);
    const [, resumed = "", third = "", commanded = ""] = at.sent;
    expect(resumed).toBe(
      body({
        runId: "#4",
        parentRunId: "#2",
        messages: [user("#3", "delete it")],
        resume: '[{"interruptId":"ceb521930634bcda023ffa57be5b74d6","status":"resolved","payload":{"approved":true}}]',
        ...PLAIN,
      }),
    );
    // The state and the history of that graph are long; all that the answer adds to them is the command.
    expect(commanded).toBe(
      third
        .replace('"runId":"#5"', '"runId":"#7","parentRunId":"#5"')
        .replace('"forwardedProps":{}', '"forwardedProps":{"command":{"resume":"yes"}}'),
    );
  });
});

test("Mastra's pause is one on two channels, and its own answer brings the event back byte for byte", async ({
  page,
}) => {
  const value =
    '{"type":"mastra_suspend", "toolCallId":"c","toolName":"reserve","args":{"nights":2},"suspendPayload":{"question":' +
    '"Reserve?"},"resumeSchema":"{\\"type\\":\\"object\\",\\"properties\\":{\\"approved\\":{\\"type\\":\\"boolean\\"}}}"}';
  const asks = { type: "CUSTOM", name: "on_interrupt", value };
  const outcome = { type: "interrupt", interrupts: [{ id: "r1::c", reason: "mastra:tool_suspend", toolCallId: "c" }] };
  const both = STARTED + frame(asks) + frame({ type: "RUN_FINISHED", threadId: "t", runId: "r", outcome });
  await Replay.of(page, [both, run(asks), DONE], async (at) => {
    const { scope, strip } = at;
    await at.say("Reserve it");
    await at.asks("reserve", /AG-UI 1\.0 interrupt.*Mastra on_interrupt/);
    await expect(strip).toContainText("Reserve?");
    await at.press("Approve");
    await expect.poll(() => at.requests).toBe(2);
    await at.asks("reserve", /Mastra on_interrupt #\d+\./);
    await at.press("Reject");
    await scope.endsWith(/^Finished/);
    const messages = [user("#3", "Reserve it")];
    expect(at.sent).toEqual([
      body({ runId: "#2", messages, ...PLAIN }),
      body({
        runId: "#4",
        parentRunId: "#2",
        messages,
        resume: '[{"interruptId":"r1::c","status":"resolved","payload":{"approved":true}}]',
        ...PLAIN,
      }),
      body({
        runId: "#5",
        parentRunId: "#4",
        messages,
        forwardedProps: `{"command":{"resume":{"approved":false},"interruptEvent":${JSON.stringify(value)}}}`,
      }),
    ]);
  });
});

test("a question in the chat is one only when looked for, and the answer is the next user message", async ({
  page,
}) => {
  await Replay.of(page, [saying("q1", "Which city?"), saying("q2", "And when?"), DONE], async (at) => {
    const { scope, strip, preview } = at;
    await at.say("Book it");
    await scope.endsWith(/^Finished/);
    await expect(strip).toBeHidden();
    await page.getByRole("tab", { name: /^Tools/ }).click();
    await page.getByRole("button", { name: "Loop", exact: true }).click();
    const sheet = page.getByRole("dialog", { name: "Loop" });
    await sheet.getByRole("checkbox", { name: "Question in the chat" }).check();
    await page.keyboard.press("Escape");
    await scope.tab("Input").click();
    await at.say("Lisbon");
    await at.asks("The agent", "Only the question mark at its end says that the agent waits");
    const field = strip.getByRole("textbox", { name: "Result" });
    await field.fill("x");
    await field.fill("");
    await expect(preview).toHaveText(/user message\s*""/);
    await field.fill("in May");
    await expect(preview).toHaveText(/user message\s*"in May"/);
    await at.press("Send result");
    await scope.endsWith(/^Finished/);
    const said = (id: string, content: string): string =>
      `{"id":"${id}","role":"assistant","content":${JSON.stringify(content)}}`;
    const history = [user("#3", "Book it"), said("q1", "Which city?"), user("#5", "Lisbon")];
    expect(at.sent).toEqual([
      body({ runId: "#2", messages: history.slice(0, 1), ...PLAIN }),
      body({ runId: "#4", messages: history, ...PLAIN }),
      body({
        runId: "#6",
        parentRunId: "#4",
        messages: [...history, said("q2", "And when?"), user("#7", "in May")],
        ...PLAIN,
      }),
    ]);
  });
});

test("an Agent Framework from before 1.0 is answered where it looks, in the spelling that it reads", async ({
  page,
}) => {
  const call = { call_id: "call_1", name: "delete_file", arguments: { filename: "report.txt" } };
  const value = { type: "function_approval_request", function_call: call };
  const end = { type: "RUN_FINISHED", threadId: "t", runId: "r", interrupt: [{ id: "call_1", value }] };
  const calls = [
    { type: "TOOL_CALL_START", toolCallId: "call_1", toolCallName: "delete_file", parentMessageId: "a1" },
    { type: "TOOL_CALL_ARGS", toolCallId: "call_1", delta: "{}" },
    { type: "TOOL_CALL_END", toolCallId: "call_1" },
  ];
  await Replay.of(page, [[STARTED, ...calls.map(frame), frame(end)].join(""), DONE], async (at) => {
    const { scope, preview } = at;
    await page
      .getByRole("group", { name: "Body form" })
      .getByRole("combobox", { name: "Fields" })
      .selectOption("snake_case");
    await at.say("delete it");
    await at.asks("delete_file", "Microsoft Agent Framework before PR 6925");
    await expect(preview).toContainText('{"command":{"resume":[{"id":"call_1","value":{"accepted":true}}]}}');
    await at.press("Approve");
    await scope.endsWith(/^Finished/);
    const toolCalls = `[${toolCall("call_1", "delete_file", "{}")}]`;
    expect(at.sent[1]).toBe(
      '{"thread_id":"#1","run_id":"#4","parent_run_id":"#2","state":{},"messages":[' +
        `${user("#3", "delete it")},{"id":"a1","role":"assistant","tool_calls":${toolCalls}}],"tools":[],"context":[],` +
        '"forwarded_props":{"command":{"resume":[{"id":"call_1","value":{"accepted":true}}]}}}',
    );
  });
});
