import { expect, test, type Page } from "@playwright/test";
import { expectAccessible } from "./support/expectAccessible.ts";
import { FINISHED, frame, OddServer, STARTED, stream } from "./support/oddServer.ts";
import { ScopePage } from "./support/scopePage.ts";

/** Opens the page with the Tools tab in front. */
async function openTools(page: Page): Promise<ScopePage> {
  const scope = new ScopePage(page);
  await scope.open();
  await page.getByRole("tab", { name: "Tools" }).click();
  return scope;
}

/** Replaces what an editor holds, as people do. */
async function type(page: Page, label: string, text: string): Promise<void> {
  const editor = page.getByRole("textbox", { name: label, exact: true });
  await editor.focus();
  await page.keyboard.press("ControlOrMeta+a");
  // What is typed key by key gets its closing quotes and brackets from the editor, so it goes in as a paste does.
  await editor.evaluate((field, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

/** The answer of an agent that calls a tool. */
const calling = (toolCallName: string, args: string): ReturnType<typeof stream> =>
  stream(
    STARTED +
      frame({ type: "TOOL_CALL_START", toolCallId: "c1", toolCallName }) +
      frame({ type: "TOOL_CALL_ARGS", toolCallId: "c1", delta: args }) +
      frame({ type: "TOOL_CALL_END", toolCallId: "c1" }) +
      FINISHED,
  );

const names = (body: string | undefined): readonly string[] =>
  (JSON.parse(body ?? "{}") as { tools: { name: string }[] }).tools.map(({ name }) => name);

test("defines a tool, and sends those that are on", async ({ page }) => {
  const agent = await OddServer.start(stream(STARTED + FINISHED));
  const scope = await openTools(page);
  await page.getByRole("button", { name: "New tool" }).click();
  await page.getByRole("textbox", { name: "Tool name" }).fill("get_weather");
  await page.getByRole("textbox", { name: "Tool description" }).fill("The weather of a place");
  await page.getByRole("button", { name: "From an example" }).click();
  await page.getByRole("textbox", { name: "Example for the parameters" }).fill('{"city": "Riga", "days": 3}');
  await page.getByRole("button", { name: "Make the schema" }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "get_weather" })).toBeHidden();
  await expect(page.getByRole("tab", { name: /^Tools/ })).toContainText("1 on");
  await scope.runAgent(agent.url);
  const [tool] = (JSON.parse(agent.bodies[0] ?? "{}") as { tools: unknown[] }).tools;
  expect(tool).toEqual({
    name: "get_weather",
    description: "The weather of a place",
    parameters: {
      type: "object",
      properties: { city: { type: "string" }, days: { type: "integer" } },
      required: ["city", "days"],
    },
  });
  await page.getByRole("checkbox", { name: "Send get_weather" }).uncheck();
  await scope.runAgent(agent.url);
  expect(names(agent.bodies[1])).toEqual([]);
  // It is there when the page comes again.
  await page.reload();
  await page.getByRole("tab", { name: "Tools" }).click();
  await expect(page.getByRole("checkbox", { name: "Send get_weather" })).not.toBeChecked();
  await agent.stop();
});

test("says what is wrong with a schema where it is, and does not send it", async ({ page }) => {
  await openTools(page);
  await page.getByRole("button", { name: "New tool" }).click();
  await type(page, "Parameters", '{"type":"object","properties":{"a":{"type":"text"}}}');
  const problems = page.getByRole("list", { name: "Problems of the parameters" });
  await expect(problems).toContainText("/properties/a/type");
  await type(page, "Parameters", '{"type":');
  await expect(problems).toContainText("is no JSON");
  await expect(page.getByRole("list", { name: "Tools of this set" })).toContainText("not sent");
});

test("imports a list, says what was left out, and writes it to a file", async ({ page }) => {
  await openTools(page);
  await page.getByRole("button", { name: "Import", exact: true }).click();
  const list = [
    { type: "function", function: { name: "a", parameters: { type: "object" }, strict: true } },
    { type: "function", function: { description: "no name" } },
  ];
  await page.getByRole("textbox", { name: "Tools as JSON" }).fill(JSON.stringify(list));
  await expect(page.getByRole("status", { name: "What was found" })).toContainText("1 tool in the form of OpenAI: a.");
  await expect(page.getByRole("list", { name: "Left out" })).toContainText("tool 2: It has no name.");
  await page.getByRole("button", { name: "As a new set" }).click();
  await expect(page.getByRole("combobox", { name: "Tool set" })).toContainText("Imported tools");
  await expect(page.getByRole("checkbox", { name: "Send a" })).toBeChecked();
  await page.getByRole("button", { name: "Actions for the tool set" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Export as a file" }).click();
  expect((await download).suggestedFilename()).toBe("Imported-tools.json");
  await page.getByRole("button", { name: "Actions for the tool set" }).click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await page.getByRole("textbox", { name: "Name of the tool set" }).fill("Mine");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox", { name: "Tool set" })).toContainText("Mine");
  await page.getByRole("button", { name: "Actions for the tool set" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(page.getByRole("combobox", { name: "Tool set" })).toHaveValue("first");
});

test("mocks a tool that was called and that nobody defined", async ({ page }) => {
  const agent = await OddServer.start(calling("find_flight", '{"to":"Riga"}'));
  const scope = new ScopePage(page);
  await scope.open();
  await scope.runAgent(agent.url);
  await scope.conversation.getByRole("button", { name: "Mock this: find_flight" }).click();
  const sheet = page.getByRole("dialog", { name: "find_flight" });
  await expect(sheet).toBeVisible();
  await expect(page.getByRole("tab", { name: /^Tools/ })).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("button", { name: /^Mock this/ })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await scope.run.click();
  await expect.poll(() => agent.bodies.length).toBe(2);
  const { tools } = JSON.parse(agent.bodies[1] ?? "{}") as { tools: { parameters: unknown }[] };
  expect(tools[0]?.parameters).toEqual({
    type: "object",
    properties: { to: { type: "string" } },
    required: ["to"],
  });
  await agent.stop();
});

test("says where the arguments of a call do not fit what was offered, in its card and before it is answered", async ({
  page,
}) => {
  const agent = await OddServer.start(calling("book", '{"stay":{"nights":"two"}}'));
  const scope = await openTools(page);
  await page.getByRole("button", { name: "Import", exact: true }).click();
  const nights = { type: "object", properties: { nights: { type: "integer" } } };
  const parameters = { type: "object", properties: { stay: nights, city: {} }, required: ["city"] };
  const list = [{ name: "book", description: "Books", parameters }];
  await page.getByRole("textbox", { name: "Tools as JSON" }).fill(JSON.stringify(list));
  await page.getByRole("button", { name: "Add to this set" }).click();
  await scope.runAgent(agent.url);
  const misfits = { name: "Where the arguments do not fit their schema" };
  const inCard = scope.conversation.getByRole("article", { name: "tool call book" }).getByRole("list", misfits);
  const strip = page.getByRole("region", { name: "Waiting for you" });
  for (const place of [inCard, strip.getByRole("list", misfits)]) {
    await expect(place).toContainText("/stay/nights must be a whole number, but is a string");
    await expect(place).toContainText("/city is required.");
  }
  // By what this request offered, whatever the tool is like now.
  await page.getByRole("checkbox", { name: "Send book" }).uncheck();
  await expect(inCard).toContainText("/stay/nights");
  await agent.stop();
});

test("answers the next call in another way, and that one alone", async ({ page }) => {
  const call = (toolCallId: string): string =>
    frame({ type: "TOOL_CALL_START", toolCallId, toolCallName: "book" }) + frame({ type: "TOOL_CALL_END", toolCallId });
  const agent = await OddServer.start((response, body, request) => {
    const isAnswered = (JSON.parse(body) as { messages: { role: string }[] }).messages.at(-1)?.role === "tool";
    stream(STARTED + (isAnswered ? "" : call(`c${agent.bodies.length}`)) + FINISHED)(response, body, request);
  });
  const scope = await openTools(page);
  await page.getByRole("button", { name: "New tool" }).click();
  await page.getByRole("textbox", { name: "Tool name" }).fill("book");
  await page.getByRole("tab", { name: "Answer" }).click();
  await page.getByRole("combobox", { name: "Answer", exact: true }).selectOption("fixed");
  await page.getByRole("textbox", { name: "Text of the answer", exact: true }).fill("as ever");
  await page.getByRole("checkbox", { name: "Answer the next call in another way" }).check();
  await page.getByRole("combobox", { name: "Answer of the next call" }).selectOption("error");
  await page.getByRole("textbox", { name: "Error message of the answer of the next call" }).fill("Full");
  const outcome = page.getByRole("status", { name: "Outcome" });
  await expect(outcome).toContainText("Full");
  await page.getByRole("checkbox", { name: "As the next call" }).uncheck();
  await expect(outcome).toContainText("as ever");
  await page.keyboard.press("Escape");
  const tools = page.getByRole("list", { name: "Tools of this set" });
  await expect(tools).toContainText("fixed · next call: error");
  await scope.endpoint.fill(agent.url);
  for (const [count, error] of [
    [2, "Full"],
    [4, undefined],
  ] as const) {
    await scope.run.click();
    await expect.poll(() => agent.bodies.length).toBe(count);
    await scope.endsWith(/^Finished/);
    const { messages } = JSON.parse(agent.bodies.at(-1) ?? "") as { messages: { content: string; error?: string }[] };
    expect(messages.at(-1)).toMatchObject({ content: error ?? "as ever", ...(error !== undefined && { error }) });
    await expect(tools).not.toContainText("next call");
  }
  await agent.stop();
});

test("tries a script out, and says where it went wrong", async ({ page }) => {
  test.slow();
  await openTools(page);
  await page.getByRole("button", { name: "New tool" }).click();
  await page.getByRole("tab", { name: "Answer" }).click();
  await page.getByRole("combobox", { name: "Answer", exact: true }).selectOption("script");
  await type(page, "Script of the answer", 'console.log("hello");\nreturn { city: args.city, n: callIndex };');
  await page.getByRole("textbox", { name: "Example arguments" }).fill('{"city":"Riga"}');
  await page.getByRole("textbox", { name: "Number of the example call" }).fill("12");
  await page.getByRole("button", { name: "Try it" }).click();
  const outcome = page.getByRole("status", { name: "Outcome" });
  await expect(outcome).toContainText('{"city":"Riga","n":11}', { timeout: 20_000 });
  await expect(outcome).toContainText("hello");
  await type(page, "Script of the answer", "const a = 1;\nmissing();");
  await page.getByRole("button", { name: "Try it" }).click();
  await expect(outcome).toContainText("line 2", { timeout: 20_000 });
});

test("shows a template's answer and its mistakes while it is written", async ({ page }) => {
  await openTools(page);
  await page.getByRole("button", { name: "New tool" }).click();
  await page.getByRole("tab", { name: "Answer" }).click();
  await page.getByRole("combobox", { name: "Answer", exact: true }).selectOption("template");
  await page.getByRole("textbox", { name: "Example arguments" }).fill('{"city":"Riga"}');
  await type(page, "Template of the answer", "It rains in {{args.city}}");
  const outcome = page.getByRole("status", { name: "Outcome" });
  await expect(outcome).toContainText("It rains in Riga");
  await type(page, "Template of the answer", "It rains in {{city}}");
  await expect(page.getByRole("list", { name: "Problems of the answer" })).toContainText("Line 1, column 15");
});

for (const colorScheme of ["dark", "light"] as const) {
  test(`axe finds nothing serious in the Tools view, ${colorScheme}`, async ({ page }) => {
    test.slow();
    await page.emulateMedia({ colorScheme });
    await openTools(page);
    await expectAccessible(page, "empty");
    await page.getByRole("button", { name: "New tool" }).click();
    await page.getByRole("textbox", { name: "Tool name" }).fill("not a name");
    await expect(page.getByRole("textbox", { name: "Parameters", exact: true })).toBeAttached();
    await expectAccessible(page, "parameters");
    await page.getByRole("tab", { name: "Answer" }).click();
    await page.getByRole("combobox", { name: "Answer", exact: true }).selectOption("sequence");
    await expectAccessible(page, "sequence");
    await page.getByRole("button", { name: "Close the tool" }).click();
    await page.getByRole("button", { name: "Import", exact: true }).click();
    await expectAccessible(page, "import");
  });
}
