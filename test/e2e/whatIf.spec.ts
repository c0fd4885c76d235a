import { expect, test, type Locator, type Page } from "@playwright/test";
import { expectAccessible } from "./support/expectAccessible.ts";
import { ScopePage } from "./support/scopePage.ts";

type Sent = Readonly<Record<string, unknown>>;

const EVENTS: readonly Sent[] = [
  { type: "RUN_STARTED", threadId: "t", runId: "r" },
  { type: "STATE_SNAPSHOT", snapshot: { stage: "plan", found: 0 } },
  { type: "TEXT_MESSAGE_START", messageId: "m", role: "assistant" },
  { type: "TEXT_MESSAGE_CONTENT", messageId: "m", delta: "Hello" },
  { type: "TEXT_MESSAGE_END", messageId: "m" },
  { type: "STATE_DELTA", delta: [{ op: "replace", path: "/nothing", value: 3 }] },
  { type: "RUN_FINISHED", threadId: "t", runId: "r" },
];

interface Opened {
  readonly scope: ScopePage;
  readonly event: Locator;
  readonly bar: Locator;
  readonly panel: Locator;
}

/** Opens a recording of events with the Event view beside it. */
async function opened(page: Page, events: readonly Sent[] = EVENTS): Promise<Opened> {
  const scope = new ScopePage(page);
  await scope.open();
  await scope.openEvents(events);
  await expect.poll(() => scope.eventCount(), { timeout: 30_000 }).toBe(events.length);
  await scope.tab("Event").click();
  return {
    scope,
    event: page.getByRole("group", { name: "What if" }),
    bar: page.getByRole("region", { name: "What if", exact: true }),
    panel: page.getByRole("tabpanel", { name: "What if" }),
  };
}

/** Puts another text into the editor of an event, as a person does who selects all and pastes. */
async function edit(page: Page, seq: number, text: string): Promise<void> {
  const editor = page.getByRole("textbox", { name: `JSON of event ${seq}` });
  // Monaco comes with the first editor.
  await expect(editor).toBeFocused({ timeout: 20_000 });
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text);
  // The editor closes brackets and quotes by itself.
  await page.keyboard.press("ControlOrMeta+Shift+End");
  await page.keyboard.press("Delete");
}

