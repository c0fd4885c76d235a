import { readFile } from "node:fs/promises";
import { expect, test, type Locator, type Page } from "@playwright/test";
import type { App } from "./app/page.ts";
import { serveApp } from "./app/serveApp.ts";
import { expectAccessible } from "./support/expectAccessible.ts";
import { FINISHED, frame, message, OddServer, STARTED, stream, type Behaviour } from "./support/oddServer.ts";
import { ScopePage } from "./support/scopePage.ts";

let app: Awaited<ReturnType<typeof serveApp>>;
test.beforeAll(async () => {
  const { project, workerIndex } = test.info();
  app = await serveApp(`${project.outputDir}/live-app-${workerIndex}`);
});
test.afterAll(() => app.close());

const content = (delta: string): string => frame({ type: "TEXT_MESSAGE_CONTENT", messageId: "m", delta });
const START = STARTED + frame({ type: "TEXT_MESSAGE_START", messageId: "m", role: "assistant" });
const END = frame({ type: "TEXT_MESSAGE_END", messageId: "m" }) + FINISHED;

/** An agent that sends its first half and waits for the test before the second. */
function agentInHalves(first: string, second: string): { behaviour: Behaviour; goOn: () => void } {
  let goOn: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => (goOn = resolve));
  return {
    goOn: () => goOn(),
    behaviour: (response) => {
      response.writeHead(200, { "content-type": "text/event-stream", "x-agent": "in halves" }).write(first);
      void asked.then(() => response.end(second));
    },
  };
}

/** The Live traffic screen by roles and names. */
class LivePage {
  readonly runs: Locator;
  readonly held: Locator;

  constructor(readonly page: Page) {
    this.runs = page.getByRole("grid", { name: "Live runs" });
    this.held = page.getByRole("region", { name: "Held at a breakpoint" });
  }

  async open(): Promise<void> {
    await this.page.getByRole("link", { name: "Live traffic" }).click();
    await expect(this.page.getByRole("heading", { name: "Record your app" })).toBeVisible();
  }

  /** Starts a recorder and returns its card and the address that the app is given. */
  async record(target: string): Promise<{ card: Locator; address: string }> {
    await this.page.getByRole("textbox", { name: "Agent URL to record" }).fill(target);
    await this.page.getByRole("button", { name: "Start recording" }).click();
    const card = this.page.getByRole("listitem", { name: `Recorder for ${target}` });
    return { card, address: await card.locator("code").first().innerText() };
  }

  /** The row of the run that went to `target`. Other tests share the server. */
  row(target: string): Locator {
    return this.runs.getByRole("row").filter({ has: this.page.getByTitle(`POST ${target}`) });
  }
}

interface Stage {
  readonly scope: ScopePage;
  readonly live: LivePage;
  readonly card: Locator;
  /** Runs the app and resolves when its client is through. */
  readonly runApp: () => Promise<{ types: string[]; error: string }>;
  /** The deltas that have reached the app. */
  readonly received: () => Promise<readonly string[]>;
}

/** A recorder in front of an agent, started from the page, and an app of another origin that uses it. */
async function stage(page: Page, target: string): Promise<Stage> {
  const scope = new ScopePage(page);
  await scope.open();
  const live = new LivePage(page);
  await live.open();
  const { card, address } = await live.record(target);
  const appPage = await page.context().newPage();
  await appPage.goto(app.url);
  await appPage.waitForFunction(() => "app" in globalThis);
  return {
    scope,
    live,
    card,
    runApp: () => appPage.evaluate((url) => (globalThis as unknown as { app: App }).app.run(url, "Say hello"), address),
    received: () => appPage.evaluate(() => (globalThis as unknown as { app: App }).app.received),
  };
}

test("an app's run shows while it streams, and is kept and saved like any other", async ({ page }) => {
  const { behaviour, goOn } = agentInHalves(START + content("Hel"), content("lo") + END);
  const agent = await OddServer.start(behaviour);
  const { scope, live, runApp } = await stage(page, agent.url);
  const done = runApp();
  await expect(live.row(agent.url)).toContainText("Streaming");
  await expect(live.row(agent.url)).toContainText("app-thread");
  await live.row(agent.url).getByRole("link").click();
  await expect(scope.status).toHaveText(/^Streaming/);
  await expect(scope.conversation).toContainText("Say hello");
  await expect(scope.conversation).toContainText("Hel");
  await expect(scope.stop).toBeDisabled();
  goOn();
  expect((await done).types.at(-1)).toBe("RUN_FINISHED");
  await scope.endsWith(/^Finished/);
  await expect(scope.conversation).toContainText("Hello");

  await scope.tab("Event").click();
  const event = page.getByRole("tabpanel", { name: /^Event/ });
  await event.getByText("Request and response 1").click();
  const requestHeaders = event.getByRole("table", { name: "Request headers" });
  await expect(requestHeaders.getByRole("row", { name: /authorization/ })).toContainText("value not recorded");
  await expect(event.getByRole("table", { name: "Response headers" })).toContainText("in halves");

  const total = await scope.eventCount();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save" }).click();
  const buffer = await readFile(await (await download).path());
  expect(buffer.toString()).not.toContain("the-secret-of-the-app");
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open" }).click();
  await (await chooser).setFiles({ name: "app.agui.jsonl", mimeType: "application/octet-stream", buffer });
  await expect(page.getByText("app.agui.jsonl")).toBeVisible();
  expect(await scope.eventCount()).toBe(total);
  await scope.tab("Conversation").click();
  await expect(scope.conversation).toContainText("Hello");
  await agent.stop();
});

