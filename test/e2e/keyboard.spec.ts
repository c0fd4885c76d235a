import { expect, test, type Locator, type Page } from "@playwright/test";
import { expectAccessible } from "./support/expectAccessible.ts";
import { ScopePage } from "./support/scopePage.ts";

const palette = (page: Page): Locator => page.getByRole("dialog", { name: "Commands" });
const filter = (page: Page): Locator => page.getByRole("searchbox", { name: "Filter events" });

/** The event at the cursor, as the slider says it. */
const cursorAt = async (scope: ScopePage): Promise<number> =>
  Number(await scope.position.getAttribute("aria-valuenow"));

/** What has the focus shows it by an outline or a shadow, on itself or on the box that frames it. */
async function expectVisibleFocus(page: Page): Promise<void> {
  await expect
    .poll(() =>
      page.evaluate(() => {
        const focused = document.activeElement;
        if (!focused || focused === document.body || !focused.matches(":focus-visible")) return "no visible focus";
        for (let part: Element | null = focused, up = 0; part && up < 3; part = part.parentElement, up++) {
          const { boxShadow, outlineStyle, outlineColor } = getComputedStyle(part);
          if (boxShadow !== "none" || (outlineStyle !== "none" && !outlineColor.endsWith(", 0)"))) return "visible";
        }
        return `no mark on ${focused.outerHTML.slice(0, 200)}`;
      }),
    )
    .toBe("visible");
}

/** Presses Tab until `target` has the focus, as someone without a mouse does. */
async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press(key);
  }
  await expect(target).toBeFocused();
  await expectVisibleFocus(page);
}

/** Runs a command by what is typed into the palette. */
async function command(page: Page, typed: string, title: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await expect(palette(page).getByRole("combobox")).toBeFocused();
  await expectVisibleFocus(page);
  await page.keyboard.type(typed);
  await expect(palette(page).getByRole("option", { selected: true })).toContainText(title);
  await page.keyboard.press("Enter");
  await expect(palette(page)).toBeHidden();
}

test("Run pressed before the list of agents has come waits for it", async ({ page }) => {
  let come = (): void => undefined;
  const listed = new Promise<void>((resolve) => (come = resolve));
  await page.route("**/agents", async (route) => {
    await listed;
    await route.continue();
  });
  const scope = new ScopePage(page);
  await scope.open();
  await expect(scope.endpoint).toHaveValue("");
  await page.keyboard.press("Control+Enter");
  // Twice is once.
  await page.keyboard.press("Control+Enter");
  come();
  await scope.endsWith(/^(Finished|Waiting for you)/);
  await expect(scope.endpoint).toHaveValue(/\/agents\/trip-planner$/);
  await expect(scope.conversation.getByText("Run 2")).toHaveCount(0);
});

