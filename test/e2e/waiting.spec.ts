import { expect, test, type Locator, type Page } from "@playwright/test";
import { expectAccessible } from "./support/expectAccessible.ts";
import { frame, OddServer, STARTED, stream } from "./support/oddServer.ts";
import { ScopePage } from "./support/scopePage.ts";

const strip = (page: Page): Locator => page.getByRole("region", { name: "Waiting for you" });
const press = (page: Page, name: string): Promise<void> =>
  strip(page).getByRole("button", { name, exact: true }).click();

async function asked(page: Page, agent: string, text?: string): Promise<ScopePage> {
  const scope = new ScopePage(page);
  await scope.open();
  await scope.endpoint.fill(new URL(`/agents/${agent}`, page.url()).href);
  if (text !== undefined) await scope.message.fill(text);
  await scope.run.click();
  await scope.endsWith(/^Waiting for you/);
  await expect(strip(page)).toBeVisible();
  return scope;
}

test("an approval goes on with the run, and the focus is not lost", async ({ page }) => {
  const scope = await asked(page, "trip-planner");
  await expect(strip(page)).toContainText("book_hotel is waiting for you");
  await expect(strip(page)).toContainText("Book Casa do Alecrim");
  await expect(strip(page)).toContainText('"status":"resolved","payload":{"approved":true}');
  // Nobody is taken away from what he does; a key leads there.
  await scope.timeline.focus();
  await page.keyboard.press("w");
  await expect(strip(page).getByRole("heading")).toBeFocused();
  await page.keyboard.press("Escape");
  await strip(page).getByRole("button", { name: "Approve" }).focus();
  await page.keyboard.press("Enter");
  await scope.endsWith(/^Finished/);
  await expect(strip(page)).toBeHidden();
  await expect(scope.timeline).toBeFocused();
  await expect(scope.conversation).toContainText("Casa do Alecrim");
});

test("another message while an interrupt is open is warned of", async ({ page }) => {
  const scope = await asked(page, "interrupt");
  const problems = page.getByRole("region", { name: "Problems of the request" });
  await expect(problems).toBeHidden();
  await scope.message.fill("Something else.");
  await expect(problems).toContainText("Run sends this without one");
  await press(page, "Approve");
  await scope.endsWith(/^Finished/);
  await expect(problems).toBeHidden();
});

test("edited arguments replace the agent's own", async ({ page }) => {
  const scope = await asked(page, "interrupt");
  await press(page, "Edit arguments");
  const field = strip(page).getByRole("textbox", { name: "Edited arguments" });
  await field.fill("{");
  await press(page, "Approve");
  await expect(strip(page).getByRole("alert")).toHaveText(/no valid JSON/);
  await field.fill('{"audience":"friends","subject":"Only you","recipients":2}');
  await press(page, "Approve");
  await scope.endsWith(/^Finished/);
  await expect(scope.conversation).toContainText("Sent “Only you” to friends.");
});

test("two interrupts are answered with one resume, a rejection with its reason", async ({ page }) => {
  const scope = await asked(page, "interrupt", "Send two newsletters.");
  await expect(strip(page)).toContainText("1 of 2 pending");
  await strip(page).getByRole("textbox", { name: "Reason for a rejection" }).fill("Not yet");
  const sent = strip(page).getByLabel("What will be sent");
  await expect(sent).toContainText('"approved":false');
  await expect(sent).toContainText("Not yet");
  await strip(page).getByRole("button", { name: "Cancel" }).focus();
  await expect(sent).toContainText('"status":"cancelled"');
  await strip(page).getByRole("button", { name: "Approve" }).focus();
  await expect(sent).toContainText('"approved":true');
  await press(page, "Reject");
  await expect(strip(page)).toContainText("1 of 1 pending");
  await expect(scope.status).toHaveText(/^Waiting for you/);
  await press(page, "Cancel");
  await scope.endsWith(/^Finished/);
  await expect(scope.conversation).toContainText("You said no, so “News in June” to subscribers was not sent.");
  await expect(scope.conversation).toContainText("Cancelled: “News in June” to partners stays a draft.");
});

test("a frontend tool gets the result that was typed, or the error", async ({ page }) => {
  const scope = await asked(page, "frontend-tool");
  await strip(page).getByRole("textbox", { name: "Result" }).fill('{"booked": "room 7"}');
  await press(page, "Send result");
  await scope.endsWith(/^Finished/);
  await expect(scope.conversation).toContainText("room 7");
  await page.getByRole("button", { name: "New thread" }).click();
  await scope.message.fill("Once more");
  await scope.run.click();
  await expect(strip(page)).toBeVisible();
  await press(page, "Fail with error");
  await press(page, "Fail with error");
  await expect(strip(page).getByRole("alert")).toHaveText(/Say what went wrong/);
  await strip(page).getByRole("textbox", { name: "Error" }).fill("no room left");
  await press(page, "Fail with error");
  await scope.endsWith(/^Finished/);
  await expect(scope.conversation).toContainText("failed: no room left");
});

