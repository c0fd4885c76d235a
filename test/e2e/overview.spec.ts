import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { expectAccessible } from "./support/expectAccessible.ts";
import { ScopePage } from "./support/scopePage.ts";

const capture = fileURLToPath(
  new URL("../fixtures/wild/langgraph-python/hitl_outcome_turn2_resume.sse", import.meta.url),
);

/** The overview by its roles and names. */
class OverviewPart {
  readonly region: Locator;
  readonly lanes: Locator;
  readonly picture: Locator;
  readonly place: Locator;
  readonly resetZoom: Locator;

  constructor(readonly page: Page) {
    this.region = page.getByRole("region", { name: "Overview" });
    this.lanes = this.region.getByRole("listbox", { name: "Lanes" });
    this.picture = this.region.getByRole("img");
    this.place = this.region.getByRole("status", { name: "Place in the lanes" });
    this.resetZoom = this.region.getByRole("button", { name: "Reset zoom" });
  }

  button(name: string): Locator {
    return this.region.getByRole("button", { name, exact: true });
  }

  /** A point of a lane, as a part of its width from the left. */
  async point(lane: string, part: number): Promise<{ readonly x: number; readonly y: number }> {
    const option = await this.lanes.getByRole("option", { name: lane }).boundingBox();
    const picture = await this.picture.boundingBox();
    if (!option || !picture) throw new Error(`The lane "${lane}" is not on screen.`);
    return { x: picture.x + picture.width * part, y: option.y + option.height / 2 };
  }

  async click(lane: string, part: number): Promise<void> {
    const { x, y } = await this.point(lane, part);
    await this.page.mouse.click(x, y);
  }

  /** Points along a lane until the words beside the pointer fit, and stays there: where something is depends on how fast a run was. */
  async find(lane: string, words: RegExp): Promise<void> {
    for (let part = 0.01; part < 1; part += 0.01) {
      const { x, y } = await this.point(lane, part);
      await this.page.mouse.move(x, y);
      if ((await this.region.getByText(words).count()) > 0) return;
    }
    throw new Error(`Nothing in the lane "${lane}" says ${words}.`);
  }

  async drag(lane: string, from: number, to: number): Promise<void> {
    const start = await this.point(lane, from);
    const end = await this.point(lane, to);
    await this.page.mouse.move(start.x, start.y);
    await this.page.mouse.down();
    await this.page.mouse.move((start.x + end.x) / 2, start.y);
    await this.page.mouse.move(end.x, end.y);
    await this.page.mouse.up();
  }
}

const at = (scope: ScopePage): Promise<number> => scope.position.getAttribute("aria-valuenow").then(Number);

test("names the lanes that hold something, and says in words what the picture shows", async ({ page }) => {
  // It waits for two whole runs.
  test.slow();
  const scope = new ScopePage(page);
  const overview = new OverviewPart(page);
  await scope.open();
  await expect(overview.region).toBeVisible();
  await scope.runAgent("/agents/trip-planner");
  await expect(overview.lanes.getByRole("option")).toHaveText([
    "run / steps",
    "reasoning",
    "messages",
    "tool calls",
    "state",
    "activities",
    "subagents",
    "waiting",
  ]);
  const total = await scope.eventCount();
  await expect(overview.picture).toHaveAccessibleName(
    new RegExp(`^${total} events over [\\d.]+ s\\. run / steps: \\d+ spans, `),
  );
  await scope.page.getByRole("button", { name: "New thread" }).click();
  await scope.runAgent("/agents/chat");
  await expect(overview.lanes.getByRole("option")).toHaveText(["run / steps", "messages"]);
});

test("a click moves the cursor to the nearest event of the lane, and pointing tells what is there", async ({
  page,
}) => {
  const scope = new ScopePage(page);
  const overview = new OverviewPart(page);
  await scope.open();
  await scope.runAgent("/agents/reasoning");
  const total = await scope.eventCount();
  for (const [lane, words, type] of [
    ["reasoning", /^reasoning .* · [\d.]+ m?s · events \d+–\d+/, "REASONING"],
    ["tool calls", / · events \d+–\d+/, "TOOL_CALL"],
  ] as const) {
    await overview.find(lane, words);
    await page.mouse.down();
    await page.mouse.up();
    await expect(scope.timeline.locator('[role="row"][aria-selected="true"]')).toContainText(type);
    await expect.poll(() => at(scope)).toBeLessThan(total);
  }
});

