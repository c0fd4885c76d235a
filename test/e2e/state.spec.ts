import { expect, test, type Locator, type Page } from "@playwright/test";
import { expectAccessible } from "./support/expectAccessible.ts";
import { ScopePage } from "./support/scopePage.ts";

type Sent = Readonly<Record<string, unknown>>;

const patch = (...delta: readonly Sent[]): Sent => ({ type: "STATE_DELTA", delta });
const NAMES = Array.from({ length: 150 }, (_, id) => ({ id, name: `item ${id}` }));
const EVENTS: readonly Sent[] = [
  { type: "RUN_STARTED", threadId: "t", runId: "r" },
  { type: "STATE_SNAPSHOT", snapshot: { stage: "plan", items: NAMES } },
  patch({ op: "replace", path: "/stage", value: "search" }, { op: "add", path: "/found", value: 3 }),
  { type: "TEXT_MESSAGE_START", messageId: "m", role: "assistant" },
  { type: "TEXT_MESSAGE_CONTENT", messageId: "m", delta: "Hello" },
  { type: "TEXT_MESSAGE_END", messageId: "m" },
  { type: "STATE_SNAPSHOT", snapshot: { stage: "book", items: NAMES.toSpliced(3, 1), found: 3 } },
  patch({ op: "move", from: "/found", path: "/kept" }),
  {
    type: "MESSAGES_SNAPSHOT",
    messages: [
      { id: "u", role: "user", content: "Hi" },
      { id: "db-1", role: "assistant", content: "Hello" },
    ],
  },
  { type: "RUN_FINISHED", threadId: "t", runId: "r" },
];

/** Opens a recording of events and the page's lower right. */
async function opened(page: Page, events: readonly Sent[] = EVENTS): Promise<{ scope: ScopePage; diff: Locator }> {
  const scope = new ScopePage(page);
  await scope.open();
  await scope.openEvents(events);
  await expect.poll(() => scope.eventCount()).toBe(events.length);
  return { scope, diff: page.getByRole("tabpanel", { name: "Diff" }) };
}

test("shows what changed against the last change, any event, and the start", async ({ page }) => {
  const { scope, diff } = await opened(page);
  await scope.row(3).click();
  await page.getByRole("tab", { name: "Diff" }).click();
  const changes = diff.getByRole("list", { name: "Changes" }).getByRole("listitem");
  await expect(changes).toHaveText([/changed\/stage"plan".*"search"/, /added\/found3/]);
  await expect(diff).toContainText("1 changed, 1 added");
  // Text changes nothing: what the last change did stays on screen.
  await scope.row(5).click();
  await expect(changes).toHaveCount(2);
  const base = diff.getByRole("combobox", { name: "Compare with" });
  await base.selectOption("previous event");
  await expect(diff).toContainText("the state is the same");
  await scope.row(8).click();
  await base.selectOption("event number");
  await diff.getByRole("textbox", { name: "Event to compare with" }).fill("2");
  await expect(changes).toHaveText([/changed\/stage/, /removed\/items\/3/, /added\/kept3/]);
  await base.selectOption("start");
  await expect(diff).toContainText("3 added");
});

test("says what a snapshot cost against a delta", async ({ page }) => {
  const { scope, diff } = await opened(page);
  await page.getByRole("tab", { name: "Diff" }).click();
  await scope.row(7).click();
  await expect(diff.getByRole("note")).toContainText(/took 4\.\d kB.*takes \d+ B, \d\d times less/);
  await expect(diff.getByRole("listitem")).toHaveText([/changed\/stage/, /removed\/items\/3/]);
  await scope.row(2).click();
  await expect(diff.getByRole("note")).not.toContainText("times less");
});

test("shows a MESSAGES_SNAPSHOT as what it differs in from what was built", async ({ page }) => {
  const { scope, diff } = await opened(page);
  await page.getByRole("tab", { name: "Diff" }).click();
  await scope.row(9).click();
  await expect(diff.getByRole("heading", { name: "Messages: 2 differences" })).toBeVisible();
  await expect(diff.getByRole("list", { name: "Differences of the messages" }).getByRole("listitem")).toHaveText([
    /addeduuser message/,
    /id changeddb-1assistant message, was m/,
  ]);
});

test("takes a message of a snapshot for the one in whose place it stands, and says so", async ({ page }) => {
  const stored = { type: "MESSAGES_SNAPSHOT", messages: [{ id: "db-1", role: "assistant", content: "Hello you" }] };
  const { scope, diff } = await opened(page, [...EVENTS.slice(0, 6), stored]);
  await page.getByRole("tab", { name: "Diff" }).click();
  await scope.row(7).click();
  const [told] = await diff.getByRole("list", { name: "Differences of the messages" }).getByRole("listitem").all();
  await expect(told as Locator).toContainText("in the place of m is taken for the same one");
  await expect((told as Locator).getByRole("listitem")).toHaveText(/changed\/content"Hello"→"Hello you"/);
});

