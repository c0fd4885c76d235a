import { expect, test, type Locator, type Page } from "@playwright/test";
import type { ServerResponse } from "node:http";
import { readFileSync } from "node:fs";
import { expectAccessible } from "./support/expectAccessible.ts";
import { FINISHED, OddServer, STARTED, frame, type Behaviour } from "./support/oddServer.ts";
import { ScopePage } from "./support/scopePage.ts";

const delta = (n: number): string => frame({ type: "STATE_SNAPSHOT", snapshot: { n } });

/** An agent that sends what a test tells it to, when it tells it. */
class ToldAgent {
  private response: ServerResponse | undefined;
  private arrived: () => void = () => undefined;
  readonly called = new Promise<void>((resolve) => (this.arrived = resolve));
  readonly behaviour: Behaviour = (response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    this.response = response;
    this.arrived();
  };

  async send(...frames: readonly string[]): Promise<void> {
    await this.called;
    for (const each of frames) this.response?.write(each);
  }

  async end(): Promise<void> {
    await this.called;
    this.response?.end();
  }
}

/** The bar above the player while a run is held. */
const bar = (page: Page): Locator => page.getByRole("region", { name: "Held at a breakpoint" });
const action = (page: Page, name: string): Locator => bar(page).getByRole("button", { name, exact: true });
const group = (page: Page): Locator => page.getByRole("group", { name: "Breakpoints" });

async function holdAtType(page: Page, types: string): Promise<void> {
  await group(page).getByRole("button", { name: "Hold at a type of event" }).click();
  await expect(group(page).getByRole("combobox", { name: /^Event types of/ })).toBeFocused();
  await page.keyboard.type(types);
}

