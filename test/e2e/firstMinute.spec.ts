import { expect, test } from "@playwright/test";
import { ScopePage } from "./support/scopePage.ts";

test("opens on a bundled agent; one press of Run shows a whole stream", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await expect(scope.status).toHaveText(/^Idle/);
  await scope.run.click();
  await expect(scope.status).toHaveText(/^(Connecting|Streaming)/);
  await scope.endsWith(/^(Finished|Waiting for you)/);
  expect(await scope.eventCount()).toBeGreaterThan(50);
  await expect(scope.timeline).toContainText("RUN_FINISHED");
  await expect(scope.conversation).toContainText("Lisbon");
  await expect(scope.state.getByRole("treeitem").first()).toBeVisible();
});

test("moves everything with the cursor, and back to live", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await scope.runAgent("/agents/shared-state");
  const total = await scope.eventCount();
  await scope.stepBack.click();
  await expect(scope.position).toHaveAttribute("aria-valuenow", String(total - 1));
  await expect(scope.row(total - 1)).toHaveAttribute("aria-selected", "true");
  await page.getByRole("button", { name: "Previous state change" }).click();
  const state = await scope.state.innerText();
  await page.getByRole("button", { name: "Previous state change" }).click();
  await expect.poll(() => scope.state.innerText()).not.toBe(state);
  await page.getByRole("button", { name: "Next state change" }).click();
  await expect.poll(() => scope.state.innerText()).toBe(state);
  await scope.backToLive.click();
  await expect(scope.position).toHaveAttribute("aria-valuenow", String(total));
});

test("shows an event's JSON, fields, raw frame and what it did", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await scope.runAgent("/agents/chat");
  await scope.timeline.getByText("TEXT_MESSAGE_CONTENT").first().click();
  await scope.tab("Event").click();
  const panel = page.getByRole("tabpanel", { name: /^Event/ });
  await expect(panel).toContainText("messageId");
  await expect(panel).toContainText("data: {");
  for (const name of ["Copy JSON", "Copy raw"]) await expect(panel.getByRole("button", { name })).toBeVisible();
});

test("clicking a message selects the event that made it", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await scope.runAgent("/agents/chat");
  const total = await scope.eventCount();
  await scope.conversation
    .getByRole("button", { name: /^Go to event/ })
    .first()
    .click();
  await expect.poll(async () => Number(await scope.position.getAttribute("aria-valuenow"))).toBeLessThan(total);
});

test("continuing a thread sends the whole history in one body that every backend accepts", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  const bodies: string[] = [];
  const accepts: (string | undefined)[] = [];
  page.on("request", (request) => {
    if (request.method() !== "POST" || !request.url().includes("/agents/")) return;
    bodies.push(request.postData() ?? "");
    accepts.push(request.headers()["accept"]);
  });
  await scope.message.fill("Hello");
  await scope.runAgent("/agents/chat");
  await scope.message.fill("And again");
  await scope.run.click();
  await expect.poll(() => bodies.length).toBe(2);
  await scope.endsWith(/^Finished/);
  const [first, second] = bodies.map((body) => JSON.parse(body) as Record<string, unknown>);
  for (const body of [first, second]) {
    expect(Object.keys(body ?? {}).sort()).toEqual([
      "context",
      "forwardedProps",
      "messages",
      "runId",
      "state",
      "threadId",
      "tools",
    ]);
    expect(JSON.stringify(body)).not.toContain("null");
  }
  expect(second?.["threadId"]).toBe(first?.["threadId"]);
  expect(second?.["runId"]).not.toBe(first?.["runId"]);
  const messages = second?.["messages"] as { id: string; role: string }[];
  expect(messages.map(({ role }) => role)).toEqual(["user", "assistant", "user"]);
  expect(messages.every(({ id }) => id.length > 0)).toBe(true);
  expect(accepts).toEqual(["text/event-stream", "text/event-stream"]);
});

test("runs every bundled agent", async ({ page, request }) => {
  test.slow();
  const scope = new ScopePage(page);
  await scope.open();
  const agents = (await (await request.get("/agents")).json()) as { name: string; url: string }[];
  expect(agents.length).toBeGreaterThanOrEqual(10);
  for (const { name, url } of agents) {
    if (name === "stress") continue;
    await page.reload();
    // As people type they would take a minute together.
    await page.getByLabel("Forwarded props").fill('{"pace":0.2}');
    await scope.runAgent(url, /^(Finished|Waiting for you|Failed)/);
    await expect(scope.status, name).toHaveText(name === "errors" ? /^Failed/ : /^(Finished|Waiting for you)/);
    expect(await scope.eventCount(), name).toBeGreaterThan(3);
  }
});
