import { expect, test, type Page, type Request } from "@playwright/test";
import { expectAccessible } from "./support/expectAccessible.ts";
import { ScopePage } from "./support/scopePage.ts";

interface SentBody {
  readonly threadId: string;
  readonly runId: string;
  readonly parentRunId?: string;
  readonly state: unknown;
  readonly messages: readonly { readonly id: string; readonly role: string; readonly content: string }[];
}

/** The bodies that the page has sent to agents, in their order. */
function sentBy(page: Page): readonly SentBody[] {
  const bodies: SentBody[] = [];
  page.on("request", (request: Request) => {
    if (request.method() === "POST" && request.url().includes("/agents/"))
      bodies.push(request.postDataJSON() as SentBody);
  });
  return bodies;
}

const said = ({ messages }: SentBody): readonly string[] =>
  messages.map(({ role, content }) => (role === "user" ? content : role));

/** Says something and waits until all of the answer is there. */
async function say(scope: ScopePage, sent: readonly SentBody[], text: string): Promise<void> {
  const before = sent.length;
  await scope.message.fill(text);
  await scope.run.click();
  await expect.poll(() => sent.length).toBe(before + 1);
  await scope.endsWith(/^Finished/);
}

/** A conversation of two runs with the agent that says what it was told. */
async function twoRuns(page: Page): Promise<{ scope: ScopePage; sent: readonly SentBody[] }> {
  const scope = new ScopePage(page);
  const sent = sentBy(page);
  await scope.open();
  await scope.endpoint.fill(new URL("/agents/chat", page.url()).href);
  // As fast as it can.
  await page.getByRole("textbox", { name: "Forwarded props" }).fill('{"pace":0}');
  await say(scope, sent, "First question");
  await say(scope, sent, "Second question");
  return { scope, sent };
}

const threads = (page: Page) => page.getByRole("list", { name: "Threads of this page" });
const openThreads = (page: Page): Promise<void> => page.getByRole("tab", { name: /^Threads/ }).click();

