import { expect } from "@playwright/test";
import { ARGS, asking, importTools, intro, offered, tool } from "./frontendTools.ts";
import { assistant, body, journey, toolCall, user, type Place } from "./journey.ts";
import { saying } from "./story.ts";

/** Both requests where one call was answered: the tool message is as given. */
const answered = (
  message: string,
  name: string,
  tools: string,
  toolMessage: string,
  args = ARGS,
): readonly string[] => [
  body({ runId: "#2", messages: [user("#3", message)], tools }),
  body({
    runId: "#4",
    parentRunId: "#2",
    messages: [
      user("#3", message),
      assistant("#5", intro(name), toolCall("#6", name, args)),
      `{"id":"#7","role":"tool","toolCallId":"#6",${toolMessage}}`,
    ],
    tools,
  }),
];

journey("a fixed answer", {
  bundled: "frontend-tool",
  plain: [asking(["get_weather"], { args: "{}" }), saying("msg_y_1", "Thank you.")],
  message: "The weather, please.",
  async prepare({ page }) {
    await page.getByRole("tab", { name: "Tools" }).click();
    await page.getByRole("button", { name: "New tool" }).click();
    await page.getByRole("textbox", { name: "Tool name" }).fill("get_weather");
    await page.getByRole("textbox", { name: "Tool description" }).fill("Of get_weather");
    await page.getByRole("button", { name: "From an example" }).click();
    await page.getByRole("textbox", { name: "Example for the parameters" }).fill("{}");
    await page.getByRole("button", { name: "Make the schema" }).click();
    await page.getByRole("tab", { name: "Answer" }).click();
    await page.getByRole("combobox", { name: "Answer", exact: true }).selectOption("Fixed text");
    await page.getByRole("textbox", { name: "Text of the answer" }).fill('{ "sky": "clear", "celsius": 1.0 }');
  },
  async steps({ scope, strip }) {
    await scope.endsWith(/^Finished/);
    await expect(scope.conversation.getByRole("article", { name: "tool call get_weather" })).toContainText("answered");
    await expect(scope.conversation).toContainText("Thank you.");
    await expect(strip).toBeHidden();
  },
  sent: answered(
    "The weather, please.",
    "get_weather",
    '[{"name":"get_weather","description":"Of get_weather","parameters":{"type":"object","properties":{}}}]',
    // The text is the user's: not parsed, not laid out anew.
    `"content":${JSON.stringify('{ "sky": "clear", "celsius": 1.0 }')}`,
    "{}",
  ),
});

journey("a script", {
  bundled: "frontend-tool",
  plain: [asking(["get_weather"]), saying("msg_y_1", "Thank you.")],
  message: "The weather, please.",
  prepare: (at) =>
    importTools(at, [
      tool("get_weather", {
        kind: "script",
        source: "const n: number = messages.length;\nreturn { city: args.city, callIndex, n, state };",
      }),
    ]),
  async steps({ scope }) {
    await scope.endsWith(/^Finished/);
    const card = scope.conversation.getByRole("article", { name: "tool call get_weather" });
    await expect(card).toContainText("answered");
    await expect(card).toContainText("callIndex");
  },
  sent: answered(
    "The weather, please.",
    "get_weather",
    offered("get_weather"),
    `"content":${JSON.stringify('{"city":"Riga","callIndex":0,"n":2,"state":{}}')}`,
  ),
});

journey("a tool that fails", {
  bundled: "frontend-tool",
  plain: [asking(["get_weather"]), saying("msg_y_1", "Thank you.")],
  message: "The weather, please.",
  prepare: (at) => importTools(at, [tool("get_weather", { kind: "error", message: "No station in Riga" })]),
  async steps({ scope }) {
    await scope.endsWith(/^Finished/);
    const card = scope.conversation.getByRole("article", { name: "tool call get_weather" });
    await expect(card).toContainText("failed");
    await expect(card).toContainText("No station in Riga");
  },
  sent: answered(
    "The weather, please.",
    "get_weather",
    offered("get_weather"),
    '"content":"No station in Riga","error":"No station in Riga"',
  ),
});

