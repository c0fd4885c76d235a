import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { expectAccessible } from "./support/expectAccessible.ts";
import { ScopePage } from "./support/scopePage.ts";

const capture = fileURLToPath(
  new URL("../fixtures/wild/langgraph-python/hitl_outcome_turn2_resume.sse", import.meta.url),
);

/** The Timing view by its roles and names. */
class TimingView {
  readonly tab: Locator;
  readonly body: Locator;

  constructor(readonly page: Page) {
    this.tab = page.getByRole("tab", { name: "Timing", exact: true });
    this.body = page.getByRole("region", { name: "Timing of the answer" });
  }

  async open(): Promise<void> {
    await this.tab.click();
    await expect(this.body).toBeVisible();
  }

  table(name: string): Locator {
    return this.body.getByRole("table", { name, exact: true });
  }

  row(table: string, name: string): Locator {
    return this.table(table)
      .getByRole("row")
      .filter({ has: this.page.getByRole("rowheader", { name }) });
  }

  /** The value of a figure such as p50, in milliseconds or as a plain count. */
  async figure(name: string): Promise<number> {
    const term = this.page.getByRole("term").filter({ hasText: new RegExp(`^${name}$`) });
    return number(await this.body.getByRole("definition").and(term.locator("+ dd")).innerText());
  }
}

/** The first number of a text, whose thousands are set apart by thin spaces. */
const number = (text: string): number => Number.parseFloat(text.replaceAll("\u2009", ""));

async function column(table: Locator, index: number): Promise<readonly number[]> {
  const cells = await table.locator("tbody tr").locator(`:scope > :nth-child(${index})`).allInnerTexts();
  return cells.map(number);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

test("says when each part of an answer came first, and leads to the events", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await scope.runAgent("/agents/reasoning");
  const timing = new TimingView(page);
  await timing.open();
  const since = "Time since the request";
  const times: number[] = [];
  for (const name of ["Response headers", "First byte", "First event", "First reasoning", "First token (text)"])
    times.push(number(await timing.row(since, name).getByRole("cell").first().innerText()));
  times.push(number(await timing.row(since, "Body ended").getByRole("cell").first().innerText()));
  expect(times.every((time) => time >= 0)).toBe(true);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  await timing.row(since, "First event").getByRole("button").click();
  await expect(scope.position).toHaveAttribute("aria-valuenow", "1");
  const first = timing.row(since, "First reasoning").getByRole("button");
  await first.focus();
  await page.keyboard.press("Enter");
  const seq = Number((await first.innerText()).slice(1));
  await expect(scope.position).toHaveAttribute("aria-valuenow", String(seq));
  await expect(scope.row(seq)).toContainText("REASONING_START");
});

test("its figures agree with each other and with the Timeline", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await scope.runAgent("/agents/backend-tools");
  const timing = new TimingView(page);
  await timing.open();
  const total = await scope.eventCount();
  expect(sum(await column(timing.table("Bytes by event family"), 2))).toBe(total);
  expect(sum(await column(timing.table("Bytes by event family"), 4))).toBeCloseTo(100, 0);
  const gaps = await timing.figure("gaps");
  expect(sum(await column(timing.table("Gaps by length"), 3))).toBe(gaps);
  const shared = await timing.body.getByText(/share its arrival time/).allInnerTexts();
  // Frames without a time of their own make no gap.
  expect(gaps + 1 + (shared[0] === undefined ? 0 : number(shared[0]))).toBe(total);
  expect(await timing.figure("p50")).toBeLessThanOrEqual(await timing.figure("p95"));
  expect(await timing.figure("p95")).toBeLessThanOrEqual(await timing.figure("max"));
  const longest = timing.body.getByRole("list", { name: "Longest gaps" }).getByRole("listitem").first();
  expect(number(await longest.innerText())).toBe(await timing.figure("max"));
  const calls = timing.table("Time of tool calls").locator("tbody tr");
  await expect(calls).toHaveCount(3);
  for (const call of await calls.all()) {
    await expect(call.getByRole("cell").nth(0)).toContainText("ms");
    await expect(call.getByRole("cell").nth(1)).toContainText("ms");
    // The agent ran them itself.
    await expect(call.getByRole("cell").nth(2)).toHaveText("–");
  }
  await calls
    .first()
    .getByRole("button", { name: /which brought the result/ })
    .click();
  await expect(scope.row(Number(await scope.position.getAttribute("aria-valuenow")))).toContainText("TOOL_CALL_RESULT");
});

test("costs are those of the user's own prices, which this browser keeps", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await scope.runAgent("/agents/backend-tools");
  const timing = new TimingView(page);
  await timing.open();
  const tokens = timing.row("Tokens", "scripted");
  await expect(tokens.getByRole("cell")).toHaveText(["412", "128", "no price"]);
  await timing.body.getByRole("button", { name: "Prices" }).click();
  await timing.body.getByRole("textbox", { name: "Currency" }).fill("EUR");
  await timing.body.getByRole("textbox", { name: "Input price of scripted agui-scope" }).fill("1000");
  await expect(tokens).toContainText("no price");
  const output = timing.body.getByRole("textbox", { name: "Output price of scripted agui-scope" });
  await output.fill("cheap");
  await expect(output).toHaveAttribute("aria-invalid", "true");
  await expect(tokens).toContainText("no price");
  await output.fill("2000,50");
  await expect(tokens).toContainText("0.668 EUR");
  await page.reload();
  await scope.runAgent("/agents/backend-tools");
  await timing.open();
  await expect(tokens).toContainText("0.668 EUR");
});

