import { expect, test, type Locator, type Page } from "@playwright/test";
import { expectAccessible } from "./support/expectAccessible.ts";
import { frame, message, OddServer, STARTED, stream } from "./support/oddServer.ts";
import { ScopePage } from "./support/scopePage.ts";

/** The filter line by roles and names. */
class FilterPage extends ScopePage {
  readonly filter: Locator;
  readonly count: Locator;
  readonly ways: Locator;

  constructor(page: Page) {
    super(page);
    this.filter = page.getByRole("searchbox", { name: "Filter events" });
    this.count = page.getByRole("status", { name: "Filter result" });
    this.ways = page.getByRole("listbox", { name: "Ways to go on" });
  }

  /** Event numbers of the rows on screen. */
  async rows(): Promise<readonly number[]> {
    const rows = await this.timeline
      .getByRole("row")
      .evaluateAll((all) => all.map((row) => Number(row.getAttribute("aria-rowindex"))));
    return rows.toSorted((one, other) => one - other);
  }

  chip(family: string): Locator {
    return this.page.getByRole("checkbox", { name: new RegExp(`^${family} \\d`) });
  }
}

const BODY =
  STARTED +
  message("m1", "Lisbon") +
  frame({ type: "STATE_SNAPSHOT", snapshot: { trip: { city: "Lisbon" } } }) +
  frame({ type: "STATE_DELTA", delta: [{ op: "replace", path: "/trip/city", value: "Porto" }] }) +
  frame({ type: "TEXT_MESSAGE_CONTENT", messageId: "never", delta: "lost" }) +
  frame({ type: "RUN_FINISHED", threadId: "t", runId: "r" });

let agent: OddServer;
test.beforeAll(async () => {
  agent = await OddServer.start(stream(BODY));
});
test.afterAll(() => agent.stop());

async function opened(page: Page): Promise<FilterPage> {
  const scope = new FilterPage(page);
  await scope.open();
  await scope.runAgent(agent.url);
  return scope;
}