test("delivery is held at a breakpoint, goes on by steps and can be edited", async ({ page }) => {
  // The editor takes its time on a busy machine.
  test.slow();
  const agent = await OddServer.start(stream(START + ["one", "two", "three", "four"].map(content).join("") + END));
  const { scope, live, card, runApp, received } = await stage(page, agent.url);
  await card.getByText("Breakpoints", { exact: true }).click();
  await card.getByRole("button", { name: "Add breakpoint" }).click();
  await card.getByRole("combobox", { name: "Event type of breakpoint 1" }).fill("TEXT_MESSAGE_CONTENT");
  await card.getByRole("textbox", { name: "Text in breakpoint 1" }).fill("two");
  const done = runApp();
  await expect(live.row(agent.url)).toContainText("Held");
  await live.row(agent.url).getByRole("link").click();
  await expect(live.held).toContainText("two");
  await expect.poll(received).toEqual(["one"]);

  await live.held.getByRole("button", { name: "Step" }).click();
  await expect(live.held).toContainText("three");
  await expect.poll(received).toEqual(["one", "two"]);

  await live.held.getByRole("button", { name: "Edit" }).click();
  const editor = live.held.locator(".monaco-editor").first();
  await expect(editor).toContainText("three");
  // Only the word in the last but one line: the editor would close typed quotes and brackets by itself.
  await expect(page.getByRole("textbox", { name: "Held frame" })).toBeFocused();
  for (const key of ["Control+End", "ArrowUp", "End", "ArrowLeft", "Control+Shift+ArrowLeft"])
    await page.keyboard.press(key);
  await page.keyboard.insertText("THREE");
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText("!");
  await expect(live.held).toContainText("not valid JSON");
  await page.keyboard.press("Backspace");
  await expect(live.held).not.toContainText("not valid JSON");
  await live.held.getByRole("button", { name: "Pass on edited" }).click();
  await expect.poll(received).toEqual(["one", "two", "THREE"]);
  // A frame that a step had reached is followed by another hold.
  await expect(live.held).toContainText("four");
  await live.held.getByRole("button", { name: "Continue" }).click();
  await done;
  expect(await received()).toEqual(["one", "two", "THREE", "four"]);
  await scope.endsWith(/^Finished/);
  await expect(live.held).toHaveCount(0);
  await expect(scope.conversation).toContainText("onetwoTHREEfour");
  await expect(scope.timeline.getByRole("row", { name: /THREE/ })).toContainText("injected");
  await agent.stop();
});

test("faults of a recorder reach the app and are marked in the Timeline", async ({ page }) => {
  const agent = await OddServer.start(stream(START + content("once") + END));
  const { scope, live, card, runApp, received } = await stage(page, agent.url);
  await card.getByText("Faults", { exact: true }).click();
  await card.getByRole("button", { name: "Add rule" }).click();
  await card.getByRole("combobox", { name: "Fault of rule 1" }).selectOption("duplicate");
  await card.getByRole("combobox", { name: "Event type of rule 1" }).fill("TEXT_MESSAGE_CONTENT");
  await card.getByRole("textbox", { name: "every of rule 1" }).fill("");
  await expect(card).toContainText("Will send every TEXT_MESSAGE_CONTENT twice.");
  await card.getByRole("checkbox", { name: "Inject these faults" }).check();
  await expect(card.getByText("on", { exact: true }).first()).toBeVisible();
  await runApp();
  expect(await received()).toEqual(["once", "once"]);
  await live.row(agent.url).getByRole("link").click();
  await expect(page.getByText("Faults on:")).toBeVisible();
  await expect(scope.timeline.getByText("injected").first()).toBeVisible();
  await agent.stop();
});

test("a recorder's card follows what another page does, and what is typed stays", async ({ page }) => {
  const agent = await OddServer.start(stream(START + content("one") + END));
  const { card } = await stage(page, agent.url);
  const other = await page.context().newPage();
  await new ScopePage(other).open();
  const elsewhere = new LivePage(other);
  await elsewhere.open();
  const theirs = other.getByRole("listitem", { name: `Recorder for ${agent.url}` });
  for (const where of [card, theirs]) await where.getByText("Breakpoints", { exact: true }).click();
  await theirs.getByRole("button", { name: "Add breakpoint" }).click();
  const mine = card.getByRole("textbox", { name: "Text in breakpoint 1" });
  await mine.pressSequentially("typed letter by letter");
  await expect(mine).toHaveValue("typed letter by letter");
  await expect(theirs.getByRole("textbox", { name: "Text in breakpoint 1" })).toHaveValue("typed letter by letter");
  await theirs.getByRole("button", { name: "Remove breakpoint 1" }).click();
  await expect(mine).toHaveCount(0);
  await card.getByRole("button", { name: `Stop recording ${agent.url}` }).click();
  await agent.stop();
});

