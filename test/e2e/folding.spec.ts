import { expect, test, type Locator, type Page } from "@playwright/test";
import { expectAccessible } from "./support/expectAccessible.ts";
import { FINISHED, frame, OddServer, STARTED } from "./support/oddServer.ts";
import { ScopePage } from "./support/scopePage.ts";

const text = (delta: string, id = "m1"): string => frame({ type: "TEXT_MESSAGE_CONTENT", messageId: id, delta });
const texts = (count: number, from = 1): string =>
  Array.from({ length: count }, (_, index) => text(`w${from + index} `)).join("");
const begin = STARTED + frame({ type: "TEXT_MESSAGE_START", messageId: "m1", role: "assistant" });
const end = frame({ type: "TEXT_MESSAGE_END", messageId: "m1" }) + FINISHED;

/** Events 3 to 42 are one fold; 43 is about a message that was never started, and 44 to 53 are a second fold. 54 ends the message, 55 the run. */
const STREAM = begin + texts(40) + text("lost", "m9") + texts(10, 41) + end;

const servers: OddServer[] = [];
test.afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

async function agent(body: string): Promise<string> {
  const server = await OddServer.start((response) => {
    response.writeHead(200, { "content-type": "text/event-stream" }).end(body);
  });
  servers.push(server);
  return server.url;
}

class Folding extends ScopePage {
  readonly fold: Locator;

  constructor(page: Page) {
    super(page);
    this.fold = page.getByRole("button", { name: "Fold deltas" });
  }

  /** Runs an agent that sends `body` and folds its deltas. */
  async show(body: string): Promise<void> {
    await this.open();
    await this.runAgent(await agent(body), /^(Finished|Failed)/);
    await this.fold.click();
    await expect(this.fold).toHaveAttribute("aria-pressed", "true");
  }

  /** The numbers of the rows on screen, from top to bottom. */
  async rows(): Promise<readonly number[]> {
    const numbers = await this.timeline
      .getByRole("row")
      .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute("aria-rowindex"))));
    return numbers.toSorted((a, b) => a - b);
  }

  opener(count: number): Locator {
    return this.timeline.getByRole("button", { name: `Open ${count} deltas` });
  }

  closer(count: number): Locator {
    return this.timeline.getByRole("button", { name: `Close ${count} deltas` });
  }
}

test("a run of deltas of one entity is one row, and a problem is never in it", async ({ page }) => {
  const scope = new Folding(page);
  await scope.show(STREAM);
  expect(await scope.rows()).toEqual([1, 2, 3, 43, 44, 54, 55]);
  await expect(scope.timeline).toHaveAttribute("aria-rowcount", "7");
  const fold = scope.row(3);
  await expect(fold).toContainText(/40 deltas · 151 characters · \d/);
  await expect(fold.getByText("151 characters")).toHaveCSS("clip-path", "none");
  await expect(fold).toContainText('"w1 w2 w3 ');
  await expect(fold).toContainText("TEXT_MESSAGE_CONTENT");
  await expect(fold).toContainText("3 to 42");
  await expect(scope.row(43)).toContainText("error");
  await scope.fold.click();
  await expect(scope.timeline).toHaveAttribute("aria-rowcount", "55");
});

test("a fold opens and closes in its place with the mouse", async ({ page }) => {
  const scope = new Folding(page);
  await scope.show(STREAM);
  const before = await scope.row(44).boundingBox();
  await scope.opener(10).click();
  await expect(scope.closer(10)).toHaveAttribute("aria-expanded", "true");
  expect(await scope.rows()).toEqual([1, 2, 3, ...Array.from({ length: 13 }, (_, index) => 43 + index)]);
  expect((await scope.row(44).boundingBox())?.y).toBe(before?.y);
  // Opening selects nothing.
  await expect(scope.row(55)).toHaveAttribute("aria-selected", "true");
  await scope.closer(10).click();
  expect(await scope.rows()).toEqual([1, 2, 3, 43, 44, 54, 55]);
});

test("a click on a fold selects its last event, which stands beside the rest", async ({ page }) => {
  const scope = new Folding(page);
  await scope.show(STREAM);
  await scope.row(3).click();
  await expect(scope.row(42)).toHaveAttribute("aria-selected", "true");
  await expect(scope.position).toHaveAttribute("aria-valuenow", "42");
  expect(await scope.rows()).toEqual([1, 2, 3, 42, 43, 44, 54, 55]);
  await expect(scope.row(3)).toContainText("39 deltas");
});

