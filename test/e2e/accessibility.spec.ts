import { expect, test } from "@playwright/test";
import { expectAccessible } from "./support/expectAccessible.ts";
import { ScopePage } from "./support/scopePage.ts";

for (const colorScheme of ["dark", "light"] as const) {
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 1024, height: 768 },
  ]) {
    test(`axe finds nothing serious, ${colorScheme} at ${viewport.width} × ${viewport.height}`, async ({ page }) => {
      test.slow();
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      const scope = new ScopePage(page);
      await scope.open();
      await expectAccessible(page, "empty");
      await scope.run.click();
      await scope.endsWith(/^(Finished|Waiting for you)/);
      await expectAccessible(page, "conversation");
      for (let presses = 0; presses < 5; presses++) await scope.stepBack.click();
      await expectAccessible(page, "pinned");
      for (const tab of ["Event", "Problems"] as const) {
        await scope.tab(tab).click();
        await expectAccessible(page, tab);
      }
      await page.keyboard.press("?");
      await expectAccessible(page, "shortcuts");
    });
  }
}

test("keeps the roles and names that DESIGN.md promises", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await scope.run.click();
  await scope.endsWith(/^(Finished|Waiting for you)/);
  // By the name alone, as automation looks for them: any other element with that name in its own would be found as well.
  for (const locator of [
    scope.endpoint,
    page.getByRole("button", { name: "Run" }),
    page.getByRole("button", { name: "Stop" }),
    scope.status,
    page.getByRole("textbox", { name: "Message" }),
    scope.timeline,
    scope.position,
    scope.stepBack,
    scope.stepForward,
    page.getByRole("button", { name: "Previous state change" }),
    page.getByRole("button", { name: "Next state change" }),
    scope.backToLive,
    scope.tab("Conversation"),
    scope.tab("Event"),
    scope.tab("Problems"),
    scope.tab("State"),
    scope.tab("Input"),
    scope.conversation,
    scope.state,
    page.getByRole("link", { name: "Scope" }),
  ]) {
    await expect(locator).toHaveCount(1);
  }
  const last = await scope.eventCount();
  await expect(scope.row(last)).toHaveAttribute("aria-selected", /true|false/);
  await scope.stepBack.click();
  await expect(scope.backToLive).toBeEnabled();
  await expect(scope.position).toHaveAttribute("aria-valuemin", "0");
  await expect(scope.position).toHaveAttribute("aria-valuenow", String(last - 1));
  await expect(scope.position).toHaveAttribute("aria-valuemax", String(last));
});

test("a whole journey with the keyboard alone", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  const reach = async (name: string): Promise<void> => {
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press("Tab");
      const focused = await page.evaluate(
        () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "",
      );
      if (focused.includes(name)) return;
    }
    throw new Error(`Tab never reached "${name}".`);
  };
  await page.keyboard.press("Control+Enter");
  await scope.endsWith(/^(Finished|Waiting for you)/);
  const total = await scope.eventCount();
  const at = (): Promise<number> => scope.position.getAttribute("aria-valuenow").then(Number);
  await page.keyboard.press("k");
  await page.keyboard.press("k");
  await expect.poll(at).toBe(total - 2);
  await page.keyboard.press("j");
  await expect.poll(at).toBe(total - 1);
  await page.keyboard.press("Home");
  await expect.poll(at).toBe(1);
  await page.keyboard.press("]");
  await expect.poll(at).toBeGreaterThan(1);
  await page.keyboard.press("l");
  await expect.poll(at).toBe(total);
  await reach("Conversation");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(scope.tab("Event")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
});