test("shows both states side by side and lets go of them without an error", async ({ page }) => {
  const errors: string[] = [];
  page.on("pageerror", ({ message }) => errors.push(message));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  const { diff } = await opened(page);
  await page.getByRole("tab", { name: "Diff" }).click();
  const toggle = diff.getByRole("button", { name: "Side by side" });
  for (let turn = 0; turn < 2; turn++) {
    await toggle.click();
    await expect(diff.getByRole("textbox", { name: "State, after" })).toBeAttached();
    await expect(diff.getByRole("textbox", { name: "State, before" })).toBeAttached();
    await toggle.click();
    await expect(diff.getByRole("textbox", { name: "State, after" })).toHaveCount(0);
  }
  expect(errors).toEqual([]);
});

test("opens the history of a value from the tree, and goes to its events", async ({ page }) => {
  const { scope } = await opened(page);
  await scope.state.getByRole("treeitem", { name: /stage/ }).click();
  await page.getByRole("button", { name: "History of this value" }).click();
  const rows = page.getByRole("list", { name: "Changes of /stage" }).getByRole("listitem");
  await expect(rows).toHaveText([
    /#2.*added by a snapshot"plan"/,
    /#3.*set"plan".*"search"/,
    /#7.*set by a snapshot"search".*"book"/,
  ]);
  await rows.nth(1).getByRole("button", { name: "Go to event 3, which changed it" }).click();
  await expect(scope.position).toHaveValue("3");
  await expect(rows.nth(1)).toHaveAttribute("aria-current", "true");
  await expect(page.getByRole("textbox", { name: "JSON pointer" })).toHaveValue("/stage");
});

test("tells where a value moved, and checks what is typed", async ({ page }) => {
  await opened(page);
  await page.getByRole("tab", { name: "History" }).click();
  const pointer = page.getByRole("textbox", { name: "JSON pointer" });
  await pointer.fill("found");
  await expect(page.getByRole("alert")).toContainText("begins with /");
  await expect(page.getByRole("button", { name: "Show history" })).toBeDisabled();
  await pointer.fill("/found");
  await pointer.press("Enter");
  await expect(page.getByRole("list", { name: "Changes of /found" }).getByRole("listitem")).toHaveText([
    /#3.*added3/,
    /#8.*moved away to \/kept/,
  ]);
});

test("keeps watches with their values as of the cursor", async ({ page }) => {
  const { scope } = await opened(page);
  await page.getByRole("tab", { name: "History" }).click();
  await page.getByRole("textbox", { name: "JSON pointer" }).fill("/stage");
  await page.getByRole("button", { name: "Pin as watch" }).click();
  const watch = page.getByRole("list", { name: "Watches" }).getByRole("listitem");
  await expect(watch).toContainText('"book"');
  await scope.row(2).click();
  await expect(watch).toContainText('"plan"');
  await scope.row(1).click();
  await expect(watch).toContainText("nothing there");
  await page.getByRole("tab", { name: "State" }).click();
  await page.getByRole("tab", { name: "History" }).click();
  await watch.getByRole("button", { name: "Unpin /stage" }).click();
  await expect(watch).toHaveCount(0);
});

test("searches a long recording without holding the page up, and can be stopped", async ({ page }) => {
  const many = Array.from({ length: 40_000 }, (_, n) => patch({ op: "add", path: `/k${n % 50}`, value: n }));
  await opened(page, [{ type: "STATE_SNAPSHOT", snapshot: {} }, ...many]);
  // The search goes on in timers. They wait here, so that there is something to cancel however fast the machine is.
  const release = await page.evaluateHandle(() => {
    const setTimeout = window.setTimeout.bind(window);
    window.setTimeout = ((callback: () => void, ms?: number) =>
      ms === 0 ? 0 : setTimeout(callback, ms)) as typeof window.setTimeout;
    return () => void (window.setTimeout = setTimeout);
  });
  await page.getByRole("tab", { name: "History" }).click();
  await page.getByRole("textbox", { name: "JSON pointer" }).fill("/k7");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("tabpanel", { name: "History" })).toContainText("Stopped");
  await release.evaluate((undo) => undo());
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByRole("tabpanel", { name: "History" })).toContainText(/^.*800 changes in 40.001 state events/);
  await expect(page.getByRole("button", { name: "740 earlier" })).toBeVisible();
});

for (const colorScheme of ["dark", "light"] as const) {
  test(`axe finds nothing serious in Diff and History, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 1024, height: 768 });
    const { scope } = await opened(page);
    await page.getByRole("tab", { name: "Diff" }).click();
    for (const seq of [7, 9]) {
      await scope.row(seq).click();
      await expectAccessible(page);
    }
    await page.getByRole("tab", { name: "History" }).click();
    await page.getByRole("textbox", { name: "JSON pointer" }).fill("/stage");
    await page.getByRole("button", { name: "Pin as watch" }).click();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("list", { name: "Changes of /stage" })).toBeVisible();
    await expectAccessible(page);
  });
}