test.describe("breakpoints on the page's own runs", () => {
  let agent: ToldAgent;
  let server: OddServer;
  let scope: ScopePage;

  test.beforeEach(async ({ page }) => {
    agent = new ToldAgent();
    server = await OddServer.start((...given) => agent.behaviour(...given));
    scope = new ScopePage(page);
    await scope.open();
    await scope.endpoint.fill(server.url);
  });
  test.afterEach(() => server.stop());

  test("hold the run after the event, count what comes, step and go on", async ({ page }) => {
    await holdAtType(page, "RUN_STARTED");
    await scope.run.click();
    await agent.send(STARTED + delta(1), delta(2));
    await expect(bar(page)).toContainText("Held after #1 at RUN_STARTED");
    await expect(bar(page)).toContainText("2 more have come");
    await expect(scope.status).toHaveText("Streaming · held at event 1, 2 more have come");
    expect(await scope.eventCount()).toBe(1);
    await agent.send(delta(3));
    await expect(bar(page)).toContainText("3 more have come");
    expect(await scope.eventCount()).toBe(1);

    await action(page, "Step").focus();
    await page.keyboard.press("Enter");
    await expect(scope.position).toHaveAttribute("aria-valuenow", "2");
    await expect(scope.state.getByText("1", { exact: true })).toBeVisible();
    await expect(action(page, "Step")).toBeFocused();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await expect(bar(page)).toContainText("The next event has not come yet; held after #4");
    await agent.send(delta(4) + delta(5));
    await expect(scope.position).toHaveAttribute("aria-valuenow", "5");
    await expect(bar(page)).toContainText("1 more has come");
    await agent.send(FINISHED);
    await agent.end();
    await expect(scope.status).toHaveText("Streaming · held at event 5, 2 more have come, and the answer has ended");
    await action(page, "Continue").click();
    await scope.endsWith(/^Finished · 7 events/);
    await expect(bar(page)).toBeHidden();
    await expect(group(page)).toContainText("1 hit");
  });

  test("go on to the next hit of the same breakpoint, past another, or to the end", async ({ page }) => {
    await holdAtType(page, "RUN_STARTED, STATE_SNAPSHOT");
    await group(page).getByRole("button", { name: "Hold where a filter matches" }).click();
    await page.keyboard.type("type:RAW");
    await scope.run.click();
    const raw = frame({ type: "RAW", event: 1 });
    await agent.send(STARTED, raw, delta(1), raw, delta(2), FINISHED);
    await expect(bar(page)).toContainText("Held after #1");
    await action(page, "Next hit").click();
    await expect(bar(page)).toContainText("Held after #3");
    await action(page, "Continue").click();
    await expect(bar(page)).toContainText("Held after #4 at type:RAW");
    await agent.end();
    await action(page, "To the end").click();
    await scope.endsWith(/^Finished · 6 events/);
    // Past the end of holding nobody counts.
    await expect(group(page).getByRole("listitem").first()).toContainText("2 hits");
    await expect(group(page).getByRole("listitem").nth(1)).toContainText("2 hits");
  });

  test("hold where the state changes at a path, at a problem, and once at the next change", async ({ page }) => {
    await group(page).getByRole("button", { name: "Hold where a state path changes" }).click();
    await page.keyboard.type("/trip");
    await group(page).getByRole("button", { name: "Hold at a problem" }).click();
    await group(page).getByRole("button", { name: "Hold at a state change, once" }).click();
    await scope.run.click();
    const patch = (path: string): string =>
      frame({ type: "STATE_DELTA", delta: [{ op: "replace", path, value: { hotel: "B" } }] });
    await agent.send(
      STARTED,
      frame({ type: "STATE_SNAPSHOT", snapshot: { trip: { hotel: "A" }, other: 1 } }),
      patch("/other"),
      patch("/trip"),
      "data: {broken\n\n",
      FINISHED,
    );
    await agent.end();
    for (const at of ["#2 at", "#4 at a change of /trip", "#5 at an error"]) {
      await expect(bar(page)).toContainText(`Held after ${at}`);
      await action(page, "Continue").click();
    }
    await scope.endsWith(/^Finished/);
    await expect(
      group(page).getByRole("checkbox", { name: "Next state change, once, breakpoint 3" }),
    ).not.toBeChecked();
  });

  test("say when they can never match, and when they were not reached", async ({ page }) => {
    await holdAtType(page, "RUN_STRATED");
    await expect(group(page)).toContainText(
      "Can never match. AG-UI has no event type RUN_STRATED; did you mean RUN_STARTED?",
    );
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("RUN_ERROR");
    await expect(group(page)).not.toContainText("Can never match");
    await group(page).getByRole("button", { name: "Hold where a filter matches" }).click();
    await page.keyboard.type("type:RAW -type:RAW");
    await expect(group(page)).toContainText("type:RAW and -type:RAW contradict each other.");
    await scope.run.click();
    await agent.send(STARTED, FINISHED);
    await agent.end();
    await scope.endsWith(/^Finished/);
    await expect(group(page)).toContainText("Not reached in the last run.");
  });

  test("lose nothing when a held run is saved, stopped or left", async ({ page }) => {
    await holdAtType(page, "RUN_STARTED");
    await scope.run.click();
    await agent.send(STARTED, delta(1), delta(2));
    await expect(bar(page)).toContainText("2 more have come");
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    const file = await (await download).path();
    expect(readFileSync(file, "utf8").match(/^\{"n":/gm)).toHaveLength(3);
    await expect(page.getByRole("alert")).toContainText("2 held events were delivered first");
    await agent.send(delta(3), delta(4));
    await expect(bar(page)).toContainText("Held after #3");
    await expect(bar(page)).toContainText("2 more have come");
    await scope.stop.click();
    await expect(scope.status).toHaveText(/^Stopped/);
    expect(await scope.eventCount()).toBe(5);
    await expect(bar(page)).toBeHidden();

    agent = new ToldAgent();
    await scope.run.click();
    await agent.send(STARTED, delta(1), delta(2));
    await expect(bar(page)).toContainText("2 more have come");
    await page.getByRole("button", { name: "New thread" }).click();
    await expect(page.getByRole("alert")).toContainText("The unsaved recording of 8 events is kept in Threads.");
    await page.getByRole("button", { name: "Bring it back" }).click();
    await expect.poll(() => scope.eventCount()).toBe(8);
  });

  test("are kept in this browser, and made from an event", async ({ page }) => {
    await scope.run.click();
    await agent.send(STARTED, FINISHED);
    await agent.end();
    await scope.endsWith(/^Finished/);
    await scope.tab("Event").click();
    const toggle = page.getByRole("button", { name: "Hold runs at RUN_FINISHED" });
    await toggle.click();
    await expect(toggle).toHaveAttribute("aria-pressed", "true");
    await expect(group(page).getByRole("checkbox", { name: "Event type, breakpoint 1" })).toBeChecked();
    await page.reload();
    await expect(group(page).getByRole("checkbox", { name: "Event type, breakpoint 1" })).toBeChecked();
    await group(page).getByRole("button", { name: "Remove breakpoint 1" }).click();
    await expect(group(page).getByRole("checkbox")).toHaveCount(0);
  });

  for (const colorScheme of ["dark", "light"] as const) {
    test(`have no accessibility violation, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await holdAtType(page, "RUN_STARTED");
      await group(page).getByRole("button", { name: "Hold where a filter matches" }).click();
      await page.keyboard.type("type:RAW -type:RAW");
      await group(page).getByRole("button", { name: "Hold at a problem" }).click();
      await group(page).getByRole("checkbox", { name: "Also stop reading, so that the agent feels it" }).check();
      await scope.run.click();
      await agent.send(STARTED, delta(1));
      await expect(bar(page)).toBeVisible();
      await expectAccessible(page);
    });
  }
});

test("an agent feels a run that is held only where it shall", async ({ page }) => {
  const PIECE = `: ${"x".repeat(65_000)}\n\n`;
  let total = 32e6;
  /** Bytes that the agent could hand over before it was told to wait. */
  let written = 0;
  let isDone = false;
  const server = await OddServer.start((response) => {
    written = 0;
    isDone = false;
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(STARTED);
    const pump = (): void => {
      while (written < total && !response.destroyed) {
        written += PIECE.length;
        if (!response.write(PIECE)) return void response.once("drain", pump);
      }
      isDone = true;
      response.end(FINISHED);
    };
    pump();
  });
  try {
    const scope = new ScopePage(page);
    await scope.open();
    await scope.endpoint.fill(server.url);
    await scope.connectBy("Direct");
    await holdAtType(page, "RUN_STARTED");
    await scope.run.click();
    await expect(bar(page)).toContainText("and the answer has ended", { timeout: 30_000 });
    expect(isDone).toBe(true);
    expect(await scope.eventCount()).toBe(1);
    await action(page, "To the end").click();
    await scope.endsWith(/^Finished/);

    // More than browser and network buffer on the way, which took 73 MB when this was written.
    total = 1e9;
    await group(page).getByRole("checkbox", { name: "Also stop reading, so that the agent feels it" }).check();
    await scope.run.click();
    await expect(bar(page)).toContainText("not read on");
    // It comes to rest: what the buffers take is written, and then no more.
    let before = -1;
    const rests = (): boolean => {
      const same = written === before;
      before = written;
      return same && written > 0;
    };
    await expect.poll(rests, { intervals: [700], timeout: 30_000 }).toBe(true);
    expect(isDone).toBe(false);
    await scope.stop.click();
    await scope.endsWith(/^Stopped/);
  } finally {
    await server.stop();
  }
});