test("a message is forked: shown first, then sent with its history, its run and a new run id", async ({ page }) => {
  const { scope, sent } = await twoRuns(page);
  const answers = scope.conversation.getByRole("article", { name: "assistant message" });
  await answers.first().hover();
  await answers.first().getByRole("button", { name: "Actions of this assistant message" }).click();
  await page.getByRole("menuitem", { name: "Fork from here" }).click();

  const bar = page.getByRole("region", { name: "Fork" });
  await expect(bar).toContainText(/Continues run .+ from message 2; 2 messages of history/);
  await expect(scope.message).toBeFocused();
  await expect(scope.message).toHaveValue("");
  expect(sent).toHaveLength(2);

  // Turned back, everything is as it was.
  await bar.getByRole("button", { name: "Cancel the fork" }).click();
  await expect(bar).toBeHidden();
  await expect(scope.message).toHaveValue("Second question");

  // By keyboard alone.
  await answers.first().getByRole("button", { name: "Actions of this assistant message" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(scope.message).toBeFocused();
  await page.keyboard.type("Another question");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect.poll(() => sent.length).toBe(3);
  await scope.endsWith(/^Finished/);
  await expect(bar).toBeHidden();
  const [first, second, fork] = sent as [SentBody, SentBody, SentBody];
  expect(said(fork)).toEqual(["First question", "assistant", "Another question"]);
  expect(fork.messages.slice(0, 2)).toEqual(second.messages.slice(0, 2));
  expect(fork).toMatchObject({ threadId: first.threadId, parentRunId: first.runId });
  expect([first.runId, second.runId]).not.toContain(fork.runId);

  // The recording shows at each event the conversation of that event's run.
  await expect(scope.conversation).toContainText("Another question");
  await expect(scope.conversation).not.toContainText("Second question");
  await openThreads(page);
  await page.getByRole("button", { name: "Go to request 2 of thread 1" }).click();
  await page.keyboard.press("Tab");
  await expect(scope.conversation).toContainText("Second question");
  await expect(scope.conversation).not.toContainText("Another question");
});

test("a user's message is said in other words", async ({ page }) => {
  const { scope, sent } = await twoRuns(page);
  const mine = scope.conversation.getByRole("article", { name: "user message" });
  await mine.last().hover();
  await mine.last().getByRole("button", { name: "Actions of this user message" }).click();
  await page.getByRole("menuitem", { name: "Edit and re-run" }).click();
  await expect(scope.message).toHaveValue("Second question");
  await expect(page.getByRole("region", { name: "Fork" })).toContainText("before message 3; 2 messages of history");
  await say(scope, sent, "Second question, better");
  const [first, second, edited] = sent as [SentBody, SentBody, SentBody];
  expect(said(edited)).toEqual(["First question", "assistant", "Second question, better"]);
  expect(edited).toMatchObject({ threadId: first.threadId, parentRunId: first.runId });
  expect(edited.messages.at(-1)?.id).not.toBe(second.messages.at(-1)?.id);
});

test("an event is forked, from its view and from the list of commands", async ({ page }) => {
  const { scope, sent } = await twoRuns(page);
  const end = await scope.eventCount();
  await scope.row(end).click();
  await scope.tab("Event").click();
  await page.getByRole("button", { name: "Fork from this event" }).click();
  await expect(page.getByRole("region", { name: "Fork" })).toContainText(`from event ${end}; 4 messages of history`);
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("combobox", { name: "Search commands" }).fill("cancel the fork");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Fork" })).toBeHidden();
  await scope.timeline.press("Home");
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("combobox", { name: "Search commands" }).fill("fork from this event");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Fork" })).toContainText("from event 1; 1 message of history");
  await say(scope, sent, "Third question");
  expect(said(sent[2] as SentBody)).toEqual(["First question", "Third question"]);
  expect(sent[2]).toMatchObject({ parentRunId: sent[0]?.runId });
});

test("a request is sent again, and another opened in the editor first", async ({ page }) => {
  const { scope, sent } = await twoRuns(page);
  await openThreads(page);
  await page.getByRole("button", { name: "Actions of request 1 of thread 1" }).click();
  await page.getByRole("menuitem", { name: "Resend" }).click();
  await expect.poll(() => sent.length).toBe(3);
  await scope.endsWith(/^Finished/);
  const [first, , again] = sent as [SentBody, SentBody, SentBody];
  expect(again).toEqual({ ...first, runId: again.runId });
  expect(again.runId).not.toBe(first.runId);
  await expect(threads(page).getByRole("button", { name: /^Go to request/ })).toHaveCount(3);
  await expect(threads(page)).toContainText("resent");

  await page.getByRole("button", { name: "Actions of request 2 of thread 1" }).click();
  await page.getByRole("menuitem", { name: "Edit and re-run" }).click();
  const editor = page.getByRole("dialog", { name: "Request body" });
  await expect(editor).toBeVisible();
  await expect(editor).toContainText("edited: sent as it is");
  expect(sent).toHaveLength(3);
  await scope.run.click();
  await expect.poll(() => sent.length).toBe(4);
  await scope.endsWith(/^Finished/);
  expect(sent[3]).toEqual({ ...sent[1], runId: sent[3]?.runId });
  expect(sent[3]?.runId).not.toBe(sent[1]?.runId);
});

test("two threads and back, each with what was entered for it, until they are closed", async ({ page }) => {
  const { scope, sent } = await twoRuns(page);
  const total = await scope.eventCount();
  await openThreads(page);
  await page.getByRole("button", { name: "New thread" }).click();
  await expect.poll(() => scope.eventCount()).toBe(0);
  await scope.tab("Input").click();
  await scope.endpoint.fill(new URL("/agents/shared-state", page.url()).href);
  await say(scope, sent, "Something else");
  const other = await scope.eventCount();
  await openThreads(page);
  await expect(page.getByRole("tab", { name: /^Threads/ })).toContainText("2");
  const shown = page.getByRole("button", { name: /^Show thread/ });
  await expect(shown).toHaveCount(2);
  await expect(shown.first()).toHaveAttribute("aria-current", "true");
  await expect(shown.first()).toHaveAccessibleDescription(/Something else.*not saved/);

  await shown.last().click();
  await expect.poll(() => scope.eventCount()).toBe(total);
  await expect(scope.endpoint).toHaveValue(/agents\/chat$/);
  await expect(shown.last()).toHaveAttribute("aria-current", "true");
  await expect(page.getByRole("button", { name: "Bring it back" })).toHaveCount(0);
  await scope.tab("Input").click();
  await expect(scope.message).toHaveValue("Second question");
  await openThreads(page);

  // What no file has can be brought back.
  await page.getByRole("button", { name: "Close thread 2" }).click();
  await expect(shown).toHaveCount(1);
  await expect.poll(() => scope.eventCount()).toBe(other);
  await page.getByRole("button", { name: "Bring it back" }).click();
  await expect(shown).toHaveCount(2);
  await expect.poll(() => scope.eventCount()).toBe(total);
});

test("what waited in a thread waits again when it comes back", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await scope.runAgent("/agents/interrupt", /^Waiting for you/);
  const strip = page.getByRole("region", { name: "Waiting for you" });
  await expect(strip).toBeVisible();
  await page.getByRole("button", { name: "New thread" }).click();
  await expect(strip).toBeHidden();
  await openThreads(page);
  await page
    .getByRole("button", { name: /^Show thread/ })
    .last()
    .click();
  await expect(strip.getByRole("button", { name: "Approve" })).toBeVisible();
  await expect(strip).toContainText("nothing is answered by itself");
});

test("a run that is left while it streams is stopped, and Threads says so", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await scope.endpoint.fill(new URL("/agents/chat", page.url()).href);
  await scope.message.fill("long");
  await openThreads(page);
  await scope.run.click();
  await expect(scope.status).toHaveText(/^Streaming/);
  await page.getByRole("button", { name: "New thread" }).click();
  await expect(threads(page).getByRole("list", { name: "Requests of thread 2" })).toContainText("stopped");
});

