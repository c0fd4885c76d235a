import { expect, test, type Page } from "@playwright/test";
import { expectAccessible } from "./support/expectAccessible.ts";
import { ScopePage } from "./support/scopePage.ts";

type Sent = Readonly<Record<string, unknown>>;

const patch = (...delta: readonly Sent[]): Sent => ({ type: "STATE_DELTA", delta });
const EVENTS: readonly Sent[] = [
  { type: "RUN_STARTED", threadId: "t", runId: "r" },
  { type: "STATE_SNAPSHOT", snapshot: { stage: "plan", trip: { city: "Oslo", nights: 2 }, items: [{ id: "x" }] } },
  patch({ op: "replace", path: "/trip/city", value: "Rome" }),
  patch(
    { op: "replace", path: "/trip/city", value: "Paris" },
    { op: "replace", path: "/trip/night", value: 3 },
    { op: "add", path: "/items/-", value: { id: "y" } },
  ),
  { type: "ACTIVITY_SNAPSHOT", messageId: "a1", activityType: "PLAN", content: { steps: ["one"] } },
  {
    type: "ACTIVITY_DELTA",
    messageId: "a1",
    activityType: "PLAN",
    patch: [{ op: "replace", path: "/step/0", value: "two" }],
  },
  { type: "RUN_FINISHED", threadId: "t", runId: "r" },
];

async function opened(page: Page, events: readonly (Sent | string)[] = EVENTS): Promise<ScopePage> {
  const scope = new ScopePage(page);
  await scope.open();
  await scope.openEvents(events);
  await expect.poll(() => scope.eventCount()).toBe(events.length);
  return scope;
}

test("explains a patch that was sent as a string", async ({ page }) => {
  const texted = JSON.stringify([{ op: "replace", path: "/stage", value: "book" }]);
  const events = [...EVENTS.slice(0, 3), { type: "STATE_DELTA", delta: texted }, EVENTS.at(-1) as Sent];
  const scope = await opened(page, events);
  await scope.row(4).click();
  const note = page.getByRole("note", { name: "Failed patch" });
  await expect(note).toContainText("The patch of #4 failed");
  await expect(note).toContainText("The patch is sent as a string that holds JSON");
  await note.getByRole("button", { name: "Explain" }).click();
  await note.getByRole("button", { name: "What it would have done" }).click();
  await expect(note.getByRole("list", { name: "Changes" })).toContainText('"book"');
  await expect(note).toContainText("no client reads a patch out of a malformed event");
  // An event that tries no patch at all leaves nothing of it behind.
  await scope.row(5).click();
  await expect(note).toBeHidden();
});

/** The clipboard of the page, which a headless browser lets tests read. */
const copied = (page: Page): Promise<unknown> =>
  page.evaluate(() => navigator.clipboard.readText()).then((text) => JSON.parse(text) as unknown);

test("explains a failed patch above the state, with what the good operations alone would leave", async ({ page }) => {
  const scope = await opened(page);
  await scope.row(4).click();
  const note = page.getByRole("note", { name: "Failed patch" });
  await expect(note).toContainText("The patch of #4 failed");
  await expect(note).toContainText(
    'Operation 2 of 3 (replace /trip/night): nothing is at this path. The nearest key is "nights"',
  );
  await note.getByRole("button", { name: "Explain" }).click();
  const operations = note.getByRole("list", { name: "Operations of the patch" }).getByRole("listitem");
  await expect(operations).toHaveText([
    /replace.*\/trip\/city.*works$/,
    /fails.*Nothing is at this path.*nearest.*\/trip has citynights/,
    /add.*\/items\/-.*would work$/,
  ]);
  await note.getByRole("button", { name: /If only the 2 operations/ }).click();
  await expect(note).toContainText("no client does this");
  await expect(note.getByRole("list", { name: "Changes" }).getByRole("listitem")).toHaveText([
    /changed\/trip\/city"Rome".*"Paris"/,
    /added\/items\/1/,
  ]);
  // The state itself is what it was.
  await expect(scope.state).toContainText("Rome");
  await expect(scope.state).not.toContainText("Paris");
});

test("explains a failed patch of an activity from its problem, in the Event view and in the conversation", async ({
  page,
}) => {
  const scope = await opened(page);
  await scope.tab("Problems").click();
  const card = page.getByRole("article").filter({ hasText: "activity/patch-failed" });
  await card.getByRole("button", { name: "Explain the patch" }).click();
  await expect(scope.position).toHaveValue("6");
  const section = page.getByRole("region", { name: "Failed patch" });
  await expect(section).toContainText("so the activity a1 stays as it was");
  await expect(section).toContainText('The nearest key is "steps": /steps/0');
  await scope.tab("Conversation").click();
  await expect(page.getByRole("note", { name: "Failed patch of the activity" })).toContainText("/steps/0");
});