test("what cannot be recorded is said at the form", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await new LivePage(page).open();
  const url = page.getByRole("textbox", { name: "Agent URL to record" });
  const start = page.getByRole("button", { name: "Start recording" });
  await url.fill("http://169.254.169.254/latest");
  await start.click();
  await expect(page.getByRole("alert")).not.toBeEmpty();
  await expect(page.getByRole("listitem", { name: /169\.254/ })).toHaveCount(0);
  const agent = await OddServer.start(stream(START + END));
  await url.fill(agent.url);
  await page.getByRole("textbox", { name: "Port" }).fill(new URL(agent.url).port);
  await start.click();
  await expect(page.getByRole("alert")).toContainText(new URL(agent.url).port);
  await agent.stop();
});

test("a run of the page's own goes on while another screen is shown", async ({ page }) => {
  const { behaviour, goOn } = agentInHalves(STARTED, message("m", "still here") + FINISHED);
  const agent = await OddServer.start(behaviour);
  const scope = new ScopePage(page);
  await scope.open();
  await scope.endpoint.fill(agent.url);
  await scope.run.click();
  await expect(scope.status).toHaveText(/^Streaming/);
  await new LivePage(page).open();
  await expect(page.getByRole("link", { name: "Live traffic" })).toHaveAttribute("aria-current", "page");
  goOn();
  await scope.endsWith(/^Finished/);
  await page.getByRole("link", { name: "Scope", exact: true }).click();
  await expect(scope.conversation).toContainText("still here");
  await agent.stop();
});

test("faults for own runs are switched on under Connection, and said where they show", async ({ page }) => {
  const agent = await OddServer.start(stream(START + content("once") + END));
  const scope = new ScopePage(page);
  await scope.open();
  await scope.endpoint.fill(agent.url);
  await scope.connection.click();
  const faults = page.getByRole("region", { name: "Faults" });
  await faults.getByRole("checkbox", { name: "Inject faults" }).check();
  await faults.getByRole("button", { name: "Add rule" }).click();
  await faults.getByRole("combobox", { name: "Fault of rule 1" }).selectOption("duplicate");
  await faults.getByRole("combobox", { name: "Event type of rule 1" }).fill("TEXT_MESSAGE_CONTENT");
  await faults.getByRole("textbox", { name: "every of rule 1" }).fill("");
  await faults.getByRole("textbox", { name: "Name for these rules" }).fill("twice");
  await faults.getByRole("button", { name: "Save rules" }).click();
  await page.keyboard.press("Escape");
  await scope.run.click();
  await scope.endsWith(/^Finished/);
  await expect(scope.conversation).toContainText("onceonce");
  await expect(scope.timeline.getByText("injected").first()).toBeVisible();
  await page.getByRole("button", { name: "Turn off" }).click();
  await scope.run.click();
  await expect.poll(() => agent.bodies.length).toBe(2);
  await scope.endsWith(/^Finished/);
  await expect(scope.timeline.getByText("injected")).toHaveCount(1);
  await page.reload();
  await scope.connection.click();
  await expect(faults.getByRole("checkbox", { name: "Inject faults" })).not.toBeChecked();
  await faults.getByRole("combobox", { name: "Saved rules" }).selectOption("twice");
  await expect(faults).toContainText("twice");
  await agent.stop();
});

for (const colorScheme of ["dark", "light"] as const) {
  test(`axe finds nothing serious in live traffic, ${colorScheme}`, async ({ page }) => {
    test.slow();
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 1024, height: 768 });
    const agent = await OddServer.start(stream(START + content("one") + END));
    const { live, card, runApp } = await stage(page, agent.url);
    await runApp();
    await expect(live.row(agent.url)).toContainText("Finished");
    await card.getByText("Faults", { exact: true }).click();
    await card.getByRole("button", { name: "Add rule" }).click();
    await card.getByRole("checkbox", { name: "Inject these faults" }).check();
    await card.getByText("Breakpoints", { exact: true }).click();
    await card.getByRole("button", { name: "Add breakpoint" }).click();
    await expectAccessible(page, "Live traffic");
    const second = runApp();
    await expect(live.row(agent.url).first()).toContainText("Held");
    // With the keyboard: arrows go through the runs, Enter opens one.
    const link = live.row(agent.url).first().getByRole("link");
    await link.focus();
    await page.keyboard.press("ArrowDown");
    await expect(link).not.toBeFocused();
    await page.keyboard.press("ArrowUp");
    await expect(link).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(live.held).toBeVisible();
    await expectAccessible(page, "held");
    await page.getByRole("link", { name: "Live traffic" }).click();
    await page.getByRole("button", { name: `Stop recording ${agent.url}` }).click();
    await expect(page.getByRole("listitem", { name: `Recorder for ${agent.url}` })).toHaveCount(0);
    expect((await second).error).not.toBe("");
    await agent.stop();
  });
}