test("a whole session without the mouse", async ({ page }) => {
  test.slow();
  const scope = new ScopePage(page);
  await scope.open();

  // Choose a bundled agent, and run it.
  await command(page, "choose shared state", "Choose the agent Shared state");
  await page.keyboard.press("Control+Enter");
  await scope.endsWith(/^(Finished|Waiting for you)/);
  const total = await scope.eventCount();

  // Step through what a filter leaves.
  await tabTo(page, scope.timeline);
  await page.keyboard.press("/");
  await expect(filter(page)).toBeFocused();
  await expectVisibleFocus(page);
  await page.keyboard.type("type:STATE_");
  // Letters are text here, and no commands.
  expect(await cursorAt(scope)).toBe(total);
  await page.keyboard.press("Escape");
  await expect(filter(page)).toHaveValue("type:STATE_");
  await tabTo(page, scope.timeline);
  await page.keyboard.press("Home");
  await page.keyboard.press("j");
  const shown: number[] = [await cursorAt(scope)];
  await page.keyboard.press("j");
  shown.push(await cursorAt(scope));
  for (const seq of shown) await expect(scope.row(seq)).toContainText("STATE_");
  await page.keyboard.press("k");
  expect(await cursorAt(scope)).toBe(shown[0]);
  await command(page, "show all events", "Show all events");
  await expect(filter(page)).toHaveValue("");
  await expect(scope.timeline).toBeFocused();
  await expectVisibleFocus(page);

  // From state change to state change, and through the events of one message.
  await page.keyboard.press("]");
  expect(await cursorAt(scope)).toBe(shown[1]);
  await page.keyboard.press("[");
  expect(await cursorAt(scope)).toBe(shown[0]);
  await command(page, "filter type:text_message_start", "type:TEXT_MESSAGE_START");
  await page.keyboard.press("End");
  await page.keyboard.press("k");
  const opened = await cursorAt(scope);
  await expect(scope.row(opened)).toContainText("TEXT_MESSAGE_START");
  await command(page, "show all events", "Show all events");
  await page.keyboard.press("J");
  await expect.poll(() => cursorAt(scope)).toBeGreaterThan(opened);
  await expect(scope.conversation.locator("article[aria-current]")).toHaveCount(1);
  await page.keyboard.press("K");
  await expect.poll(() => cursorAt(scope)).toBe(opened);
  await page.keyboard.press("K");
  await expect(page.getByText(`Event ${opened} is the first event of message`)).toBeVisible();

  // Views by the palette.
  await command(page, "new tool", "Open Tools");
  await expect(scope.page.getByRole("tab", { name: /^Tools/ })).toHaveAttribute("aria-selected", "true");
  await command(page, "open timing", "Open Timing");
  await expect(scope.page.getByRole("tab", { name: "Timing" })).toHaveAttribute("aria-selected", "true");
  await command(page, "open diff", "Open Diff");
  await expect(scope.page.getByRole("tab", { name: "Diff" })).toHaveAttribute("aria-selected", "true");
  await expect(scope.timeline).toBeFocused();

  // A bookmark, and a note on it.
  await page.keyboard.press("b");
  await expect(page.getByRole("button", { name: "Bookmarks: 1" })).toBeVisible();
  await page.keyboard.press("n");
  const note = page.getByRole("textbox", { name: `Note on event ${opened}` });
  await expect(note).toBeFocused();
  await expectVisibleFocus(page);
  await page.keyboard.type("j is a letter here");
  expect(await cursorAt(scope)).toBe(opened);
  await expect(note).toHaveValue("j is a letter here");

  // Play and pause; Space presses a button that has the focus instead.
  await tabTo(page, scope.timeline);
  await page.keyboard.press("Home");
  await page.keyboard.press("Space");
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  await page.keyboard.press("Space");
  await expect(page.getByRole("button", { name: "Play" })).toBeVisible();
  const paused = await cursorAt(scope);
  await tabTo(page, scope.stepForward);
  await page.keyboard.press("Space");
  expect(await cursorAt(scope)).toBe(paused + 1);
  await expect(page.getByRole("button", { name: "Play" })).toBeVisible();

  // Back to live.
  await page.keyboard.press("l");
  expect(await cursorAt(scope)).toBe(total);
  await expect(scope.backToLive).toBeDisabled();
});

test("problems by keys, and their rule", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await command(page, "choose errors", "Errors");
  await page.keyboard.press("Control+Enter");
  await scope.endsWith(/^(Finished|Waiting for you|Failed)/);
  await page.keyboard.press("Home");
  await page.keyboard.press("}");
  const first = await cursorAt(scope);
  expect(first).toBeGreaterThan(1);
  await command(page, "open problems", "Open Problems");
  const rule = page.getByRole("button", { name: "Show all problems of this rule" }).first();
  await tabTo(page, rule);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("group", { name: "Rule shown" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Problems found" })).toBeFocused();
  await tabTo(page, page.getByRole("button", { name: "Show all rules" }), "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("group", { name: "Severities shown" })).toBeVisible();
});

test("from an event to what it did, and from there to its events", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await scope.runAgent("/agents/activities");
  await expect(scope.conversation.getByText(/^step/).first()).toBeVisible();
  const total = await scope.eventCount();
  await scope.row(total - 5).click();
  await scope.tab("Event").click();
  await page.getByRole("button", { name: "Show in Conversation" }).first().click();
  const shown = scope.conversation.locator("article:focus");
  await expect(shown).toHaveCount(1);
  await expect(shown).toHaveAttribute("aria-current", "true");
  await shown.getByRole("button", { name: "Show only its events" }).first().press("Enter");
  await expect(filter(page)).toHaveValue(/^id:/);
  await expect(scope.row(total - 5)).toBeVisible();
});

test("the help says what can stand in the filter, and the palette finds it", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await page.keyboard.press("Control+k");
  await expect(palette(page)).toBeVisible();
  await page.keyboard.type("stand in the filter");
  await page.keyboard.press("Enter");
  const help = page.getByRole("dialog", { name: "Shortcuts" });
  await expect(help.getByRole("term").filter({ hasText: "gap>500ms" })).toBeVisible();
  await expect(help.getByRole("definition").filter({ hasText: /^the time since the frame before/ })).toBeVisible();
  // All of it is seen at once.
  await page.setViewportSize({ width: 1440, height: 900 });
  const [inner, outer] = await help.evaluate(({ scrollHeight, clientHeight }) => [scrollHeight, clientHeight]);
  expect(inner).toBe(outer);
});