test("is walked through with the keyboard, which says where it is", async ({ page }) => {
  const scope = new ScopePage(page);
  const overview = new OverviewPart(page);
  await scope.open();
  await scope.runAgent("/agents/reasoning");
  const total = await scope.eventCount();
  await overview.lanes.focus();
  await expect(overview.lanes.getByRole("option", { selected: true })).toHaveText("run / steps");
  await page.keyboard.press("Home");
  await expect(overview.place).toHaveText(/^At event 1: run .*events 1–/);
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => at(scope)).toBe(total);
  await page.keyboard.press("ArrowRight");
  await expect(overview.place).toHaveText("Nothing more in this lane.");
  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => at(scope)).toBe(1);
  await page.keyboard.press("ArrowDown");
  await expect(overview.place).toHaveText(/^reasoning\. /);
  await page.keyboard.press("ArrowRight");
  await expect(scope.row(await at(scope))).toContainText("REASONING_START");
  await page.keyboard.press("ArrowRight");
  await expect(scope.row(await at(scope))).toContainText("REASONING_MESSAGE_START");
  await page.keyboard.press("+");
  await expect(overview.resetZoom).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(overview.resetZoom).toBeHidden();
  await page.keyboard.press("+");
  await page.keyboard.press("-");
  await expect(overview.resetZoom).toBeHidden();
});

test("dragging zooms to a part, whose events can be shown alone", async ({ page }) => {
  const scope = new ScopePage(page);
  const overview = new OverviewPart(page);
  await scope.open();
  await scope.runAgent("/agents/reasoning");
  const total = await scope.eventCount();
  await overview.drag("run / steps", 0.3, 0.6);
  await expect(overview.resetZoom).toBeVisible();
  await overview.button("Show only these events").click();
  const filter = page.getByRole("searchbox", { name: "Filter events" });
  await expect(filter).toHaveValue(/^n:\d+\.\.\d+$/);
  const [first = 0, last = 0] = (await filter.inputValue()).match(/\d+/g)?.map(Number) ?? [];
  expect(first).toBeGreaterThan(1);
  expect(last).toBeGreaterThan(first);
  expect(last).toBeLessThan(total);
  await scope.timeline.press("End");
  await expect(scope.row(last)).toBeVisible();
  await expect(scope.row(last + 1)).toHaveCount(0);
  await overview.resetZoom.click();
  await expect(overview.resetZoom).toBeHidden();
  await overview.drag("run / steps", 0.7, 0.5);
  await expect(overview.resetZoom).toBeVisible();
  const { x, y } = await overview.point("run / steps", 0.5);
  await page.mouse.dblclick(x, y);
  await expect(overview.resetZoom).toBeHidden();
  await page.mouse.move(x, y);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -300);
  await page.keyboard.up("Control");
  await expect(overview.resetZoom).toBeVisible();
});

test("has the same as a table", async ({ page }) => {
  const scope = new ScopePage(page);
  const overview = new OverviewPart(page);
  await scope.open();
  await scope.runAgent("/agents/interrupt");
  const toggle = overview.button("Spans as table");
  await toggle.click();
  await expect(toggle).toHaveAttribute("aria-pressed", "true");
  const rows = overview.region.getByRole("table", { name: "Spans" }).getByRole("row");
  await expect(rows.filter({ hasText: /^waiting/ })).toContainText(
    "Waiting for a human: 1 interrupt · not answered yet",
  );
  await rows.nth(1).getByRole("button").first().click();
  await expect.poll(() => at(scope)).toBe(1);
  await toggle.click();
  await expect(rows).toHaveCount(0);
});

