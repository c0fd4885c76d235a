import { expect, test, type Page } from "@playwright/test";
import { expectAccessible } from "./support/expectAccessible.ts";
import { ScopePage } from "./support/scopePage.ts";

/** A recording whose events come at these times, in milliseconds. */
function recordingOf(times: readonly number[]): Buffer {
  const event = (index: number): object =>
    index === 0
      ? { type: "RUN_STARTED", threadId: "t", runId: "r" }
      : { type: "STATE_SNAPSHOT", snapshot: { at: index } };
  const lines = [
    { format: "agui-scope/recording", version: 1, created: "", request: { url: "http://127.0.0.1/", startedAt: "" } },
    ...times.map((t, index) => ({
      n: index + 1,
      t,
      raw: `data: ${JSON.stringify(event(index))}\n\n`,
      kind: "event",
      chunk: index + 1,
    })),
    { end: { reason: "complete", message: "", t: times.at(-1) } },
  ];
  return Buffer.from(lines.map((line) => JSON.stringify(line)).join("\n"));
}

async function openRecording(page: Page, buffer: Buffer, name = "times.agui.jsonl"): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open" }).click();
  await (await chooser).setFiles({ name, buffer, mimeType: "application/octet-stream" });
}

const at = (scope: ScopePage): Promise<number> => scope.position.getAttribute("aria-valuenow").then(Number);

test("plays to the end, and everything on screen with it", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  const play = page.getByRole("button", { name: "Play", exact: true });
  await expect(play).toBeDisabled();
  await openRecording(page, recordingOf([10, 20, 30, 40, 50]));
  await expect.poll(() => scope.eventCount()).toBe(5);
  await play.click();
  await expect.poll(() => at(scope)).toBe(5);
  await expect(play).toBeVisible();
  await expect(scope.state).toContainText("4");
  await expect(scope.backToLive).toBeEnabled();
});

test("pauses at a press, at a move of the cursor, and plays on from there", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  // An hour between two events: what moves here was moved by hand.
  await openRecording(page, recordingOf([0, 3_600_000, 7_200_000]));
  await expect.poll(() => scope.eventCount()).toBe(3);
  const play = page.getByRole("button", { name: "Play", exact: true });
  const pause = page.getByRole("button", { name: "Pause", exact: true });
  await play.click();
  await expect(pause).toBeVisible();
  await expect.poll(() => at(scope)).toBe(1);
  await pause.click();
  await expect(play).toBeVisible();
  expect(await at(scope)).toBe(1);
  await play.click();
  await scope.row(2).click();
  await expect(play).toBeVisible();
  expect(await at(scope)).toBe(2);
  await page.getByRole("combobox", { name: "Pace" }).selectOption("instant");
  await play.click();
  await expect.poll(() => at(scope)).toBe(3);
  await expect(play).toBeVisible();
});

test("a capture without times offers events a second", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  const events = Array.from({ length: 4 }, (_, value) => `data: {"type":"CUSTOM","name":"n","value":${value}}\n\n`);
  await openRecording(page, Buffer.from(events.join("")), "capture.sse");
  await expect.poll(() => scope.eventCount()).toBe(4);
  const pace = page.getByRole("combobox", { name: "Pace" });
  await expect(pace.getByRole("option", { selected: true })).toHaveText("20/s");
  await pace.selectOption("200/s");
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await expect.poll(() => at(scope)).toBe(4);
});

test("plays for who asked for it under reduced motion, and with the keyboard alone", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const scope = new ScopePage(page);
  await scope.open();
  await openRecording(page, recordingOf([10, 20, 30]));
  await expect.poll(() => scope.eventCount()).toBe(3);
  const play = page.getByRole("button", { name: "Play", exact: true });
  await play.focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => at(scope)).toBe(3);
  await page.getByRole("combobox", { name: "Pace" }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("combobox", { name: "Pace" })).toHaveValue("2");
});

test("a link with an event number opens at that event of what is on screen", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await openRecording(page, recordingOf([10, 20, 30, 40, 50]));
  await expect.poll(() => scope.eventCount()).toBe(5);
  await scope.row(4).click();
  await expect(page).toHaveURL(/#\/\?n=4$/);
  await page.evaluate(() => (location.hash = "#/?n=2"));
  await expect.poll(() => at(scope)).toBe(2);
  for (const nowhere of ["6", "-1", "2.5", "x", ""]) {
    await page.evaluate((n) => (location.hash = `#/?n=${n}`), nowhere);
    // An address that leads nowhere is put right.
    await expect(page).toHaveURL(/#\/\?n=2$/);
    expect(await at(scope)).toBe(2);
  }
  await scope.backToLive.click();
  await expect(page).not.toHaveURL(/n=/);
});

test("the slider says where it is in words, marks problems, and follows every drag to its end", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await openRecording(page, recordingOf(Array.from({ length: 2000 }, (_, index) => index * 2)));
  await expect.poll(() => scope.eventCount()).toBe(2000);
  const box = await scope.position.boundingBox();
  if (!box) throw new Error("There is no slider.");
  const middle = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width - 7, middle);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, middle, { steps: 20 });
  await page.mouse.move(box.x + 7, middle, { steps: 20 });
  await page.mouse.up();
  await expect.poll(() => at(scope)).toBe(0);
  await scope.position.focus();
  await page.keyboard.press("End");
  await expect.poll(() => at(scope)).toBe(2000);
  await expect(scope.position).toHaveAttribute("aria-valuetext", "event 2000 of 2000, 4.0 s after the request");
});

for (const colorScheme of ["dark", "light"] as const) {
  for (const width of [1440, 1024]) {
    test(`fits and has nothing for axe, ${colorScheme} at ${width}`, async ({ page }) => {
      test.slow();
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 768 });
      const scope = new ScopePage(page);
      await scope.open();
      await openRecording(page, recordingOf(Array.from({ length: 12_345 }, (_, index) => index)));
      await expect.poll(() => scope.eventCount()).toBe(12_345);
      await scope.stepBack.click();
      const player = page.getByRole("group", { name: "Player" });
      expect(await player.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
      const box = await scope.position.boundingBox();
      expect(box?.width).toBeGreaterThan(100);
      // All buttons are in one line, whatever the slider needs.
      const play = await page.getByRole("button", { name: "Play", exact: true }).boundingBox();
      const live = await scope.backToLive.boundingBox();
      expect(live?.y).toBe(play?.y);
      await expectAccessible(page, undefined, '[role="group"][aria-label="Player"]');
    });
  }
}
