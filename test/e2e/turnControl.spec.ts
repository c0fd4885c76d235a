import { readFile } from "node:fs/promises";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { expectAccessible } from "./support/expectAccessible.ts";
import { frame, OddServer, STARTED, stream } from "./support/oddServer.ts";
import { ScopePage } from "./support/scopePage.ts";

const strip = (page: Page): Locator => page.getByRole("region", { name: "Waiting for you" });
const loop = (page: Page): Locator => page.getByRole("dialog", { name: "Loop" });
const press = (page: Page, name: string): Promise<void> =>
  strip(page).getByRole("button", { name, exact: true }).click();

const EDITED =
  '{"threadId": "mine", "runId": "r2", "messages": [], "state": 3, "tools": [], "context": [], "forwardedProps": {}}';

async function openLoop(page: Page): Promise<void> {
  await page.getByRole("tab", { name: /^Tools/ }).click();
  await page.getByRole("button", { name: "Loop", exact: true }).click();
  await expect(loop(page)).toBeVisible();
}

async function opened(page: Page): Promise<ScopePage> {
  const scope = new ScopePage(page);
  await scope.open();
  return scope;
}

/** Sends the text of the Input tab. */
async function run(scope: ScopePage, agent: string, text: string, phases = /^Waiting for you/): Promise<void> {
  await scope.tab("Input").click();
  await scope.endpoint.fill(new URL(agent, scope.page.url()).href);
  await scope.message.fill(text);
  await scope.run.click();
  await scope.endsWith(phases);
}

/** An agent that calls a tool of this name with these arguments in each run, until it has had enough results. */
function caller(name: string, args: readonly object[]): Promise<OddServer> {
  return OddServer.start((response, body, request) => {
    const { messages } = JSON.parse(body) as { messages: readonly { role: string }[] };
    const round = messages.filter(({ role }) => role === "tool").length;
    const next = args[round];
    const id = `c${round}`;
    const outcome = { type: "success", ...(next && { pendingToolCallIds: [id] }) };
    const call = next
      ? frame({ type: "TOOL_CALL_START", toolCallId: id, toolCallName: name, parentMessageId: `a${round}` }) +
        frame({ type: "TOOL_CALL_ARGS", toolCallId: id, delta: JSON.stringify(next) }) +
        frame({ type: "TOOL_CALL_END", toolCallId: id })
      : "";
    stream(STARTED + call + frame({ type: "RUN_FINISHED", threadId: "t", runId: "r", outcome }))(
      response,
      body,
      request,
    );
  });
}

test("a request that is reviewed goes out as it was edited, and what was changed is said", async ({ page }) => {
  const server = await caller("locate", [{ city: "Lisbon" }]);
  try {
    const scope = await opened(page);
    await openLoop(page);
    await loop(page).getByRole("checkbox", { name: "Review before sending" }).check();
    await page.keyboard.press("Escape");
    await run(scope, server.url, "Where?");
    await strip(page).getByRole("textbox", { name: "Result" }).fill("38.7");
    await press(page, "Send result");
    await expect(strip(page).getByRole("heading")).toHaveText("The next request waits for your review");
    await expect(strip(page).getByLabel("Next request")).toContainText('"content": "38.7"');
    expect(server.bodies).toHaveLength(1);
    // Turned down, it is asked again.
    await press(page, "Cancel");
    await expect(strip(page).getByRole("alert")).toHaveText(/turned down in the review/);
    await strip(page).getByRole("textbox", { name: "Result" }).fill("38.7");
    await press(page, "Send result");
    await press(page, "Edit request");
    const sheet = page.getByRole("dialog", { name: "Next request" });
    const editor = sheet.getByRole("textbox", { name: "Next request" });
    // Monaco comes with the first editor, and closes brackets and quotes by itself.
    await expect(editor).toBeFocused({ timeout: 20_000 });
    await sheet.getByRole("tab", { name: "Changes" }).click();
    await expect(sheet).toContainText("Nothing is changed");
    await sheet.getByRole("tab", { name: "Request" }).click();
    await editor.focus();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(EDITED);
    await page.keyboard.press("ControlOrMeta+Shift+End");
    await page.keyboard.press("Delete");
    await expect(sheet.getByRole("status", { name: "What was changed" })).toContainText("changed /threadId");
    await page.keyboard.insertText("x");
    await expect(sheet.getByRole("list", { name: "Problems of the next request" })).toContainText("no valid JSON");
    await expect(sheet.getByRole("button", { name: "Send anyway" })).toBeVisible();
    await page.keyboard.press("Backspace");
    await sheet.getByRole("tab", { name: /^Changes/ }).click();
    await expect(sheet.getByRole("textbox", { name: "Next request, after" })).toBeAttached();
    await sheet.getByRole("button", { name: "Send request" }).click();
    await scope.endsWith(/^Waiting for you/);
    await expect.poll(() => server.bodies[1]).toBe(EDITED);
  } finally {
    await server.stop();
  }
});