journey("ask me, answered in a form made from the result schema", {
  bundled: "frontend-tool",
  plain: [asking(["get_weather"]), saying("msg_y_1", "Thank you.")],
  message: "The weather, please.",
  prepare: (at) =>
    importTools(at, [
      {
        ...tool("get_weather", { kind: "ask" }),
        resultSchemaText: '{"type":"object","properties":{"sky":{"type":"string"},"wind":{"type":"integer"}}}',
      },
    ]),
  async steps({ scope, strip, press, bodies }) {
    await scope.endsWith(/^Waiting for you/);
    await expect(strip.getByRole("heading")).toHaveText("get_weather is waiting for you");
    await expect(strip).toContainText("Riga");
    await expect(scope.conversation.getByRole("article", { name: "tool call get_weather" })).toContainText(
      "waiting for you",
    );
    await strip.getByRole("textbox", { name: "sky" }).fill("grey");
    await strip.getByRole("spinbutton", { name: "wind" }).fill("7");
    expect(bodies).toHaveLength(1);
    await press("Send result");
    await scope.endsWith(/^Finished/);
    await expect(strip).toBeHidden();
    await expect(scope.conversation).toContainText("grey");
  },
  sent: answered(
    "The weather, please.",
    "get_weather",
    offered("get_weather"),
    `"content":${JSON.stringify('{"sky":"grey","wind":7}')}`,
  ),
});

/** Both requests where the call was answered as to an approval, in the page. */
const approvals = (toolMessage: string) => ({
  bundled: "frontend-tool",
  plain: [asking(["get_weather"]), saying("msg_y_1", "Thank you.")],
  message: "The weather, please.",
  prepare: (at: Place) => importTools(at, [tool("get_weather", { kind: "ask" })]),
  sent: answered("The weather, please.", "get_weather", offered("get_weather"), toolMessage),
});
const asResult = (value: object): string => `"content":${JSON.stringify(JSON.stringify(value))}`;

journey("ask me, approved", {
  ...approvals(asResult({ approved: true })),
  async steps({ scope, strip, press, bodies }) {
    await scope.endsWith(/^Waiting for you/);
    await strip.getByRole("button", { name: "Approve" }).focus();
    await expect(strip.getByLabel("What will be sent")).toContainText(JSON.stringify('{"approved":true}'));
    expect(bodies).toHaveLength(1);
    await press("Approve");
    await scope.endsWith(/^Finished/);
    await expect(strip).toBeHidden();
    await expect(scope.conversation).toContainText("approved");
  },
});

journey("ask me, approved with edited arguments", {
  ...approvals(asResult({ approved: true, editedArgs: { city: "Oslo" } })),
  async steps({ scope, strip, press }) {
    await scope.endsWith(/^Waiting for you/);
    await press("Edit arguments");
    const field = strip.getByRole("textbox", { name: "Edited arguments" });
    await expect(field).toHaveValue('{\n  "city": "Riga"\n}');
    await field.fill('{ "city": 7 }');
    await expect(strip.getByRole("list", { name: /arguments do not fit/ })).toContainText("/city must be a string");
    await field.fill('{ "city": "Oslo" }');
    await expect(strip.getByRole("list", { name: /arguments do not fit/ })).toBeHidden();
    await expect(strip.getByLabel("What will be sent")).toContainText("Oslo");
    await press("Approve");
    await scope.endsWith(/^Finished/);
  },
});

journey("ask me, rejected with a reason", {
  ...approvals(asResult({ approved: false, reason: "Not today" })),
  async steps({ scope, strip, press }) {
    await scope.endsWith(/^Waiting for you/);
    await strip.getByRole("textbox", { name: "Reason for a rejection" }).fill("Not today");
    await expect(strip.getByLabel("What will be sent")).toContainText("Not today");
    await press("Reject");
    await scope.endsWith(/^Finished/);
    await expect(scope.conversation.getByRole("article", { name: "tool call get_weather" })).toContainText("answered");
  },
});

journey("ask me, approved in the word of the result schema", {
  ...approvals(asResult({ accepted: true })),
  prepare: (at) =>
    importTools(at, [
      {
        ...tool("get_weather", { kind: "ask" }),
        resultSchemaText: '{"type":"object","properties":{"accepted":{"type":"boolean"}},"required":["accepted"]}',
      },
    ]),
  async steps({ scope, strip, press }) {
    await scope.endsWith(/^Waiting for you/);
    await expect(strip.getByLabel("What will be sent")).toContainText("accepted");
    await press("Approve");
    await scope.endsWith(/^Finished/);
  },
});