test("three parallel calls, answered out of order, make one request to the byte", async ({ page }) => {
  const call = (id: string, name: string): string =>
    frame({ type: "TOOL_CALL_START", toolCallId: id, toolCallName: name, parentMessageId: "a1" }) +
    frame({ type: "TOOL_CALL_ARGS", toolCallId: id, delta: "{}" }) +
    frame({ type: "TOOL_CALL_END", toolCallId: id });
  const finished = (ids: readonly string[]): string =>
    frame({ type: "RUN_FINISHED", threadId: "t", runId: "r", outcome: { type: "success", pendingToolCallIds: ids } });
  const server = await OddServer.start((response, body, request) => {
    const answer = body.includes('"toolCallId"')
      ? finished([])
      : call("c1", "one") + call("c2", "two") + call("c3", "three") + finished(["c1", "c2", "c3"]);
    stream(STARTED + answer)(response, body, request);
  });
  try {
    const scope = new ScopePage(page);
    await scope.open();
    await scope.message.fill("Go");
    await scope.runAgent(server.url, /^Waiting for you/);
    await expect(strip(page)).toContainText("1 of 3 pending");
    const answer = async (name: string, text: string): Promise<void> => {
      await expect(strip(page).getByRole("heading")).toHaveText(`${name} is waiting for you`);
      await strip(page).getByRole("textbox", { name: "Result" }).fill(text);
      await press(page, "Send result");
    };
    await press(page, "Question after");
    await press(page, "Question after");
    await answer("three", '{ "c": 3.0 }');
    await answer("one", "plain text");
    expect(server.bodies).toHaveLength(1);
    await answer("two", "[2]");
    await scope.endsWith(/^Finished/);
    expect(server.bodies).toHaveLength(2);
    const [first = "", second = ""] = server.bodies;
    const { threadId } = JSON.parse(first) as { threadId: string };
    const ids = [...second.matchAll(/"(?:runId|id)":"([0-9a-f-]{36})"/g)].map(([, id]) => id);
    const [runId, userId, one, two, three] = ids;
    const toolCall = (id: string, name: string): string =>
      `{"id":"${id}","type":"function","function":{"name":"${name}","arguments":"{}"}}`;
    expect(second).toBe(
      `{"threadId":"${threadId}","runId":"${runId}","parentRunId":"r","state":{},"messages":[` +
        `{"id":"${userId}","role":"user","content":"Go"},` +
        `{"id":"a1","role":"assistant","toolCalls":[${toolCall("c1", "one")},${toolCall("c2", "two")},${toolCall("c3", "three")}]},` +
        `{"id":"${one}","role":"tool","toolCallId":"c1","content":"plain text"},` +
        `{"id":"${two}","role":"tool","toolCallId":"c2","content":"[2]"},` +
        `{"id":"${three}","role":"tool","toolCallId":"c3","content":"{ \\"c\\": 3.0 }"}],` +
        '"tools":[],"context":[],"forwardedProps":{}}',
    );
  } finally {
    await server.stop();
  }
});

test("an answer can be written in a form made from the response schema", async ({ page }) => {
  const scope = await asked(page, "interrupt");
  await press(page, "Send result");
  await strip(page).getByRole("textbox", { name: "Comment" }).fill("Not today");
  await strip(page).getByRole("checkbox", { name: "Go ahead" }).uncheck();
  await expect(strip(page)).toContainText('"payload":{"approved":false,"comment":"Not today"}');
  await strip(page).getByRole("checkbox", { name: "Write the result as JSON" }).check();
  await strip(page).getByRole("textbox", { name: "Result" }).fill('{"approved":"perhaps"}');
  await expect(strip(page).getByRole("list", { name: /does not fit its schema/ })).toContainText("/approved");
  await strip(page).getByRole("textbox", { name: "Result" }).fill('{"approved":false}');
  await press(page, "Send result");
  await scope.endsWith(/^Finished/);
  await expect(scope.conversation).toContainText("You said no");
});

for (const colorScheme of ["dark", "light"] as const) {
  test(`axe finds nothing serious in the waiting strip, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 1024, height: 768 });
    await asked(page, "interrupt", "Send two newsletters.");
    await expectAccessible(page, undefined, '[aria-label="Waiting for you"]');
    await press(page, "Edit arguments");
    await expectAccessible(page, undefined, '[aria-label="Waiting for you"]');
    await press(page, "Send result");
    await expectAccessible(page, undefined, '[aria-label="Waiting for you"]');
  });
}
