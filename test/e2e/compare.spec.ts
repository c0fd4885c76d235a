import { expect, test, type Page } from "@playwright/test";
import { expectAccessible } from "./support/expectAccessible.ts";
import { frame, OddServer } from "./support/oddServer.ts";
import { ScopePage } from "./support/scopePage.ts";

/** An answer with ids of its own, its text in as many pieces as are given. */
function answer(id: string, ...pieces: readonly string[]): string {
  const message = { messageId: `message-${id}` };
  return [
    { type: "RUN_STARTED", threadId: `thread-${id}`, runId: `run-${id}` },
    { type: "TEXT_MESSAGE_START", ...message, role: "assistant" },
    ...pieces.map((delta) => ({ type: "TEXT_MESSAGE_CONTENT", ...message, delta })),
    { type: "TEXT_MESSAGE_END", ...message },
    { type: "STATE_SNAPSHOT", snapshot: { said: pieces.join("") } },
    { type: "RUN_FINISHED", threadId: `thread-${id}`, runId: `run-${id}` },
  ]
    .map((event) => frame(event))
    .join("");
}

const agent = (body: string): Promise<OddServer> =>
  OddServer.start((response) => response.writeHead(200, { "content-type": "text/event-stream" }).end(body));

async function openSideBySide(page: Page): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Search commands" }).fill("side by side");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Side by side" })).toBeVisible();
}

async function addAddress(page: Page, url: string): Promise<void> {
  await page.getByRole("textbox", { name: "Another address" }).fill(url);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("checkbox", { name: url.replace("http://", "") })).toBeChecked();
}

const column = (page: Page, place: number) => page.getByRole("region", { name: new RegExp(`^Column ${place}:`) });