test("rules answer before the user is asked, the loop stops at its cap and continues, and the log says it all", async ({
  page,
}) => {
  const server = await caller("pay", [{ eur: 20 }, { eur: 250 }, { eur: 30 }]);
  try {
    const scope = await opened(page);
    await openLoop(page);
    const sheet = loop(page);
    await sheet.getByRole("textbox", { name: "Most rounds" }).fill("2");
    for (const place of [1, 2]) {
      await sheet.getByRole("button", { name: "New rule" }).click();
      await expect(sheet.getByRole("textbox", { name: `Tool or reason of rule ${place}` })).toBeFocused();
      await page.keyboard.insertText("pa*");
    }
    await sheet.getByRole("combobox", { name: "Condition of rule 1" }).selectOption("when");
    await sheet.getByRole("textbox", { name: "Argument of rule 1" }).fill("eur");
    await expect(sheet).toContainText("A JSON pointer begins with /");
    await sheet.getByRole("textbox", { name: "Argument of rule 1" }).fill("/eur");
    await sheet.getByRole("combobox", { name: "Comparison of rule 1" }).selectOption(">");
    await sheet.getByRole("textbox", { name: "Value of rule 1" }).fill("100");
    await sheet.getByRole("combobox", { name: "Answer of rule 1" }).selectOption("fail with an error");
    await sheet.getByRole("textbox", { name: "Error message of rule 1" }).fill("Too much");
    await sheet.getByRole("combobox", { name: "Answer of rule 2" }).selectOption("send a result");
    await sheet.getByRole("textbox", { name: "Result of rule 2" }).fill('{"paid":true}');
    await page.keyboard.press("Escape");
    await run(scope, server.url, "Pay");
    await expect(strip(page).getByRole("alert")).toHaveText(/stopped after 2 rounds/);
    expect(server.bodies).toHaveLength(3);
    expect(server.bodies[2]).toContain('"content":"Too much","error":"Too much"');
    await press(page, "Continue");
    await scope.endsWith(/^Finished/);
    expect(server.bodies).toHaveLength(4);
    const note = page.getByRole("region", { name: "Done without asking" });
    await expect(note).toContainText("3 answers by rules");
    await note.getByRole("button", { name: "Log", exact: true }).click();
    const lines = sheet.getByRole("list", { name: "What was done in this recording" }).getByRole("listitem");
    await expect(lines).toHaveText([/pay: answered/, /pay: failed because \/eur > 100/, /pay: answered/]);
    // The rules outlive the page, and are a file of agui-scope run.
    await page.reload();
    await openLoop(page);
    await expect(sheet.getByRole("list", { name: "Automatic rules" }).getByRole("listitem")).toHaveCount(2);
    const download = page.waitForEvent("download");
    await sheet.getByRole("button", { name: "Export rules" }).click();
    const stream = await (await download).createReadStream();
    let text = "";
    for await (const piece of stream) text += String(piece);
    expect(JSON.parse(text)).toEqual({
      rules: [
        {
          match: "pa*",
          when: { pointer: "/eur", operator: ">", value: 100 },
          do: { kind: "fail", message: "Too much" },
        },
        { match: "pa*", do: { kind: "result", value: { paid: true } } },
      ],
    });
  } finally {
    await server.stop();
  }
});