test("two runs are compared", async ({ page }) => {
  await twoRuns(page);
  await openThreads(page);
  await page.getByRole("button", { name: "Actions of request 1 of thread 1" }).click();
  await page.getByRole("menuitem", { name: "Compare with…" }).click();
  await page.getByRole("button", { name: "Compare with request 2 of thread 1" }).click();
  await expect(page.getByRole("button", { name: "Close the comparison" })).toBeVisible();
});

for (const colorScheme of ["dark", "light"] as const) {
  test(`axe finds nothing serious in Threads and in a fork, ${colorScheme}`, async ({ page }) => {
    test.slow();
    await page.emulateMedia({ colorScheme });
    const { scope } = await twoRuns(page);
    await openThreads(page);
    await expect(threads(page)).toBeVisible();
    await expectAccessible(page, "threads");
    await page.getByRole("button", { name: "Actions of request 1 of thread 1" }).click();
    await expectAccessible(page, "menu");
    await page.getByRole("menuitem", { name: "Compare with…" }).click();
    await expect(page.getByRole("button", { name: "Compare with request 2 of thread 1" })).toBeVisible();
    await expectAccessible(page, "comparing");
    // By the name alone, as automation looks for them.
    for (const name of ["Run", "Stop"]) await expect(page.getByRole("button", { name })).toHaveCount(1);
    await page.getByRole("button", { name: "Actions of request 1 of thread 1" }).click();
    await page.getByRole("menuitem", { name: "Continue from here" }).click();
    await expect(page.getByRole("region", { name: "Fork" })).toBeVisible();
    await expect(scope.message).toBeFocused();
    await expectAccessible(page, "fork");
  });
}