test("follows the request at the cursor, and what passed between two is not the agent's", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await scope.runAgent("/agents/chat");
  const first = await scope.eventCount();
  const timing = new TimingView(page);
  await timing.open();
  await expect(timing.body.getByRole("combobox")).toHaveCount(0);
  await expect(timing.row("Time since the request", "First tool call")).toContainText("none");
  await scope.run.click();
  await expect.poll(() => scope.eventCount()).toBeGreaterThan(first);
  await scope.endsWith(/^Finished/);
  const choice = timing.body.getByRole("combobox", { name: "Answer to" });
  await expect(choice.getByRole("option")).toHaveText(["the request at the cursor (2)", "request 1", "request 2"]);
  await expect(timing.body).toContainText("That is the time of your app and its user, not the agent's.");
  const firstEvent = timing.row("Time since the request", "First event").getByRole("button");
  await expect(firstEvent).toHaveText(`#${first + 1}`);
  await choice.selectOption("request 1");
  await expect(firstEvent).toHaveText("#1");
  await choice.selectOption({ index: 0 });
  await expect(firstEvent).toHaveText(`#${first + 1}`);
  await firstEvent.click();
  await scope.stepBack.click();
  await expect(firstEvent).toHaveText("#1");
});

test("a delay by a fault rule is no gap of the agent", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  // Longer than any gap that a busy machine makes, and than what it takes to read the frame before it late.
  const plan = { seed: 1, rules: [{ kind: "delay", ms: 4000, where: { eventType: "RUN_FINISHED" } }] };
  await scope.runAgent(`/agents/chat?faults=${encodeURIComponent(JSON.stringify(plan))}`);
  const timing = new TimingView(page);
  await timing.open();
  await expect(timing.body).toContainText(/1 gap left out of these figures: AG-UI Scope itself/);
  const longest = timing.body.getByRole("list", { name: "Longest gaps" }).getByRole("listitem").first();
  await expect(longest).toContainText("before RUN_FINISHED injected by AG-UI Scope");
  const stall = timing.body.getByRole("list", { name: "Stalls" }).getByRole("listitem").filter({ hasText: "injected" });
  await stall.getByRole("button").click();
  await expect(scope.row(Number(await scope.position.getAttribute("aria-valuenow")))).toContainText("RUN_FINISHED");
});

test("what counts as a stall is the user's to say, and this browser keeps it", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await scope.runAgent("/agents/chat");
  const timing = new TimingView(page);
  await timing.open();
  const field = timing.body.getByRole("textbox", { name: "A gap is a stall from" });
  await expect(field).toHaveValue("500");
  const gaps = await timing.figure("gaps");
  const stalls = timing.body.getByRole("heading", { name: /stalls? of/ });
  await field.fill("86400000");
  await expect(stalls).toHaveText(/^0 stalls of 86\D*400\D*000 ms or more/);
  await field.fill("1");
  const least = number(await stalls.innerText());
  expect(least).toBeGreaterThan(10);
  expect(least).toBeLessThanOrEqual(gaps);
  await field.fill("soon");
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(timing.body).toContainText("Enter a whole number from 1 to 86400000.");
  await expect(stalls).toHaveText(new RegExp(`^${least} stalls? of 1 ms or more`));
  await page.reload();
  await scope.runAgent("/agents/chat");
  await timing.open();
  await expect(field).toHaveValue("1");
});

test("a capture without times has bytes and no times", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await scope.openFile("capture.sse", await readFile(capture));
  await expect.poll(() => scope.eventCount()).toBeGreaterThan(5);
  const timing = new TimingView(page);
  await timing.open();
  await expect(timing.body).toContainText("This capture holds bytes and no times");
  await expect(timing.body).not.toContainText(/\d ms/);
  expect(sum(await column(timing.table("Bytes by event family"), 2))).toBe(await scope.eventCount());
});

for (const colorScheme of ["dark", "light"] as const) {
  test(`axe finds nothing serious in the Timing view, ${colorScheme}`, async ({ page }) => {
    test.slow();
    await page.emulateMedia({ colorScheme });
    const scope = new ScopePage(page);
    await scope.open();
    const timing = new TimingView(page);
    await timing.tab.click();
    await expect(page.getByText("No request yet")).toBeVisible();
    for (const agent of ["trip-planner", "backend-tools"]) {
      await scope.runAgent(`/agents/${agent}`);
      await expect(timing.body).toBeVisible();
      if (agent === "backend-tools") await timing.body.getByRole("button", { name: "Prices" }).click();
      await expectAccessible(page);
    }
  });
}