journey("ask me, cancelled", {
  bundled: "frontend-tool",
  plain: [asking(["get_weather"]), saying("msg_y_1", "Thank you.")],
  message: "The weather, please.",
  prepare: (at) => importTools(at, [tool("get_weather", { kind: "ask" })]),
  async steps({ scope, press }) {
    await scope.endsWith(/^Waiting for you/);
    await press("Cancel");
    await scope.endsWith(/^Finished/);
    await expect(scope.conversation.getByRole("article", { name: "tool call get_weather" })).toContainText("failed");
  },
  sent: answered(
    "The weather, please.",
    "get_weather",
    offered("get_weather"),
    '"content":"The user cancelled this call.","error":"The user cancelled this call."',
  ),
});

const THREE = ["get_weather", "get_time", "get_price"] as const;
const threeOffered = offered(...THREE);

journey("three parallel calls, answered out of order", {
  bundled: "frontend-tool",
  plain: [asking(THREE), saying("msg_y_1", "Thank you.")],
  message: "All three, please.",
  prepare: (at) =>
    importTools(
      at,
      THREE.map((name) => tool(name, { kind: "ask" })),
    ),
  async steps({ scope, strip, press, bodies }) {
    await scope.endsWith(/^Waiting for you/);
    const answer = async (name: string, text: string): Promise<void> => {
      await expect(strip.getByRole("heading")).toHaveText(`${name} is waiting for you`);
      await strip.getByRole("textbox", { name: "Result" }).fill(text);
      await press("Send result");
    };
    await expect(strip).toContainText("1 of 3 pending");
    await press("Question after");
    await press("Question after");
    await answer("get_price", '{ "eur": 3.50 }');
    await answer("get_weather", "sunny");
    await expect(strip).toContainText("1 of 1 pending");
    expect(bodies).toHaveLength(1);
    await answer("get_time", "[12, 30]");
    await scope.endsWith(/^Finished/);
    for (const name of THREE)
      await expect(scope.conversation.getByRole("article", { name: `tool call ${name}` })).toContainText("answered");
    await expect(scope.conversation).toContainText("Thank you.");
  },
  sent: [
    body({ runId: "#2", messages: [user("#3", "All three, please.")], tools: threeOffered }),
    body({
      runId: "#4",
      parentRunId: "#2",
      messages: [
        user("#3", "All three, please."),
        assistant("#5", intro(...THREE), ...THREE.map((name, at) => toolCall(`#${6 + at}`, name, ARGS))),
        // In the order of the calls, and before what was said after them.
        '{"id":"#9","role":"tool","toolCallId":"#6","content":"sunny"}',
        '{"id":"#10","role":"tool","toolCallId":"#7","content":"[12, 30]"}',
        `{"id":"#11","role":"tool","toolCallId":"#8","content":${JSON.stringify('{ "eur": 3.50 }')}}`,
        '{"id":"#12","role":"assistant","content":"I go on when I have all of them."}',
      ],
      tools: threeOffered,
    }),
  ],
});

const ROUNDS = 25;
const roundsBody = (round: number): string => {
  const calls = Array.from({ length: round }, (_, at) => {
    // Three ids came with each round: its run's, then those of the message, the call and the result that it brought.
    const id = 4 + 4 * at;
    return [
      assistant(`#${id + 1}`, intro("get_weather"), toolCall(`#${id + 2}`, "get_weather", ARGS)),
      `{"id":"#${id + 3}","role":"tool","toolCallId":"#${id + 2}","content":"again"}`,
    ];
  });
  const runId = (of: number): string => (of === 0 ? "#2" : `#${4 * of}`);
  return body({
    runId: runId(round),
    ...(round > 0 && { parentRunId: runId(round - 1) }),
    messages: [user("#3", "Ask forever."), ...calls.flat()],
    tools: offered("get_weather"),
  });
};

journey("the cap on rounds", {
  bundled: "frontend-tool",
  plain: [(nth) => asking(["get_weather"], { run: `x${nth}` })],
  message: "Ask forever.",
  prepare: (at) => importTools(at, [tool("get_weather", { kind: "fixed", text: "again" })]),
  async steps({ scope, strip, bodies }) {
    // So many runs one after the other take their time on a busy machine.
    await expect(strip.getByRole("alert")).toContainText(`stopped after ${ROUNDS} rounds`, { timeout: 60_000 });
    await scope.endsWith(/^Waiting for you/);
    await expect(strip.getByRole("button", { name: "Continue" })).toBeVisible();
    expect(bodies).toHaveLength(1 + ROUNDS);
  },
  sent: Array.from({ length: 1 + ROUNDS }, (_, round) => roundsBody(round)),
});
