import { expect } from "@playwright/test";
import { EventType } from "@ag-ui/core";
import { STARTED, type Turn } from "../../support/encodedEvents.ts";
import { assistant, body, journey, toolCall, user } from "./journey.ts";
import { called, said, saying } from "./story.ts";

const TEXT = "I have written it. Sending cannot be undone, so I ask first.";
const ARGS = { audience: "subscribers", subject: "News in June", recipients: 1204 };
const SCHEMA = {
  type: "object",
  properties: {
    approved: { type: "boolean", title: "Go ahead" },
    editedArgs: { type: "object", title: "Arguments to use instead" },
    comment: { type: "string", title: "Comment" },
  },
  required: ["approved"],
};
const EXPIRES_AT = "2026-01-02T00:00:00Z";
const argsText = JSON.stringify(ARGS);
const call = { id: "call_x_1", type: "function", function: { name: "send_newsletter", arguments: argsText } };

/** A run that asks whether to send a newsletter. */
const asking =
  (more: object = {}): Turn =>
  (_nth, { messages }) => [
    STARTED,
    ...said("msg_x_1", TEXT),
    ...called("call_x_1", "send_newsletter", "msg_x_1", argsText),
    { type: EventType.STATE_SNAPSHOT, snapshot: { newsletter: [{ verdict: "waiting", ...ARGS }] } },
    {
      type: EventType.MESSAGES_SNAPSHOT,
      messages: [...messages, { id: "msg_x_1", role: "assistant", content: TEXT, toolCalls: [call] }],
    },
    {
      type: EventType.RUN_FINISHED,
      outcome: {
        type: "interrupt",
        interrupts: [
          {
            id: "int_call_x_1",
            reason: "tool_call",
            message: "Send “News in June” to 1204 subscribers?",
            toolCallId: "call_x_1",
            responseSchema: SCHEMA,
            ...more,
          },
        ],
      },
    },
  ];

/** Both requests: the second has the answer in `resume`, and no tool message, since the call is the agent's own. */
const resumed = (message: string, entry: string): readonly string[] => [
  body({ runId: "#2", messages: [user("#3", message)] }),
  body({
    runId: "#4",
    parentRunId: "#2",
    state: `{"newsletter":[{"verdict":"waiting",${argsText.slice(1)}]}`,
    messages: [user("#3", message), assistant("#5", TEXT, toolCall("#6", "send_newsletter", argsText))],
    resume: `[{"interruptId":"int_#6",${entry}}]`,
  }),
];

const MESSAGE = "Send the newsletter.";

journey("ask me, approved", {
  bundled: "interrupt",
  plain: [asking(), saying("msg_y_1", "Sent “News in June” to subscribers.")],
  message: MESSAGE,
  async steps({ scope, strip, press }) {
    await scope.endsWith(/^Waiting for you/);
    await expect(strip.getByRole("heading")).toHaveText("send_newsletter is waiting for you");
    await expect(strip).toContainText("Send “News in June” to 1204 subscribers?");
    await expect(strip).toContainText("AG-UI 1.0 interrupt");
    await press("Approve");
    await scope.endsWith(/^Finished/);
    await expect(strip).toBeHidden();
    await expect(scope.conversation).toContainText("Sent “News in June” to subscribers.");
  },
  sent: resumed(MESSAGE, '"status":"resolved","payload":{"approved":true}'),
});

journey("ask me, arguments edited", {
  bundled: "interrupt",
  plain: [asking(), saying("msg_y_1", "Sent “Only you” to friends.")],
  message: MESSAGE,
  async steps({ scope, strip, press, bodies }) {
    await scope.endsWith(/^Waiting for you/);
    await press("Edit arguments");
    const field = strip.getByRole("textbox", { name: "Edited arguments" });
    await expect(field).toHaveValue(JSON.stringify(ARGS, null, 2));
    await field.fill('{"audience": "friends", "subject": ');
    await press("Approve");
    await expect(strip.getByRole("alert")).toContainText("no valid JSON");
    expect(bodies).toHaveLength(1);
    await field.fill('{"audience": "friends", "subject": "Only you", "ratio": 1.50}');
    await press("Approve");
    await scope.endsWith(/^Finished/);
    await expect(scope.conversation).toContainText("Sent “Only you” to friends.");
  },
  sent: resumed(
    MESSAGE,
    // All of the arguments, and nothing of the old ones.
    '"status":"resolved","payload":{"approved":true,"editedArgs":{"audience":"friends","subject":"Only you","ratio":1.5}}',
  ),
});

journey("ask me, rejected with a reason", {
  bundled: "interrupt",
  plain: [asking(), saying("msg_y_1", "You said no, so “News in June” to subscribers was not sent.")],
  message: MESSAGE,
  async steps({ scope, strip, press }) {
    await scope.endsWith(/^Waiting for you/);
    await strip.getByRole("textbox", { name: "Reason for a rejection" }).fill('Not "yet" 🙂');
    await press("Reject");
    await scope.endsWith(/^Finished/);
    await expect(scope.conversation).toContainText("You said no");
  },
  sent: resumed(MESSAGE, '"status":"resolved","payload":{"approved":false,"comment":"Not \\"yet\\" 🙂"}'),
});

journey("an interrupt answered in its form", {
  bundled: "interrupt",
  plain: [asking(), saying("msg_y_1", "You said no, so “News in June” to subscribers was not sent.")],
  message: MESSAGE,
  async steps({ scope, strip, press }) {
    await scope.endsWith(/^Waiting for you/);
    await press("Send result");
    await strip.getByRole("textbox", { name: "Comment" }).fill("In July");
    await strip.getByRole("checkbox", { name: "Go ahead" }).uncheck();
    const sent = strip.getByLabel("What will be sent");
    await expect(sent).toContainText('"payload":{"approved":false,"comment":"In July"}');
    await press("Send result");
    await scope.endsWith(/^Finished/);
    await expect(scope.conversation).toContainText("You said no");
  },
  sent: resumed(MESSAGE, '"status":"resolved","payload":{"approved":false,"comment":"In July"}'),
});

const LATE = "Send what has expired.";

journey("an interrupt that expires before it is answered", {
  bundled: "interrupt",
  plain: [
    asking({ expiresAt: EXPIRES_AT }),
    saying("msg_y_1", "Cancelled: “News in June” to subscribers stays a draft."),
  ],
  message: LATE,
  prepare: ({ page }) => page.clock.setFixedTime("2026-01-01T23:59:00Z"),
  async steps({ page, scope, strip, press, bodies }) {
    await scope.endsWith(/^Waiting for you/);
    await expect(strip).toContainText("expires in 1:00");
    await page.clock.setFixedTime("2026-01-02T00:00:30Z");
    await expect(strip).toContainText("expired 0:30 ago");
    await press("Approve");
    await expect(strip.getByRole("alert")).toContainText(`expired at ${EXPIRES_AT}; it can only be cancelled`);
    expect(bodies).toHaveLength(1);
    await press("Cancel");
    await scope.endsWith(/^Finished/);
    await expect(scope.conversation).toContainText("stays a draft");
  },
  sent: [...resumed(LATE, '"status":"cancelled"')],
});