for (const colorScheme of ["dark", "light"] as const) {
  test(`two bundled agents side by side, and the way to their first difference, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 1024, height: 768 });
    const scope = new ScopePage(page);
    await scope.open();
    await page.getByRole("button", { name: /^Agents/ }).click();
    await page.getByRole("option", { name: /^Run side by side/ }).click();
    const dialog = page.getByRole("dialog", { name: "Side by side" });
    await expect(dialog.getByRole("button", { name: "Start all" })).toBeDisabled();
    // The agent in the endpoint field is chosen already; it takes its time.
    await dialog.getByRole("checkbox", { name: /^Trip planner/ }).uncheck();
    await dialog.getByRole("checkbox", { name: /^Backend tools/ }).check();
    await dialog.getByRole("checkbox", { name: /^Interrupt and resume/ }).check();
    await expectAccessible(page);
    await dialog.getByRole("textbox", { name: "Message to all" }).fill("Hello");
    await page.keyboard.press("Control+Enter");
    await expect(column(page, 1)).toContainText("Finished");
    await expect(column(page, 2)).toContainText("Waits for an answer");

    const first = dialog.getByRole("button", { name: /^First difference/ });
    await first.press("Enter");
    const grid = dialog.getByRole("grid", { name: "Events side by side" });
    await expect(grid).toBeFocused();
    const chosen = grid.getByRole("row", { selected: true });
    await expect(chosen.getByText("differs")).toBeAttached();
    await expect(dialog.getByRole("region", { name: "The chosen row" })).toContainText("event");
    await expectAccessible(page);
    const row = Number(await chosen.getAttribute("aria-rowindex"));
    await page.keyboard.press("ArrowDown");
    await expect(chosen).toHaveAttribute("aria-rowindex", String(row + 1));
    await page.keyboard.press("ArrowUp");
    await expect(chosen).toHaveAttribute("aria-rowindex", String(row));
    await dialog.getByRole("button", { name: "Next difference" }).click();
    await expect(chosen).not.toHaveAttribute("aria-rowindex", String(row));

    await dialog.getByRole("button", { name: "Results" }).click();
    await expect(dialog.getByRole("region", { name: "Messages of the run" })).toContainText("assistant");
    await expectAccessible(page);

    // The recording on screen was left alone; a column becomes one when it is opened.
    await dialog.getByRole("button", { name: /^Open as recording: Interrupt/ }).click();
    await expect(dialog).toBeHidden();
    await scope.endsWith(/^Waiting for you/);
    await expect(scope.endpoint).toHaveValue(/\/agents\/interrupt$/);
    await expect(scope.conversation).toContainText("Hello");
  });
}

test("ids and cuts are no difference, a word is, and one endpoint that fails says why", async ({ page }) => {
  const [one, same, other] = await Promise.all([
    agent(answer("a", "It is ", "sunny ", "in Paris")),
    agent(answer("b", "It is sunny in Paris")),
    agent(answer("c", "It is sunny ", "in Rome")),
  ]);
  const broken = await OddServer.start((response) => response.writeHead(500).end("The model is gone"));
  try {
    const scope = new ScopePage(page);
    await scope.open();
    await scope.endpoint.fill(one.url);
    await openSideBySide(page);
    await addAddress(page, same.url);
    const dialog = page.getByRole("dialog", { name: "Side by side" });
    await dialog.getByRole("textbox", { name: "Message to all" }).fill("How is it?");
    await dialog.getByRole("button", { name: "Start all" }).click();
    await expect(dialog.getByRole("status", { name: "First difference" })).toContainText("No difference in 6 rows");
    // The same message, in a thread of its own for each.
    const [sent, sentToo] = [one, same].map(({ bodies }) => JSON.parse(bodies[0] ?? "") as Record<string, unknown>);
    expect(sent?.["messages"]).toMatchObject([{ role: "user", content: "How is it?" }]);
    expect(sent?.["threadId"]).not.toBe(sentToo?.["threadId"]);

    await dialog.getByRole("button", { name: /2 endpoints/ }).click();
    await addAddress(page, other.url);
    await addAddress(page, broken.url);
    await dialog.getByRole("button", { name: "Start all" }).click();
    await expect(column(page, 4)).toContainText("Failed");
    await expect(column(page, 4)).toContainText("500");
    await expect(column(page, 4)).toContainText("The model is gone");
    await expect(column(page, 3)).toContainText("differs in 2 rows");
    await expect(column(page, 2)).not.toContainText("differs");
    await dialog.getByRole("button", { name: "Results" }).click();
    await expect(dialog.getByRole("region", { name: "State at the end" })).toContainText("/said");

    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await openSideBySide(page);
    await expect(column(page, 3)).toContainText("differs in 2 rows");
  } finally {
    await Promise.all([one, same, other, broken].map((server) => server.stop()));
  }
});

test("what goes on is shown while it goes on, and stops with all others", async ({ page }) => {
  const endless = await OddServer.start((response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(frame({ type: "RUN_STARTED", threadId: "t", runId: "r" }));
    response.write(frame({ type: "TEXT_MESSAGE_START", messageId: "m", role: "assistant" }));
  });
  const quick = await agent(answer("a", "Hi"));
  try {
    const scope = new ScopePage(page);
    await scope.open();
    await scope.endpoint.fill(quick.url);
    await openSideBySide(page);
    await addAddress(page, endless.url);
    const dialog = page.getByRole("dialog", { name: "Side by side" });
    await dialog.getByRole("button", { name: "Start all" }).click();
    await expect(column(page, 2)).toContainText("Streaming");
    await expect(column(page, 2)).toContainText("2 events");
    await dialog.getByRole("button", { name: "Stop all" }).click();
    await expect(column(page, 2)).toContainText("You stopped it after 2 events");
    await expect.poll(() => endless.closedByClient).toBe(1);
    await expect(dialog.getByRole("button", { name: /^First difference/ })).toContainText("does not send");
  } finally {
    await Promise.all([endless, quick].map((server) => server.stop()));
  }
});

test("two runs of one recording are compared", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await scope.runAgent("/agents/backend-tools");
  await scope.message.fill("And now something else");
  await scope.run.click();
  await scope.endsWith(/^Finished/);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Search commands" }).fill("compare the last two");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Compared runs" });
  await expect(column(page, 1)).toContainText("Run 1");
  await expect(column(page, 2)).toContainText("Run 2");
  await expect(dialog.getByRole("button", { name: /^First difference/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(scope.timeline).toBeVisible();
});

test("the agents behind one base URL are found and compared", async ({ page }) => {
  const names = ["weather", "news"];
  const server = await OddServer.start((response, _, { method, url }) => {
    const name = names.find((each) => url === `/agent/agent/${each}/run`);
    const agents = Object.fromEntries(names.map((each) => [each, { name: each, description: `Knows the ${each}` }]));
    if (method === "GET" && url === "/agent/info")
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ version: "1", agents }));
    else if (name === undefined) response.writeHead(404).end();
    else response.writeHead(200, { "content-type": "text/event-stream" }).end(answer(name, `The ${name}`));
  });
  try {
    const scope = new ScopePage(page);
    await scope.open();
    await scope.endpoint.fill(server.url);
    await openSideBySide(page);
    const dialog = page.getByRole("dialog", { name: "Side by side" });
    await dialog.getByRole("button", { name: /^Look for agents at/ }).click();
    for (const name of names) await dialog.getByRole("checkbox", { name: new RegExp(`^${name}`) }).check();
    await dialog.getByRole("checkbox", { name: /^127/ }).uncheck();
    await dialog.getByRole("button", { name: "Start all" }).click();
    await expect(column(page, 2)).toContainText("differs in 2 rows");
    await expect(dialog.getByRole("button", { name: /^First difference/ })).toContainText(
      "news: The text differs from character 5 on",
    );
  } finally {
    await server.stop();
  }
});