test("a rule goes by an expression: its mistake is marked, and what it cannot be asked of stands in the log", async ({
  page,
}) => {
  const server = await caller("pay", [{ eur: 20 }, { usd: 20 }]);
  try {
    const scope = await opened(page);
    await openLoop(page);
    const sheet = loop(page);
    await sheet.getByRole("button", { name: "New rule" }).click();
    await sheet.getByRole("combobox", { name: "Condition of rule 1" }).selectOption("if");
    const field = sheet.getByRole("textbox", { name: "Expression of rule 1" });
    await field.fill('args.eur < 100 & name == "pay"');
    await expect(sheet).toContainText("At character 16:");
    await expect(field).toHaveAccessibleDescription(/Did you mean &&\?/);
    await expect(sheet.locator("mark")).toHaveText('& name == "pay"');
    await field.fill('args.eur < 100 && name == "pay"');
    await expect(sheet.locator("mark")).toBeHidden();
    await page.keyboard.press("Escape");
    await run(scope, server.url, "Pay");
    await expect(strip(page)).toContainText("pay is waiting for you");
    expect(server.bodies).toHaveLength(2);
    expect(server.bodies[1]).toContain(`"content":${JSON.stringify('{"approved":true}')}`);
    const note = page.getByRole("region", { name: "Done without asking" });
    await note.getByRole("button", { name: "Log", exact: true }).click();
    const lines = sheet.getByRole("list", { name: "What was done in this recording" }).getByRole("listitem");
    await expect(lines).toHaveText([
      /does not apply: args\.eur is not there\./,
      /pay: approved because args\.eur < 100 &&/,
    ]);
  } finally {
    await server.stop();
  }
});

test("a partial resume is refused by the interrupt agent, which is right, and made up for", async ({ page }) => {
  const scope = await opened(page);
  await run(scope, "/agents/interrupt", "Send two newsletters.");
  await press(page, "Test the agent");
  const menu = page.getByRole("menu", { name: "Test the agent" });
  await expect(menu.getByRole("menuitem", { name: /^Expired resume/ })).toHaveAttribute("aria-disabled", "true");
  await menu.getByRole("menuitem", { name: "Partial resume" }).click();
  await expect(strip(page).getByRole("status", { name: "Wrong on purpose" })).toContainText(
    "one resume must cover all open interrupts",
  );
  await press(page, "Approve");
  await press(page, "Approve");
  await scope.endsWith(/^Failed/);
  await expect(strip(page).getByRole("heading")).toHaveText("The agent refused it, as it should");
  await expect(strip(page)).toContainText("resume_incomplete");
  await press(page, "Send the right resume");
  await scope.endsWith(/^Finished/);
  await expect(scope.conversation).toContainText("Sent “News in June” to partners.");
});

test("what is asked beside the stream is answered by a POST of its own, and the recording says so", async ({
  page,
}) => {
  const steps: (() => void)[] = [];
  const paths: string[] = [];
  const request = (toolCallId: string, args: object): string =>
    frame({ type: "TOOL_CALL_REQUEST", toolCallId, toolName: "locate", arguments: args });
  const server = await OddServer.start((response, _body, { url = "" }) => {
    paths.push(url);
    if (url.endsWith("/tool_result")) {
      // The second answer comes when nobody wants it any more.
      const isFirst = steps.length === 2;
      response.writeHead(isFirst ? 200 : 410, { "content-type": "application/json" });
      response.end(isFirst ? '{"accepted":true}' : '{"detail":"gone"}', () => steps.shift()?.());
      return;
    }
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(STARTED + request("x", { who: "me" }));
    steps.push(
      () => response.write(request("y", { who: "you" })),
      () => response.end(frame({ type: "RUN_FINISHED", threadId: "t", runId: "r" })),
    );
  });
  try {
    const scope = await opened(page);
    await openLoop(page);
    await loop(page)
      .getByRole("checkbox", { name: /^TOOL_CALL_REQUEST/ })
      .check();
    await page.keyboard.press("Escape");
    await run(scope, server.url, "Where am I?", /^Streaming/);
    await expect(strip(page)).toContainText("locate is waiting for you");
    await strip(page).getByRole("textbox", { name: "Result" }).fill('"Lisbon"');
    await expect(strip(page).getByLabel("What will be sent")).toContainText("POST tool_result");
    await press(page, "Send result");
    await expect(strip(page)).toContainText('"who": "you"');
    await press(page, "Fail with error");
    await strip(page).getByRole("textbox", { name: "Error" }).fill("No signal");
    await press(page, "Fail with error");
    await scope.endsWith(/^Finished/);
    expect(paths).toEqual(["/agent", "/agent/tool_result", "/agent/tool_result"]);
    expect(server.bodies.slice(1)).toEqual([
      '{"tool_call_id":"x","result":"Lisbon"}',
      '{"tool_call_id":"y","error":"No signal"}',
    ]);
    const note = page.getByRole("region", { name: "Done without asking" });
    await expect(note).toContainText("refused with HTTP 410");
    await note.getByRole("button", { name: "Log", exact: true }).click();
    await expect(loop(page)).toContainText('{"tool_call_id":"x","result":"Lisbon"}');
    await expect(loop(page)).toContainText('{"accepted":true}');
    await page.keyboard.press("Escape");
    // Each stands at the event after which it was sent, and what came back at the one after which it came; in the file as well.
    const said = async (): Promise<void> => {
      await scope.tab("Event").click();
      const details = page.getByRole("region", { name: "Event details" });
      await scope.row(2).click();
      await expect(details).toContainText(`POST ${server.url}/tool_result {"tool_call_id":"x","result":"Lisbon"}`);
      const first = await details.textContent();
      await scope.row(3).click();
      await expect(details).toContainText('{"tool_call_id":"y","error":"No signal"}');
      // The stream may have brought the next question before.
      expect(`${first} ${await details.textContent()}`).toContain(
        'The answer was posted: HTTP 200 OK. It says: {"accepted":true}',
      );
    };
    await said();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    const file = await (await download).path();
    await page.reload();
    await scope.openFile("again.agui.jsonl", await readFile(file));
    await said();
  } finally {
    await server.stop();
  }
});