test("shows what matches, and how many of how many", async ({ page }) => {
  const scope = await opened(page);
  await scope.filter.fill("family:text");
  await expect(scope.count).toHaveText("4 of 8");
  await expect.poll(() => scope.rows()).toEqual([2, 3, 4, 7]);
  for (const [text, rows] of [
    ["path:/trip", [5, 6]],
    ["-type:text family:state", [5, 6]],
    ["lisbon", [3, 5]],
    ['text:"lost"', [7]],
    ["has:error", [7]],
    ["id:m1", [2, 3, 4]],
    ["run:1 n:..2", [1, 2]],
  ] as const) {
    await scope.filter.fill(text);
    await expect.poll(() => scope.rows(), text).toEqual(rows);
    await expect(scope.count).toHaveText(`${rows.length} of 8`);
  }
  await page.getByRole("button", { name: "Clear the filter" }).click();
  await expect(scope.filter).toHaveValue("");
  await expect(scope.filter).toBeFocused();
  await expect.poll(() => scope.rows()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  await expect(scope.count).toHaveText("");
});

test("says when no event matches, and takes the filter away", async ({ page }) => {
  const scope = await opened(page);
  await scope.filter.fill("nothing-like-it");
  await expect(page.getByText("No event matches")).toBeVisible();
  await expect(scope.count).toHaveText("0 of 8");
  await page.getByRole("button", { name: "Show all events" }).click();
  await expect.poll(() => scope.rows()).toHaveLength(8);
});

test("says why no gap is found in a capture without times", async ({ page }) => {
  const scope = new FilterPage(page);
  await scope.open();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open" }).click();
  const buffer = Buffer.from(STARTED + message("m1", "Hello"));
  await (await chooser).setFiles({ name: "a.sse", mimeType: "text/event-stream", buffer });
  await expect.poll(() => scope.eventCount()).toBe(4);
  await scope.filter.fill("gap>1ms");
  await expect(page.getByText("This capture does not say when its events came, so a gap finds none.")).toBeVisible();
  await scope.filter.fill("nothing-like-it");
  await expect(page.getByText("No event matches")).toBeVisible();
  await expect(page.getByText("This capture does not say")).toBeHidden();
});

test("completes keys and values with the keyboard alone", async ({ page }) => {
  const scope = await opened(page);
  await page.keyboard.press("Home");
  await page.keyboard.press("/");
  await expect(scope.filter).toBeFocused();
  await expect(scope.ways.getByRole("option")).toHaveCount(10);
  await page.keyboard.type("fam");
  await page.keyboard.press("ArrowDown");
  await expect(scope.ways.getByRole("option", { selected: true })).toHaveText(/^family:/);
  await page.keyboard.press("Tab");
  await expect(scope.filter).toHaveValue("family:");
  await page.keyboard.type("st");
  await page.keyboard.press("ArrowUp");
  await expect(scope.ways.getByRole("option", { selected: true })).toHaveText("state");
  await page.keyboard.press("Enter");
  await expect(scope.filter).toHaveValue("family:state");
  await expect.poll(() => scope.rows()).toEqual([5, 6]);
  // Values come from the recording.
  await page.keyboard.type(" path:");
  await expect(scope.ways.getByRole("option")).toHaveText(["/trip"]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.keyboard.type("/");
  await expect(scope.ways.getByRole("option")).toHaveText(["/trip/city"]);
  // Escape closes first and empties the field then.
  await page.keyboard.press("Escape");
  await expect(scope.ways).toBeHidden();
  await expect(scope.filter).toHaveValue("family:state path:/trip/");
  await expect.poll(() => scope.rows()).toEqual([5, 6]);
  await page.keyboard.press("Escape");
  await expect(scope.filter).toHaveValue("");
  await expect(scope.ways).toBeHidden();
  await expect.poll(() => scope.rows()).toHaveLength(8);
});

test("marks a mistake where it is, and shows what the other terms leave", async ({ page }) => {
  const scope = await opened(page);
  await scope.filter.fill("family:text has:bug lisbon");
  await expect(scope.filter).toHaveAttribute("aria-invalid", "true");
  await expect(scope.filter).toHaveAccessibleDescription(/has: knows no "bug".*other terms/);
  await expect.poll(() => scope.rows()).toEqual([3]);
  // The mark lies under the very letters.
  const mark = page.locator("mark", { hasText: "bug" });
  const { left, width } = await mark.evaluate((element) => element.getBoundingClientRect());
  const field = await scope.filter.evaluate((element) => element.getBoundingClientRect().left);
  const letter = width / "bug".length;
  expect(Math.round((left - field - 8) / letter)).toBe("family:text has:".length);
  await scope.filter.fill("family:text");
  await expect(scope.filter).toHaveAttribute("aria-invalid", "false");
  await scope.filter.fill("colour:red");
  await expect(scope.filter).toHaveAccessibleDescription(/There is no colour: here.*All events are shown/);
  await expect.poll(() => scope.rows()).toHaveLength(8);
});

test("is kept in the address, without entries in the history", async ({ page }) => {
  const scope = await opened(page);
  const entries = await page.evaluate(() => history.length);
  await scope.filter.fill('type:tool,state "é & #"');
  await expect.poll(() => page.url()).toContain("#/?filter=type:tool,state");
  expect(await page.evaluate(() => history.length)).toBe(entries);
  await page.reload();
  await expect(scope.filter).toHaveValue('type:tool,state "é & #"');
  await scope.filter.fill("family:state");
  await scope.runAgent(agent.url);
  await expect(scope.count).toHaveText("2 of 8");
  // Other screens have addresses of their own, and coming back changes nothing.
  await page.getByRole("link", { name: "Live traffic" }).click();
  await expect.poll(() => new URL(page.url()).hash).toBe("#/live");
  await page.getByRole("link", { name: "Scope" }).click();
  await expect(scope.filter).toHaveValue("family:state");
  await expect.poll(() => new URL(page.url()).hash).toBe("#/?filter=family:state");
  await scope.filter.fill("");
  await expect.poll(() => new URL(page.url()).hash).toBe("");
  await page.evaluate(() => (location.hash = "#/?filter=%E0%A4%A&n=3"));
  await expect(scope.filter).not.toHaveValue("");
});

test("counts families, and filters by them", async ({ page }) => {
  const scope = await opened(page);
  await expect(page.getByRole("checkbox", { name: /^text 4/ })).toBeAttached();
  // One stop of Tab for all of them; arrows move between.
  await scope.filter.focus();
  await page.keyboard.press("Tab");
  await expect(scope.chip("run")).toBeFocused();
  await page.keyboard.press("End");
  await expect(scope.chip("state")).toBeFocused();
  await page.keyboard.press("Space");
  await expect(scope.filter).toHaveValue("family:state");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Space");
  await expect(scope.filter).toHaveValue("family:state,run");
  await expect.poll(() => scope.rows()).toEqual([1, 5, 6, 8]);
  await expect(scope.chip("run")).toBeChecked();
  await scope.chip("state").focus();
  await page.keyboard.press("Space");
  await scope.chip("run").focus();
  await page.keyboard.press("Space");
  await expect(scope.filter).toHaveValue("");
});

test("names the families that have no room, and leads to them", async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  const scope = new FilterPage(page);
  await scope.open();
  await scope.runAgent("/agents/trip-planner");
  const more = page.getByRole("button", { name: /^Show more families: .*other$/ });
  await expect(more).toHaveText(/^\d more$/);
  await more.click();
  await expect(page.locator("label", { has: scope.chip("other") })).toBeInViewport();
  await expect(more).toBeHidden();
});

test("grows with a run, and Escape in the field does not stop it", async ({ page }) => {
  const scope = new FilterPage(page);
  let send: (text: string) => void = () => undefined;
  const slow = await OddServer.start((response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    send = (text) => void response.write(text);
    send(STARTED);
  });
  try {
    await scope.open();
    await scope.endpoint.fill(slow.url);
    await scope.run.click();
    await scope.filter.fill("text:lisbon");
    await expect(scope.count).toHaveText("0 of 1");
    send(message("m1", "To Lisbon"));
    await expect(scope.count).toHaveText("1 of 4");
    await expect.poll(() => scope.rows()).toEqual([3]);
    await scope.filter.press("Escape");
    await scope.filter.press("Escape");
    await expect(scope.filter).toHaveValue("");
    send(message("m2", "Lisbon"));
    await expect.poll(() => scope.rows()).toHaveLength(7);
    await expect(scope.status).toHaveText(/^Streaming/);
  } finally {
    await slow.stop();
  }
});

for (const colorScheme of ["dark", "light"] as const) {
  test(`axe finds nothing serious in the filter line, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const scope = await opened(page);
    await scope.filter.click();
    await page.keyboard.press("ArrowDown");
    await expectAccessible(page, "ways to go on");
    await scope.filter.fill("family:text has:bug x");
    await expectAccessible(page, "mistake");
    await scope.filter.fill("family:text nothing");
    await expect(page.getByText("No event matches")).toBeVisible();
    await expectAccessible(page, "no match");
  });
}
