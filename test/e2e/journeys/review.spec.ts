import { expect, test } from "@playwright/test";
import { FINISHED, frame, STARTED } from "../support/oddServer.ts";
import { body, toolCall, user } from "./journey.ts";
import { Replay } from "./replay.ts";

const called = (id: string): string =>
  STARTED +
  frame({ type: "TOOL_CALL_START", toolCallId: id, toolCallName: "locate" }) +
  frame({ type: "TOOL_CALL_ARGS", toolCallId: id, delta: "{}" }) +
  frame({ type: "TOOL_CALL_END", toolCallId: id }) +
  frame({
    type: "RUN_FINISHED",
    threadId: "t",
    runId: "r",
    outcome: { type: "success", pendingToolCallIds: [id] },
  });

test("a reviewed request goes out as it was built, also after an edit was undone, or with the mistake that is meant", async ({
  page,
}) => {
  await Replay.of(page, [called("c1"), called("c2"), called("c3"), STARTED + FINISHED], async (at) => {
    const { scope, strip } = at;
    await page.getByRole("tab", { name: /^Tools/ }).click();
    await page.getByRole("button", { name: "Loop", exact: true }).click();
    await page.getByRole("dialog", { name: "Loop" }).getByRole("checkbox", { name: "Review before sending" }).check();
    await page.keyboard.press("Escape");
    await scope.tab("Input").click();
    const answer = async (count: number): Promise<void> => {
      await expect.poll(() => at.requests).toBe(count);
      await expect(strip.getByRole("heading")).toHaveText("locate is waiting for you");
      await strip.getByRole("textbox", { name: "Result" }).fill("38.7");
      await at.press("Send result");
      await expect(strip.getByRole("heading")).toHaveText("The next request waits for your review");
    };
    const sheet = page.getByRole("dialog", { name: "Next request" });
    const editor = sheet.getByRole("textbox", { name: "Next request" });
    const changed = sheet.getByRole("status", { name: "What was changed" });
    const built = sheet.getByRole("button", { name: "As it was built" });

    await at.say("Where?");
    await answer(1);
    await at.press("Send request");

    // Undone with the key, and with the button.
    await answer(2);
    await at.press("Edit request");
    await expect(editor).toBeFocused({ timeout: 20_000 });
    await expect(built).toBeDisabled();
    await page.keyboard.press("ControlOrMeta+Home");
    await page.keyboard.insertText("x");
    await expect(sheet.getByRole("list", { name: "Problems of the next request" })).toContainText("no valid JSON");
    await page.keyboard.press("ControlOrMeta+z");
    await expect(built).toBeDisabled();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText('{"threadId": "other"');
    await expect(changed).toBeVisible();
    await built.click();
    await expect(built).toBeDisabled();
    await sheet.getByRole("button", { name: "Send request" }).click();

    // Broken on purpose: the agent gets what stands there.
    await answer(3);
    await at.press("Edit request");
    await expect(editor).toBeFocused();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText('{"threadId": nothing');
    await page.keyboard.press("ControlOrMeta+Shift+End");
    await page.keyboard.press("Delete");
    await sheet.getByRole("button", { name: "Send anyway" }).click();
    await expect.poll(() => at.requests).toBe(4);

    const asked = (id: string): string =>
      `{"id":"${id}","role":"assistant","toolCalls":[${toolCall(id, "locate", "{}")}]}`;
    const result = (id: string, callId: string): string =>
      `{"id":"${id}","role":"tool","toolCallId":"${callId}","content":"38.7"}`;
    const messages = [user("#3", "Where?"), asked("c1"), result("#5", "c1"), asked("c2"), result("#7", "c2")];
    expect(at.sent).toEqual([
      body({ runId: "#2", messages: messages.slice(0, 1), forwardedProps: "{}" }),
      body({ runId: "#4", parentRunId: "#2", messages: messages.slice(0, 3), forwardedProps: "{}" }),
      body({ runId: "#6", parentRunId: "#4", messages, forwardedProps: "{}" }),
      '{"threadId": nothing',
    ]);
  });
});
