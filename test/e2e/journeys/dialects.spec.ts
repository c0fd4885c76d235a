import { expect } from "@playwright/test";
import { EventType } from "@ag-ui/core";
import { STARTED } from "../../support/encodedEvents.ts";
import { body, journey, user } from "./journey.ts";
import { FINISHED, said } from "./story.ts";

const DRAFTS = ["News in May", "Offer", "Untitled"];
const drafts = { type: EventType.STATE_SNAPSHOT, snapshot: { drafts: DRAFTS } };
const value = JSON.stringify({ question: "Delete 3 drafts?", drafts: DRAFTS });
const TEXT = "I found 3 drafts that are older than a year.";
const assistant = (id: string, content: string): string =>
  `{"id":"${id}","role":"assistant","content":${JSON.stringify(content)}}`;

journey("LangGraph's own question, and then a run that is none", {
  bundled: "langgraph",
  plain: [
    [
      STARTED,
      drafts,
      ...said("msg_x_1", TEXT),
      { type: EventType.CUSTOM, name: "on_interrupt", value },
      { type: EventType.RUN_FINISHED },
    ],
    [
      STARTED,
      { type: EventType.STATE_SNAPSHOT, snapshot: { answer: { sure: true, keep: ["Offer"] }, drafts: [] } },
      ...said("msg_y_1", 'You said `{"sure":true,"keep":["Offer"]}`, so I went on.'),
      FINISHED,
    ],
    [STARTED, drafts, FINISHED],
  ],
  message: "Delete my old drafts.",
  async steps({ scope, strip, press, bodies }) {
    await scope.endsWith(/^Waiting for you/);
    await expect(strip).toContainText("Delete 3 drafts?");
    await expect(strip).toContainText("LangGraph on_interrupt");
    for (const name of ["Approve", "Reject", "Cancel"])
      await expect(strip.getByRole("button", { name })).toHaveCount(0);
    await strip.getByRole("textbox", { name: "Result" }).fill('{"sure": true, "keep": ["Offer"]}');
    await expect(strip.getByLabel("What will be sent")).toContainText(
      '{"command":{"resume":{"sure":true,"keep":["Offer"]}}}',
    );
    await press("Send result");
    await scope.endsWith(/^Finished/);
    await expect(strip).toBeHidden();
    await expect(scope.conversation).toContainText("so I went on");
    // The answer was for that request alone.
    await scope.message.fill("And now?");
    await scope.run.click();
    await expect.poll(() => bodies.length).toBe(3);
  },
  sent: [
    body({ runId: "#2", messages: [user("#3", "Delete my old drafts.")] }),
    body({
      runId: "#4",
      parentRunId: "#2",
      state: `{"drafts":${JSON.stringify(DRAFTS)}}`,
      messages: [user("#3", "Delete my old drafts."), assistant("#5", TEXT)],
      forwardedProps: '{"pace":0,"command":{"resume":{"sure":true,"keep":["Offer"]}}}',
    }),
    body({
      runId: "#6",
      state: '{"answer":{"sure":true,"keep":["Offer"]},"drafts":[]}',
      messages: [
        user("#3", "Delete my old drafts."),
        assistant("#5", TEXT),
        assistant("#7", 'You said `{"sure":true,"keep":["Offer"]}`, so I went on.'),
        user("#8", "And now?"),
      ],
    }),
  ],
});