test("the keys step through a fold event by event, open it, and close it", async ({ page }) => {
  const scope = new Folding(page);
  await scope.show(STREAM);
  await scope.row(2).click();
  const cursor = scope.timeline.locator('[role="row"][aria-selected="true"]');
  const selected = async (seq: number): Promise<void> => {
    await expect(cursor).toHaveAttribute("aria-rowindex", String(seq));
    await expect(scope.timeline).toHaveAttribute("aria-activedescendant", (await cursor.getAttribute("id")) ?? "");
  };
  await page.keyboard.press("ArrowDown");
  await selected(3);
  await page.keyboard.press("ArrowDown");
  await selected(4);
  expect(await scope.rows()).toEqual([1, 2, 3, 4, 5, 43, 44, 54, 55]);
  const place = await cursor.boundingBox();
  await page.keyboard.press("ArrowDown");
  await selected(5);
  expect(await scope.rows()).toEqual([1, 2, 3, 5, 6, 43, 44, 54, 55]);
  expect((await cursor.boundingBox())?.y).toBe(place?.y);

  await page.keyboard.press("ArrowRight");
  await expect(scope.closer(40)).toBeAttached();
  expect((await scope.rows()).slice(0, 6)).toEqual([2, 3, 4, 5, 6, 7]);
  expect((await cursor.boundingBox())?.y).toBe(place?.y);
  await selected(5);
  await page.keyboard.press("ArrowLeft");
  expect(await scope.rows()).toEqual([1, 2, 3, 5, 6, 43, 44, 54, 55]);

  await page.keyboard.press("End");
  await selected(55);
  await page.keyboard.press("Home");
  await selected(1);
});

test("an event with a bookmark is never in a fold", async ({ page }) => {
  const scope = new Folding(page);
  await scope.show(STREAM);
  await scope.opener(40).click();
  await scope.row(10).click();
  await page.keyboard.press("b");
  await scope.closer(40).click();
  await page.keyboard.press("End");
  expect(await scope.rows()).toEqual([1, 2, 3, 10, 11, 43, 44, 54, 55]);
  await expect(scope.row(10)).toContainText("bookmark");
  await scope.row(10).click();
  await page.keyboard.press("b");
  await page.keyboard.press("End");
  expect(await scope.rows()).toEqual([1, 2, 3, 43, 44, 54, 55]);
});

test("an event that is changed in thought is never in a fold", async ({ page }) => {
  const scope = new Folding(page);
  await scope.show(STREAM);
  await scope.opener(40).click();
  await scope.row(10).click();
  await scope.tab("Event").click();
  await page.getByRole("button", { name: "Switch off" }).click();
  await scope.closer(40).click();
  await scope.row(55).click();
  expect(await scope.rows()).toEqual([1, 2, 3, 10, 11, 43, 44, 54, 55]);
  await expect(scope.row(10)).toContainText("what if: switched off");
});

test("a gap over the stall threshold is never in a fold", async ({ page }) => {
  const scope = new Folding(page);
  const lines = [begin, texts(4), text("late "), texts(4, 6), end].map((piece, index) => ({ piece, index }));
  await scope.open();
  const server = await OddServer.start((response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(
      lines
        .slice(0, 2)
        .map(({ piece }) => piece)
        .join(""),
    );
    // The pause is what is tested.
    setTimeout(
      () =>
        response.end(
          lines
            .slice(2)
            .map(({ piece }) => piece)
            .join(""),
        ),
      700,
    );
  });
  servers.push(server);
  await scope.runAgent(server.url);
  await scope.fold.click();
  expect(await scope.rows()).toEqual([1, 2, 3, 7, 8, 12, 13]);
  await expect(scope.row(3)).toContainText("4 deltas");
  await expect(scope.row(7)).toContainText('"late "');
});