test("can be put away and stays so, and has event numbers for an axis", async ({ page }) => {
  const scope = new ScopePage(page);
  const overview = new OverviewPart(page);
  await scope.open();
  await scope.runAgent("/agents/chat");
  await overview.button("By event number").click();
  await expect(overview.picture).toHaveAccessibleName(/^\d+ events\. /);
  const before = await scope.timeline.boundingBox();
  await overview.button("Lanes").click();
  await expect(overview.lanes).toHaveCount(0);
  await expect
    .poll(async () => (await scope.timeline.boundingBox())?.height)
    .toBeGreaterThan((before?.height ?? 0) + 80);
  await page.reload();
  await expect(overview.button("Lanes")).toHaveAttribute("aria-expanded", "false");
  await overview.button("Lanes").click();
  await expect(overview.button("By event number")).toHaveAttribute("aria-pressed", "true");
});

test("takes its room from the list without hiding the cursor's row", async ({ page }) => {
  const scope = new ScopePage(page);
  const overview = new OverviewPart(page);
  await scope.open();
  await scope.runAgent("/agents/chat");
  await overview.button("Lanes").click();
  await expect(overview.lanes).toHaveCount(0);
  await page.keyboard.press("Home");
  await expect.poll(() => at(scope)).toBe(1);
  const list = await scope.timeline.boundingBox();
  if (!list) throw new Error("The Timeline is not on screen.");
  await page.mouse.click(list.x + 60, list.y + list.height - 30);
  await expect.poll(() => at(scope)).toBeGreaterThan(10);
  await overview.button("Lanes").click();
  await expect(overview.lanes).toBeVisible();
  const bottom = async (part: Locator): Promise<number> => {
    const box = await part.boundingBox();
    return box ? box.y + box.height : Number.POSITIVE_INFINITY;
  };
  const row = scope.timeline.locator('[role="row"][aria-selected="true"]');
  await expect.poll(async () => (await bottom(row)) <= (await bottom(scope.timeline))).toBe(true);
});

test("grows with a live run, and nothing moves for it", async ({ page }) => {
  const scope = new ScopePage(page);
  const overview = new OverviewPart(page);
  await scope.open();
  await expect(overview.picture).toBeVisible();
  const top = (await scope.timeline.boundingBox())?.y;
  await scope.endpoint.fill(new URL("/agents/chat", page.url()).href);
  await scope.message.fill("long");
  await scope.run.click();
  await expect(overview.picture).toHaveAccessibleName(/messages: 1 message/);
  const counts = new Set<string>();
  await expect
    .poll(async () => counts.add((await overview.picture.getAttribute("aria-label"))?.split(" ")[0] ?? "").size)
    .toBeGreaterThan(2);
  await scope.stop.click();
  await scope.endsWith(/^Stopped/);
  await expect(overview.picture).toHaveAccessibleName(new RegExp(`^${await scope.eventCount()} events over`));
  expect((await scope.timeline.boundingBox())?.y).toBe(top);
});

test("says that a capture has no times, and goes by event numbers", async ({ page }) => {
  const scope = new ScopePage(page);
  const overview = new OverviewPart(page);
  await scope.open();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open" }).click();
  const buffer = await readFile(capture);
  await (await chooser).setFiles({ name: "capture.sse", mimeType: "application/octet-stream", buffer });
  await expect(overview.region).toContainText("This capture has no times");
  await expect(overview.button("By event number")).toBeDisabled();
  await expect(overview.picture).toHaveAccessibleName(new RegExp(`^${await scope.eventCount()} events\\. `));
});

for (const colorScheme of ["dark", "light"] as const) {
  test(`axe finds nothing serious in the overview, ${colorScheme}`, async ({ page }) => {
    test.slow();
    await page.emulateMedia({ colorScheme });
    const scope = new ScopePage(page);
    const overview = new OverviewPart(page);
    await scope.open();
    await expectAccessible(page);
    await scope.runAgent("/agents/trip-planner");
    await overview.drag("run / steps", 0.2, 0.8);
    await expect(overview.resetZoom).toBeVisible();
    await expectAccessible(page);
    await overview.button("Spans as table").click();
    await expectAccessible(page);
    await overview.button("Lanes").click();
    await expectAccessible(page);
  });
}
