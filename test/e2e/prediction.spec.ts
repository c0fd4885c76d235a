import { expect, test } from "@playwright/test";
import { recorded } from "./journeys/replay.ts";
import { expectAccessible } from "./support/expectAccessible.ts";
import { ScopePage } from "./support/scopePage.ts";

for (const colorScheme of ["dark", "light"] as const) {
  test(`what PredictState predicts is explained, and can be looked at as of any event, ${colorScheme}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(colorScheme === "dark" ? { width: 1440, height: 900 } : { width: 1024, height: 768 });
    const scope = new ScopePage(page);
    await scope.open();
    const [story, answered] = ["turn1", "turn2"].map((turn) =>
      recorded(`agui-server-starter/predictive_state_updates_${turn}`),
    );
    await scope.openFile("story.sse", `${story}${answered}`);
    const count = (story ?? "").split("\n\n").length - 1;
    await expect(scope.position).toHaveAttribute("max", String(count + 5));
    const note = page.getByRole("note", { name: "Predicted state" });
    const details = page.getByRole("region", { name: "Event details" });
    const section = details.getByRole("region", { name: "Predicted state" });
    const value = (of: typeof note): typeof note => of.getByLabel("Predicted document");

    // The event itself: its fields in words, and what came of it.
    await scope.timeline.focus();
    await page.keyboard.press("Home");
    await scope.row(2).click();
    await scope.tab("Event").click();
    await expect(section).toContainText(
      /Predicted by #2: \/document is what write_document_local has in its argument document \(#3\)\./,
    );
    await expect(section).toContainText("The state does not have it.");
    await expect(value(section)).toContainText("Buddy was a very good dog.");
    await expect(details).toContainText("state predicted");
    await expect(note).toBeHidden();

    // A delta: as far as it has come, here and beside the state.
    await scope.row(6).click();
    await expect(value(section)).toHaveText("Once upon");
    await expect(value(note)).toHaveText("Once upon");
    await note.getByRole("button", { name: "Go to event 2, which predicts it" }).click();
    await expect(scope.row(2)).toHaveAttribute("aria-selected", "true");

    // At the end of the run, and no longer in the next.
    await scope.timeline.focus();
    await page.keyboard.press("End");
    await scope.row(count).click();
    await expect(value(note)).toContainText("Buddy was a very good dog.");
    await expectAccessible(page);
    await scope.row(count + 1).click();
    await expect(note).toBeHidden();
  });
}

test("of very many predictions the first are listed, and the others are counted", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  const value = Array.from({ length: 60 }, (_, at) => ({
    state_key: `key ${at}`,
    tool: "write",
    tool_argument: "text",
  }));
  await scope.openEvents([
    { type: "RUN_STARTED", threadId: "t", runId: "r" },
    { type: "CUSTOM", name: "PredictState", value },
    { type: "TOOL_CALL_START", toolCallId: "c", toolCallName: "write" },
    { type: "TOOL_CALL_ARGS", toolCallId: "c", delta: '{"text":"On' },
  ]);
  const note = page.getByRole("note", { name: "Predicted state" });
  await expect(note.getByLabel(/^Predicted key/)).toHaveCount(50);
  await expect(note.getByRole("listitem").last()).toHaveText("and 10 more");
});