test("switches an event off, shows what would be otherwise, and takes it back", async ({ page }) => {
  const { scope, event, bar, panel } = await opened(page);
  await expect(page.getByRole("tab", { name: "What if" })).toHaveCount(0);
  for (const seq of [4, 3]) {
    await scope.row(seq).click();
    await event.getByRole("button", { name: "Switch off" }).click();
    await expect(scope.row(seq)).toContainText("what if: switched off");
  }
  await expect(bar).toContainText("What if: 2 events changed — not what was received");
  await expect(bar.getByRole("list", { name: "Changed events" }).getByRole("listitem")).toHaveText([/#3/, /#4/]);
  await expect(event).toContainText("What if: switched off");
  await page.keyboard.press("l");
  await expect(panel).toContainText("Not what was received");
  await expect(panel.getByRole("region", { name: "Messages, what if" })).toContainText("Messages: 1 difference");
  await expect(panel.getByRole("region", { name: "Problems" })).toContainText("appeared");
  // Before the change nothing is otherwise.
  await scope.row(2).click();
  await expect(panel).toContainText("After event 2 the view is the same");
  // The true views stay what they are.
  await scope.row(5).click();
  await scope.tab("Conversation").click();
  await expect(scope.conversation).toContainText("Hello");
  for (const seq of [3, 4]) await bar.getByRole("button", { name: `Take back the change of event ${seq}` }).click();
  await expect(bar).toHaveCount(0);
  await expect(page.getByRole("tab", { name: "What if" })).toHaveCount(0);
  await expect(scope.tab("State")).toHaveAttribute("aria-selected", "true");
});

test("edits an event with marks for what is no JSON, and tells what that would mend", async ({ page }) => {
  test.slow();
  const { scope, event, bar, panel } = await opened(page);
  await scope.row(6).click();
  await event.getByRole("button", { name: "Edit" }).click();
  const sheet = page.getByRole("dialog", { name: "What if event 6 had said" });
  await edit(page, 6, '{"type": "STATE_DELTA", "delta": [');
  await expect(sheet.getByRole("alert")).toContainText("Line 1, column");
  await expect(sheet.getByRole("button", { name: "Apply" })).toBeDisabled();
  await edit(page, 6, '{"type":"STATE_DELTA","delta":[{"op":"replace","path":"/found","value":3}]}');
  await sheet.getByRole("button", { name: "Apply" }).click();
  await expect(sheet).toHaveCount(0);
  await expect(bar).toContainText("#6edited");
  await expect(panel.getByRole("region", { name: "State, what if" })).toContainText(/changed\/found0.*3/);
  await expect(panel.getByRole("region", { name: "Problems" })).toContainText("vanished");
  // The text is still there when it is opened again, and can be given up.
  await event.getByRole("button", { name: "Edit" }).click();
  await expect(sheet.getByText('"/found"')).toBeVisible();
  await sheet.getByRole("button", { name: "Discard" }).click();
  await bar.getByRole("button", { name: "Show the true recording" }).click();
  await expect(bar).toHaveCount(0);
});

test("tells how a run would end, by the keyboard alone", async ({ page }) => {
  test.slow();
  const { scope, event, panel } = await opened(page);
  await scope.row(7).click();
  await event.getByRole("button", { name: "Edit" }).focus();
  await page.keyboard.press("Enter");
  await edit(page, 7, '{"type":"RUN_ERROR","message":"no more tokens"}');
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(panel).toContainText(/outcomesuccess→error/);
  await expect(panel).toContainText("no more tokens");
  await expect(event.getByRole("button", { name: "Edit" })).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(event).toContainText("What if: switched off");
  await expect(panel).toContainText(/outcomesuccess→truncated/);
  await page.keyboard.press("Enter");
  await expect(panel).toHaveCount(0);
  await expect(scope.position).toHaveValue("7");
});

test("never changes the recording", async ({ page }) => {
  const { scope, event } = await opened(page);
  await scope.row(4).click();
  await event.getByRole("button", { name: "Switch off" }).click();
  await expect(page.getByRole("tab", { name: "What if" })).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save" }).click();
  const stream = await (await download).createReadStream();
  let saved = "";
  for await (const piece of stream) saved += String(piece);
  expect(saved).toContain("TEXT_MESSAGE_CONTENT");
  expect(saved).not.toContain("switched off");
});

test("makes a long hypothesis without holding the page up, and can be stopped", async ({ page }) => {
  test.slow();
  const many = Array.from({ length: 30_000 }, (_, n) => ({ type: "CUSTOM", name: "n", value: n }));
  const { scope, event, panel } = await opened(page, [...EVENTS.slice(0, -1), ...many]);
  await scope.timeline.focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("j");
  // The making goes on in timers. They wait here, so that there is something to cancel however fast the machine is.
  const release = await page.evaluateHandle(() => {
    const setTimeout = window.setTimeout.bind(window);
    const waiting: (() => void)[] = [];
    window.setTimeout = ((callback: () => void, ms?: number) =>
      ms === 0 ? waiting.push(callback) : setTimeout(callback, ms)) as typeof window.setTimeout;
    return () => {
      window.setTimeout = setTimeout;
      for (const callback of waiting) callback();
    };
  });
  await event.getByRole("button", { name: "Switch off" }).click();
  await panel.getByRole("button", { name: "Cancel" }).click();
  await expect(panel).toContainText("Stopped");
  await release.evaluate((undo) => undo());
  await panel.getByRole("button", { name: "Go on" }).click();
  await expect(panel.getByRole("progressbar")).toHaveCount(0);
  await expect(panel.getByRole("region", { name: "State, what if" })).toContainText("removed/stage");
  await expect(scope.position).toHaveValue("2");
});

for (const colorScheme of ["dark", "light"] as const) {
  test(`axe finds nothing serious in What if, ${colorScheme}`, async ({ page }) => {
    test.slow();
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 1024, height: 768 });
    const { scope, event, panel } = await opened(page);
    for (const seq of [2, 3]) {
      await scope.row(seq).click();
      await event.getByRole("button", { name: "Switch off" }).click();
    }
    await page.keyboard.press("l");
    await expect(panel.getByRole("region", { name: "Problems" })).toBeVisible();
    await expectAccessible(page);
    await event.getByRole("button", { name: "Edit" }).click();
    await expect(page.getByRole("textbox", { name: "JSON of event 7" })).toBeFocused({ timeout: 20_000 });
    await expectAccessible(page);
  });
}
