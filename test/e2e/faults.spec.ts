import { expect, test } from "@playwright/test";
import { ScopePage } from "./support/scopePage.ts";

const faulty = (...rules: readonly object[]): string =>
  `/agents/chat?faults=${encodeURIComponent(JSON.stringify({ seed: 1, rules }))}`;

test("what a fault rule did is marked in the Timeline, and the Event view shows what the agent had sent", async ({
  page,
}) => {
  const scope = new ScopePage(page);
  await scope.open();
  await scope.runAgent(faulty({ kind: "drop", where: { eventType: "RUN_FINISHED" } }), /^Failed/);
  const row = scope.timeline.getByRole("row").filter({ hasText: "agui-scope injected" });
  await expect(row).toContainText(/injected by AG-UI Scope: .*Dropped a frame here\./);
  await expect(row.getByTitle(/^AG-UI Scope did this, not the agent/)).toBeInViewport();
  await row.click();
  await scope.tab("Event").click();
  const section = page.getByRole("region", { name: "Injected by AG-UI Scope" });
  await expect(section).toContainText("Dropped a frame here.");
  await expect(section.getByLabel("Original", { exact: true })).toContainText('"type":"RUN_FINISHED"');
  await scope.tab("Problems").click();
  await expect(page.getByRole("tabpanel", { name: /^Problems/ })).toContainText("scope/injected");
});

test("a frame without a fault has no mark", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await scope.runAgent("/agents/chat");
  await expect(scope.timeline.getByText("injected")).toHaveCount(0);
});