test("a slow mock answer is taken over or ended by Escape, and one call gets a malformed result", async ({ page }) => {
  const server = await caller("locate", [{}, {}, {}]);
  try {
    const scope = await opened(page);
    await run(scope, server.url, "Where?");
    await press(page, "Test the agent");
    await page.getByRole("menuitem", { name: "Malformed result: unknown call id" }).click();
    await expect.poll(() => server.bodies[1]).toContain('"toolCallId":"c0-that-nobody-made"');
    await expect(strip(page)).toContainText("locate is waiting for you");
    await page.getByRole("tab", { name: /^Tools/ }).click();
    const seen = page.getByRole("region", { name: "Tools of this recording" });
    await seen.getByRole("button", { name: "Mock this: locate" }).click();
    const sheet = page.getByRole("dialog", { name: "locate" });
    await sheet.getByRole("tab", { name: "Answer" }).click();
    await sheet.getByRole("combobox", { name: "Answer", exact: true }).selectOption("fixed");
    await sheet.getByRole("textbox", { name: "Delay in milliseconds" }).fill("60000");
    await page.keyboard.press("Escape");
    await scope.tab("Input").click();
    await scope.message.fill("Again");
    await scope.run.click();
    const atWork = page.getByRole("region", { name: "Mock tools at work" });
    await atWork.getByRole("button", { name: "Answer myself" }).click();
    await expect(strip(page).getByRole("heading")).toBeFocused();
    await expect(atWork).toBeHidden();
    await strip(page).getByRole("textbox", { name: "Result" }).fill("here, by hand");
    const before = server.bodies.length;
    await press(page, "Send result");
    await expect.poll(() => server.bodies.length).toBe(before + 1);
    expect(server.bodies.at(-1)).toContain('"content":"here, by hand"');
    await expect(atWork).toBeVisible();
    await expect(scope.stop).toBeEnabled();
    await scope.timeline.focus();
    await page.keyboard.press("Escape");
    await scope.endsWith(/^Stopped/);
    await expect(atWork).toBeHidden();
    // The call is still open: it is the user's now.
    await expect(strip(page).getByRole("alert")).toHaveText(/Answer yourself/);
  } finally {
    await server.stop();
  }
});

for (const colorScheme of ["dark", "light"] as const) {
  test(`axe finds nothing serious in the loop, the review and a wrong resume, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 1024, height: 768 });
    const scope = await opened(page);
    await openLoop(page);
    await loop(page).getByRole("checkbox", { name: "Review before sending" }).check();
    await loop(page).getByRole("button", { name: "New rule" }).click();
    await loop(page).getByRole("textbox", { name: "Tool or reason of rule 1" }).fill("nothing");
    await loop(page).getByRole("combobox", { name: "Condition of rule 1" }).selectOption("when");
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await run(scope, "/agents/interrupt", "Send two newsletters.");
    await press(page, "Test the agent");
    await page.getByRole("menuitem", { name: "Unknown interrupt id" }).click();
    await expectAccessible(page);
    await press(page, "Approve");
    await press(page, "Approve");
    await expect(strip(page).getByRole("heading")).toHaveText("The next request waits for your review");
    await press(page, "Edit request");
    await expect(page.getByRole("dialog", { name: "Next request" }).getByRole("textbox")).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await strip(page).getByRole("button", { name: /^Send/ }).click();
    await scope.endsWith(/^Failed/);
    await expectAccessible(page);
  });
}