test("a stream that grows while it is folded keeps its last event in sight", async ({ page }) => {
  const scope = new Folding(page);
  let more: (body: string) => void = () => undefined;
  let finish: () => void = () => undefined;
  const server = await OddServer.start((response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(begin + texts(30));
    more = (body) => void response.write(body);
    finish = () => void response.end(end);
  });
  servers.push(server);
  // However long this test takes, there is no stall in it.
  await page.addInitScript(() => localStorage.setItem("agui-scope.settings", JSON.stringify({ stallMs: 600_000 })));
  await scope.open();
  await scope.endpoint.fill(server.url);
  await scope.run.click();
  await expect(scope.position).toHaveAttribute("max", "32");
  await scope.fold.click();
  expect(await scope.rows()).toEqual([1, 2, 3, 32]);
  more(texts(500, 31));
  await expect(scope.position).toHaveAttribute("max", "532");
  expect(await scope.rows()).toEqual([1, 2, 3, 532]);
  await expect(scope.row(3)).toContainText("529 deltas");
  await expect(scope.row(532)).toHaveAttribute("aria-selected", "true");
  finish();
  await scope.endsWith(/^Finished/);
  expect(await scope.rows()).toEqual([1, 2, 3, 533, 534]);
  await expect(scope.row(3)).toContainText("530 deltas");
});

test("a list that opens or closes above the cursor leaves the cursor where it is on screen", async ({ page }) => {
  const scope = new Folding(page);
  const steps = Array.from(
    { length: 60 },
    (_, index) => texts(5) + frame({ type: "CUSTOM", name: `mark ${index}`, value: index }),
  );
  await scope.open();
  await scope.runAgent(await agent(begin + steps.join("") + end));
  // The CUSTOM event of the 40th step.
  await scope.position.focus();
  const seq = 2 + 40 * 6;
  await page.keyboard.press("g");
  await page.keyboard.type(String(seq));
  await page.keyboard.press("Enter");
  await expect(scope.row(seq)).toHaveAttribute("aria-selected", "true");
  const place = await scope.row(seq).boundingBox();
  await scope.fold.click();
  await expect(scope.opener(5).first()).toBeVisible();
  expect((await scope.row(seq).boundingBox())?.y).toBe(place?.y);
  await scope.fold.click();
  await expect(scope.opener(5)).toHaveCount(0);
  expect((await scope.row(seq).boundingBox())?.y).toBe(place?.y);
});

test("the arrow keys of a filtered list go from match to match, and it says where a hidden cursor stands", async ({
  page,
}) => {
  const scope = new Folding(page);
  await scope.open();
  await scope.runAgent(await agent(STREAM), /^(Finished|Failed)/);
  await scope.row(54).click();
  await page.getByRole("searchbox", { name: "Filter events" }).fill("type:RUN_STARTED,RUN_FINISHED,TEXT_MESSAGE_START");
  await expect(scope.timeline).toHaveAttribute("aria-rowcount", "3");
  expect(await scope.rows()).toEqual([1, 2, 55]);
  // Filtering moves no cursor.
  await expect(scope.position).toHaveAttribute("aria-valuenow", "54");
  await expect(scope.timeline.locator('[aria-selected="true"]')).toHaveCount(0);
  await expect(scope.timeline).toContainText("cursor at 54, filtered out");
  await scope.timeline.focus();
  for (const [key, seq] of [
    ["ArrowUp", 2],
    ["ArrowDown", 55],
    ["ArrowDown", 55],
    ["ArrowUp", 2],
    ["ArrowUp", 1],
  ] as const) {
    await page.keyboard.press(key);
    await expect(scope.row(seq)).toHaveAttribute("aria-selected", "true");
  }
  await expect(scope.timeline).not.toContainText("filtered out");
});

test("deltas that follow each other among the matches of a filter are one row", async ({ page }) => {
  const scope = new Folding(page);
  await scope.show(STREAM);
  await page.getByRole("searchbox", { name: "Filter events" }).fill("type:TEXT_MESSAGE_CONTENT -has:problem");
  await expect(scope.timeline).toHaveAttribute("aria-rowcount", "1");
  await expect(scope.row(3)).toContainText("50 deltas");
  await scope.opener(50).click();
  await expect(scope.timeline).toHaveAttribute("aria-rowcount", "50");
  await expect(scope.row(43)).toHaveCount(0);
});

test.describe("axe finds nothing serious in folded rows", () => {
  for (const colorScheme of ["dark", "light"] as const)
    test(colorScheme, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      const scope = new Folding(page);
      await scope.show(STREAM);
      await scope.opener(10).click();
      await expectAccessible(page, undefined, '[aria-label="Timeline"]');
    });
});
