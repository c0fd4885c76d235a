import { expect, test, type Locator, type Page } from "@playwright/test";
import { expectAccessible } from "./support/expectAccessible.ts";
import { ScopePage } from "./support/scopePage.ts";

type Sent = Readonly<Record<string, unknown>>;

const stage = (value: string): Sent => ({
  type: "STATE_DELTA",
  delta: [{ op: "replace", path: "/stage", value }],
});
const note: Sent = { type: "CUSTOM", name: "note", value: 1 };
/** The stage becomes "search" with event 4, "plan" with 8, and "search" again with 12 of 16. */
const EVENTS: readonly Sent[] = [
  { type: "RUN_STARTED", threadId: "t", runId: "r" },
  { type: "STATE_SNAPSHOT", snapshot: { stage: "plan" } },
  note,
  stage("search"),
  note,
  { type: "STATE_DELTA", delta: [{ op: "replace", path: "/nothing", value: 1 }] },
  note,
  stage("plan"),
  { type: "TEXT_MESSAGE_START", messageId: "m", role: "assistant" },
  { type: "TEXT_MESSAGE_CONTENT", messageId: "m", delta: "Found a hotel" },
  { type: "TEXT_MESSAGE_END", messageId: "m" },
  stage("search"),
  note,
  note,
  note,
  { type: "RUN_FINISHED", threadId: "t", runId: "r" },
];

interface Opened {
  readonly scope: ScopePage;
  readonly sheet: Locator;
  readonly found: Locator;
  readonly questions: Locator;
}

/** Opens a recording and the sheet, from the palette, by the keyboard. */
async function opened(page: Page): Promise<Opened> {
  const scope = new ScopePage(page);
  await scope.open();
  await scope.openEvents(EVENTS);
  await expect.poll(() => scope.eventCount()).toBe(EVENTS.length);
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("bisect");
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog", { name: "Find the first event where…" });
  await expect(sheet).toBeVisible();
  return {
    scope,
    sheet,
    found: sheet.getByRole("region", { name: "What was found" }),
    questions: sheet.getByRole("list", { name: "Questions asked" }).getByRole("listitem"),
  };
}

test("finds the first event that meets a filter, by the keyboard alone, and says what it asked", async ({ page }) => {
  const { scope, sheet, found, questions } = await opened(page);
  await expect(sheet.getByRole("radio", { name: "An event meets a filter" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.type("hotel");
  await page.keyboard.press("Enter");
  await expect(found).toContainText("Event #10: after it an event has met the filter hotel, after event 9 not.");
  await expect(scope.position).toHaveValue("10");
  await expect(questions).toHaveText([
    /before the first event: no/,
    /#16: yes/,
    /#8: no/,
    /#12: yes/,
    /#10: yes/,
    /#9: no/,
  ]);
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
});

test("leaves what is sent in sight, and follows its width", async ({ page }) => {
  const { sheet } = await opened(page);
  const message = page.getByRole("textbox", { name: "Message", exact: true });
  const gap = async (): Promise<number> => {
    const [input, own] = [await message.boundingBox(), await sheet.boundingBox()];
    return (own?.x ?? 0) - ((input?.x ?? 0) + (input?.width ?? 0));
  };
  expect(await gap()).toBeGreaterThan(0);
  const handle = await page.getByRole("separator", { name: "Width of the input" }).boundingBox();
  await page.mouse.move(handle?.x ?? 0, 400);
  await page.mouse.down();
  await page.mouse.move((handle?.x ?? 0) + 60, 400, { steps: 3 });
  await page.mouse.up();
  await expect.poll(gap).toBeGreaterThan(0);
  await expect.poll(gap).toBeLessThan(60);
});

test("finds where the state turned, says that it may have turned before, and lists every turn", async ({ page }) => {
  const { scope, sheet, found } = await opened(page);
  await sheet.getByRole("radio", { name: "The state is so" }).check();
  const place = sheet.getByRole("textbox", { name: "Place in the state" });
  await place.fill("stage");
  await page.keyboard.press("Enter");
  await expect(sheet.getByRole("alert")).toContainText("begins with /");
  await place.fill("/stage");
  await sheet.getByRole("combobox", { name: "Comparison" }).selectOption("=");
  await sheet.getByRole("textbox", { name: "Value to compare with" }).fill("search");
  await sheet.getByRole("button", { name: "Find", exact: true }).click();
  await expect(found).toContainText('Event #12: after it /stage is "search", after event 11 not.');
  await expect(scope.position).toHaveValue("12");
  await sheet.getByRole("button", { name: "Scan all state events" }).click();
  const turns = sheet.getByRole("list", { name: "All turns" }).getByRole("listitem");
  await expect(turns).toHaveText(["#4 became true", "#8 became false", "#12 became true"]);
  await turns.first().getByRole("button", { name: "Go to event 4, which turned it" }).click();
  await expect(scope.position).toHaveValue("4");
});

test("is honest about what was so from the start, or is not so at the end", async ({ page }) => {
  const { scope, sheet, found } = await opened(page);
  await sheet.getByRole("radio", { name: "The state is so" }).check();
  const place = sheet.getByRole("textbox", { name: "Place in the state" });
  await place.fill("/stage");
  await sheet.getByRole("combobox", { name: "Comparison" }).selectOption("missing");
  await place.press("Enter");
  await expect(found).toContainText("Before the first event /stage is missing already.");
  await sheet.getByRole("combobox", { name: "Comparison" }).selectOption("=");
  await sheet.getByRole("textbox", { name: "Value to compare with" }).fill("plan");
  await page.keyboard.press("Enter");
  await expect(found).toContainText('Not after event 16, the last one looked at: it is not so that /stage is "plan".');
  await expect(scope.position).toHaveValue("16");
});

test("begins from a problem", async ({ page }) => {
  const { scope, sheet, found } = await opened(page);
  await page.keyboard.press("Escape");
  await scope.tab("Problems").click();
  await page.getByRole("button", { name: "First of its kind" }).first().click();
  await expect(sheet.getByRole("combobox", { name: "Rule" })).toHaveValue("state/patch-failed");
  await expect(found).toContainText(/Event #6: after it a problem of the rule .* was found/);
  await expect(scope.position).toHaveValue("6");
});

for (const colorScheme of ["dark", "light"] as const) {
  test(`axe finds nothing serious in the search for the first event, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 1024, height: 768 });
    const { sheet, found } = await opened(page);
    await sheet.getByRole("radio", { name: "The state is so" }).check();
    await sheet.getByRole("textbox", { name: "Place in the state" }).fill("/stage");
    await page.keyboard.press("Enter");
    await expect(found).toContainText("Event #2:");
    await sheet.getByRole("button", { name: "Scan all state events" }).click();
    await expect(sheet.getByRole("list", { name: "All turns" })).toContainText("#2 became true");
    await expectAccessible(page);
  });
}