test("the focus returns to where it was, however the palette and the shortcuts are closed", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await scope.runAgent("/agents/chat");
  await tabTo(page, scope.timeline);
  const shortcuts = page.getByRole("dialog", { name: "Shortcuts" });
  for (const [open, close, dialog] of [
    ["Control+k", "Control+k", palette(page)],
    ["Control+k", "Escape", palette(page)],
    ["?", "?", shortcuts],
    ["?", "Escape", shortcuts],
  ] as const) {
    await page.keyboard.press(open);
    await expect(dialog).toBeVisible();
    const before = await cursorAt(scope);
    // What is covered stays as it is.
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Home");
    expect(await cursorAt(scope)).toBe(before);
    await page.keyboard.press(close);
    await expect(dialog).toBeHidden();
    await expect(scope.timeline).toBeFocused();
  }
});

test("a view opened from the palette has the focus, where what had it is gone", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await scope.message.focus();
  await command(page, "open threads", "Open Threads");
  await expect(page.getByRole("tab", { name: /^Threads/ })).toBeFocused();
});

test("letters typed before the list of agents has its code choose in it", async ({ page }) => {
  let come = (): void => undefined;
  const allowed = new Promise<void>((resolve) => (come = resolve));
  await page.route("**/AgentList-*.js", async (route) => {
    await allowed;
    await route.continue();
  });
  const scope = new ScopePage(page);
  await scope.open();
  const picker = page.getByRole("button", { name: /^Agents/ });
  await expect(picker).toHaveAccessibleName("Agents: Trip planner");
  await picker.press("ArrowDown");
  await page.keyboard.type("s");
  come();
  await expect(page.getByRole("listbox", { name: "Agents" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(scope.endpoint).toHaveValue(/\/agents\/shared-state$/);
});

test("Enter in the address runs, and the texts of the page lead to the Timeline", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await expect(scope.endpoint).toHaveValue(/trip-planner$/);
  await scope.endpoint.fill(new URL("/agents/shared-state", page.url()).href);
  await page.keyboard.press("Enter");
  await scope.endsWith(/^Finished/);
  await page.keyboard.press("Escape");
  await expect(scope.timeline).toBeFocused();
  await page.keyboard.press("/");
  await page.keyboard.type("type:STATE_DELTA ");
  await page.keyboard.press("Enter");
  await expect(scope.timeline).toBeFocused();
  await expect(filter(page)).toHaveValue("type:STATE_DELTA ");
  await page.keyboard.press("k");
  await expect(scope.row(await cursorAt(scope))).toContainText("STATE_DELTA");
});

test("goes to an event by its number, and to a message by its id", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await scope.runAgent("/agents/activities");
  await command(page, "7", "Go to event 7");
  expect(await cursorAt(scope)).toBe(7);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("100000");
  await expect(palette(page).getByRole("option", { name: /^Go to event 100000/ })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeHidden();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("msg_");
  const found = palette(page).getByRole("option", { name: /^Go to message msg_/ });
  await expect(found.first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(scope.row(await cursorAt(scope))).toContainText("TEXT_MESSAGE_START");
});

for (const colorScheme of ["dark", "light"] as const) {
  for (const width of [1440, 800]) {
    test(`axe finds nothing in the palette and around it, ${colorScheme} at ${width}`, async ({ page }) => {
      test.slow();
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 768 });
      const scope = new ScopePage(page);
      await scope.open();
      await scope.runAgent("/agents/activities");
      await expectAccessible(page, "page");
      await page.keyboard.press("Control+k");
      await expect(palette(page)).toBeVisible();
      await expectAccessible(page, "palette");
      await page.keyboard.press("Control+k");
      await expect(palette(page)).toBeHidden();
      await page.keyboard.press("?");
      await expectAccessible(page, "shortcuts");
    });
  }
}