test("a value's menu by keyboard: copies, filters, pins, and gives the focus back", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const scope = await opened(page);
  await scope.row(3).click();
  await scope.state.focus();
  for (const key of ["Home", "ArrowDown", "ArrowDown"]) await page.keyboard.press(key);
  const menu = page.getByRole("menu", { name: "Value at /trip/city" });
  const choose = async (item: string): Promise<void> => {
    await page.keyboard.press("Shift+F10");
    await expect(menu.getByRole("menuitem", { name: "Copy value" })).toBeFocused();
    for (let presses = 0; presses < 12; presses++) {
      const name = await page.evaluate(() => document.activeElement?.textContent?.trim());
      if (name === item) break;
      await page.keyboard.press("ArrowDown");
    }
    await page.keyboard.press("Enter");
    await expect(menu).toBeHidden();
  };
  await choose("Copy as patch");
  await expect.poll(() => copied(page)).toEqual([{ op: "add", path: "/trip/city", value: "Rome" }]);
  await expect(scope.state).toBeFocused();
  await choose("Copy as test operation");
  await expect.poll(() => copied(page)).toEqual({ op: "test", path: "/trip/city", value: "Rome" });
  await page.keyboard.press("Shift+F10");
  await page.keyboard.press("End");
  await expect(menu.getByRole("menuitem", { name: "Break on this path" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(scope.state).toBeFocused();
  await choose("Filter events by this path");
  await expect(page.getByRole("searchbox", { name: "Filter events" })).toHaveValue("path:/trip/city");
  await choose("Pin as watch");
  await choose("Open history");
  await expect(page.getByRole("list", { name: "Watches" }).getByRole("listitem")).toContainText('"Rome"');
  await expect(page.getByRole("list", { name: "Changes of /trip/city" }).getByRole("listitem")).toHaveCount(2);
});

test("searches the tree and opens the way to each hit", async ({ page }) => {
  const deep = { a: { b: { c: { d: { needle: 1, other: "a Needle in it" } } } }, list: ["hay", "NEEDLE"] };
  const scope = await opened(page, [{ type: "STATE_SNAPSHOT", snapshot: deep }]);
  await page.getByRole("button", { name: "Collapse all" }).click();
  await scope.state.focus();
  await page.keyboard.press("Control+f");
  await page.keyboard.type("needle");
  const count = page.getByRole("search", { name: "Search the state" }).getByRole("status");
  await expect(count).toHaveText("3 matches");
  const selected = scope.state.getByRole("treeitem", { selected: true });
  for (const [key, told, row] of [
    ["Enter", "1 of 3", "needle:1"],
    ["Enter", "2 of 3", "other:"],
    ["Enter", "3 of 3", "1:"],
    ["Enter", "1 of 3", "needle:1"],
    ["Shift+Enter", "3 of 3", "1:"],
  ] as const) {
    await page.keyboard.press(key);
    await expect(count).toHaveText(told);
    await expect(selected).toContainText(row);
  }
  await page.keyboard.press("Escape");
  await expect(count).toHaveCount(0);
  await expect(scope.state).toBeFocused();
});

test("shows a state nested 20,000 deep, level by level, and finds its innermost value", async ({ page }) => {
  const errors: string[] = [];
  page.on("pageerror", ({ message }) => errors.push(message));
  const nested = `${'{"a":'.repeat(20_000)}"innermost"${"}".repeat(20_000)}`;
  const events = [
    `{"type":"STATE_SNAPSHOT","snapshot":${nested}}`,
    `{"type":"STATE_DELTA","delta":[{"op":"remove","path":"${"/a".repeat(19_990)}/b"}]}`,
    `{"type":"STATE_SNAPSHOT","snapshot":${nested}}`,
  ];
  const scope = await opened(page, events);
  await page.getByRole("button", { name: "Expand all" }).click();
  await scope.state.focus();
  await page.keyboard.press("End");
  await expect(scope.state.getByRole("treeitem", { selected: true })).toContainText("deeper than 100 levels");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByText("Shown from level 100")).toBeVisible();
  await page.keyboard.press("Control+f");
  await page.keyboard.type("innermost");
  await page.keyboard.press("Enter");
  await expect(scope.state.getByRole("treeitem", { selected: true })).toContainText('"innermost"');
  await page.getByRole("button", { name: "To the top" }).click();
  for (const tab of ["Diff", "History", "State"]) await page.getByRole("tab", { name: tab }).click();
  for (const tab of ["Event", "Problems", "Conversation"] as const) {
    await scope.tab(tab).click();
    await scope.row(2).click();
    await scope.row(3).click();
  }
  await expect(scope.state).toBeVisible();
  expect(errors).toEqual([]);
});

test("tells what parsing an event hides", async ({ page }) => {
  const scope = await opened(page, ['{"type":"CUSTOM","name":"n","value":[-0,1e400,"\\ud83d"]}']);
  await scope.row(1).click();
  await scope.tab("Event").click();
  await expect(page.getByRole("region", { name: "What parsing hides" }).getByRole("listitem")).toHaveText([
    /\/value\/0-0.*writes 0/,
    /\/value\/11e400.*Infinity/,
    /\/value\/2.*Half of a character/,
  ]);
});

for (const colorScheme of ["dark", "light"] as const) {
  test(`axe finds nothing serious in a failed patch, the menu and the search, ${colorScheme}`, async ({ page }) => {
    test.slow();
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 1024, height: 768 });
    const scope = await opened(page);
    await scope.row(6).click();
    await expectAccessible(page);
    await scope.row(4).click();
    await scope.tab("Event").click();
    const note = page.getByRole("note", { name: "Failed patch" });
    await expectAccessible(page);
    await note.getByRole("button", { name: "Explain" }).click();
    await note.getByRole("button", { name: /If only/ }).click();
    await expectAccessible(page);
    await note.getByRole("button", { name: "Explain" }).click();
    await scope.state.focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("Control+f");
    await page.keyboard.type("o");
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Shift+F10");
    await expect(page.getByRole("menu")).toBeVisible();
    await expectAccessible(page);
  });
}
