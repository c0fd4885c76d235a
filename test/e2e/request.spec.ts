import { readFile } from "node:fs/promises";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { expectAccessible } from "./support/expectAccessible.ts";
import { FINISHED, message, OddServer, STARTED, stream, type Behaviour } from "./support/oddServer.ts";
import { ScopePage } from "./support/scopePage.ts";

const SECRET = "hunter2-e2e";

/** An agent that keeps the addresses it was called at. */
async function listening(): Promise<{ server: OddServer; urls: string[] }> {
  const urls: string[] = [];
  const answer = stream(STARTED + message("m", "Hello") + FINISHED);
  const behaviour: Behaviour = (response, body, request) => {
    urls.push(request.url ?? "");
    answer(response, body, request);
  };
  return { server: await OddServer.start(behaviour), urls };
}

const group = (page: Page, name: string): Locator => page.getByRole("group", { name, exact: true });
const profileMenu = async (page: Page, item: string): Promise<void> => {
  await page.getByRole("button", { name: "Actions for the request profile" }).click();
  await page.getByRole("menuitem", { name: item }).click();
};

/** Enters an environment with a base address and a secret. */
async function enterEnvironment(page: Page, base: string): Promise<void> {
  const environment = group(page, "Environment");
  await environment.getByRole("button", { name: "New environment" }).click();
  await environment.getByRole("textbox", { name: "Environment name" }).fill("local");
  await environment.getByRole("textbox", { name: "Variable name" }).fill("BASE");
  await environment.getByRole("textbox", { name: "Value of BASE" }).fill(base);
  await environment.getByRole("button", { name: "+ add variable" }).click();
  await page.keyboard.type("TOKEN");
  await environment.getByRole("checkbox", { name: "secret" }).nth(1).check();
  await environment.getByRole("textbox", { name: "Value of TOKEN" }).fill(SECRET);
}

test("an address and a header take values from an environment, and a secret of it goes to the agent only", async ({
  page,
}) => {
  const { server, urls } = await listening();
  try {
    const scope = new ScopePage(page);
    await scope.open();
    await enterEnvironment(page, new URL(server.url).origin);
    await page.getByRole("button", { name: "+ Bearer" }).click();
    await page.getByRole("textbox", { name: "Value of Authorization" }).fill("Bearer ${TOKEN}");
    await scope.endpoint.fill("${BASE}/agents/{id}?key=${TOKEN}");
    await scope.message.fill("Hello");

    // What is missing is told at the field, and holds the run back.
    await expect(scope.endpoint).toHaveAttribute("aria-invalid", "true");
    await expect(scope.endpoint).toHaveAccessibleDescription(/"id" has no value/);
    await scope.run.click();
    await expect(scope.status).toHaveText(/Nothing was sent/);
    expect(urls).toEqual([]);
    await page.getByRole("textbox", { name: "Value of id" }).fill("a/b");
    await expect(scope.endpoint).not.toHaveAttribute("aria-invalid", "true");
    await expect(scope.endpoint).toHaveAccessibleDescription(/agents\/a%2Fb\?key=\$\{TOKEN\}/);

    await page.getByRole("radio", { name: "None" }).check();
    await scope.run.click();
    await scope.endsWith(/^Finished/);
    expect(urls).toEqual([`/agents/a%2Fb?key=${SECRET}`]);
    expect(server.headers[0]?.authorization).toBe(`Bearer ${SECRET}`);
    expect(Object.keys(JSON.parse(server.bodies[0] ?? "") as object)).toEqual([
      "threadId",
      "runId",
      "messages",
      "tools",
      "context",
      "forwardedProps",
    ]);

    // Nothing on screen, in the address of the page, in the browser's storage or in the file holds it.
    await scope.tab("Event").click();
    const exchange = page.getByRole("region", { name: "Request and response 1" });
    await exchange.getByRole("button", { name: "Request and response 1" }).click();
    await expect(exchange).toContainText("/agents/a%2Fb?key=${TOKEN}");
    await exchange.getByRole("button", { name: "Code for this request" }).click();
    const code = page.getByRole("dialog", { name: "Code for this request" }).getByRole("region", { name: "The code" });
    await expect(code).toContainText("key=${AGENT_TOKEN}");
    await page.keyboard.press("Escape");
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    const file = await readFile(await (await download).path(), "utf8");
    expect(file).toContain("key=${TOKEN}");
    const stored = await page.evaluate(() => JSON.stringify(localStorage));
    const shown = await page.evaluate(() => document.documentElement.outerHTML);
    for (const place of [file, stored, shown, page.url()]) expect(place).not.toContain(SECRET);
  } finally {
    await server.stop();
  }
});

test("a request profile is kept, applied after a reload without its secret, exported and imported", async ({
  page,
}) => {
  const { server, urls } = await listening();
  try {
    const scope = new ScopePage(page);
    await scope.open();
    await enterEnvironment(page, new URL(server.url).origin);
    await page.getByRole("button", { name: "+ API key" }).click();
    await page.getByRole("textbox", { name: "Value of X-API-Key" }).fill("${TOKEN}");
    await scope.endpoint.fill("${BASE}/agents/{id}");
    await page.getByRole("textbox", { name: "Value of id" }).fill("chat");
    await page.getByRole("textbox", { name: "Forwarded props" }).fill('{"who":"${BASE}"}');
    await page.getByRole("radio", { name: "None" }).check();
    await profileMenu(page, "Keep as a new profile");
    await expect(page.getByRole("textbox", { name: "Name of the request profile" })).toBeFocused();
    await page.keyboard.type("Mine");
    await page.keyboard.press("Enter");
    const choice = page.getByRole("combobox", { name: "Request profile" });
    await expect(choice.locator("option:checked")).toHaveText("Mine");

    await page.getByRole("radio", { name: "As it is" }).check();
    await expect(choice.locator("option:checked")).toHaveText("Mine (changed)");
    await profileMenu(page, "Undo the changes");
    await expect(page.getByRole("radio", { name: "None" })).toBeChecked();

    await page.reload();
    await scope.endpoint.fill("http://127.0.0.1:9/");
    await group(page, "Environment").getByRole("combobox").selectOption("No environment");
    await choice.selectOption("No request profile");
    await choice.selectOption("Mine");
    await expect(scope.endpoint).toHaveValue("${BASE}/agents/{id}");
    await expect(page.getByRole("textbox", { name: "Value of id" })).toHaveValue("chat");
    await expect(page.getByRole("textbox", { name: "Value of X-API-Key" })).toHaveValue("${TOKEN}");
    // The secret did not outlive the page, and the header says so.
    const token = group(page, "Environment").getByRole("textbox", { name: "Value of TOKEN" });
    await expect(token).toHaveValue("");
    await scope.message.fill("Hello");
    await scope.run.click();
    await expect(scope.status).toHaveText(/Nothing was sent/);
    expect(urls).toEqual([]);
    await expect(group(page, "Headers")).toContainText("The header X-API-Key needs “TOKEN”");
    await token.fill(SECRET);
    await scope.run.click();
    await scope.endsWith(/^Finished/);
    expect(urls).toEqual(["/agents/chat"]);
    expect(server.headers[0]?.["x-api-key"]).toBe(SECRET);
    const sent = JSON.parse(server.bodies[0] ?? "") as Record<string, unknown>;
    expect(sent).toMatchObject({ forwardedProps: { who: new URL(server.url).origin } });
    expect(sent).not.toHaveProperty("state");

    const download = page.waitForEvent("download");
    await profileMenu(page, "Export as a file");
    const saved = await download;
    expect(saved.suggestedFilename()).toBe("Mine.request.json");
    const file = await readFile(await saved.path(), "utf8");
    expect(file).not.toContain(SECRET);
    await profileMenu(page, "Delete");
    await expect(choice.locator("option")).toHaveCount(1);
    const chooser = page.waitForEvent("filechooser");
    await profileMenu(page, "Import from a file");
    await (await chooser).setFiles({ name: "a.json", mimeType: "application/json", buffer: Buffer.from(file) });
    await expect(choice.locator("option:checked")).toHaveText("Mine");
    // It has an environment of its own, and none of the secrets that were here.
    await expect(group(page, "Environment").getByRole("combobox").locator("option")).toHaveText([
      "No environment",
      "local",
      "local",
    ]);
    await expect(token).toHaveValue("");
  } finally {
    await server.stop();
  }
});

test("a header that no page may send says why, and what to do instead", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await page.getByRole("button", { name: "+ add header" }).click();
  await page.keyboard.type("Cookie");
  const headers = group(page, "Headers");
  await expect(headers.getByRole("textbox", { name: "Header name" })).toHaveAccessibleDescription(/Cookie is not sent/);
  await expect(headers.getByRole("note")).toContainText("Use Authorization");
  await headers.getByRole("textbox", { name: "Header name" }).fill("X-Cookie");
  await expect(headers.getByRole("note")).toHaveCount(0);
});

test("an attachment may lie with a provider", async ({ page }) => {
  const { server } = await listening();
  try {
    const scope = new ScopePage(page);
    await scope.open();
    await scope.endpoint.fill(server.url);
    await scope.message.fill("Read it");
    await page.getByRole("button", { name: "Attach", exact: true }).click();
    const attachments = group(page, "Attachments");
    await attachments.getByRole("combobox", { name: "Where the attachment is" }).selectOption("with a provider");
    await attachments.getByRole("textbox", { name: "Handle of an attachment" }).fill("file-1");
    await attachments.getByRole("textbox", { name: "Provider of an attachment" }).fill("openai");
    await attachments.getByRole("textbox", { name: "Media type of an attachment" }).fill("audio/wav");
    await page.keyboard.press("Enter");
    await expect(attachments.getByRole("listitem")).toHaveText(["audio, audio/wav, with openai"]);
    await scope.run.click();
    await scope.endsWith(/^Finished/);
    const input = JSON.parse(server.bodies[0] ?? "") as { messages: { content: unknown }[] };
    expect(input.messages[0]?.content).toEqual([
      { type: "text", text: "Read it" },
      { type: "audio", source: { type: "file", value: "file-1", provider: "openai", mimeType: "audio/wav" } },
    ]);
  } finally {
    await server.stop();
  }
});

for (const colorScheme of ["dark", "light"] as const) {
  test(`axe finds nothing serious in profiles and environments, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(colorScheme === "dark" ? { width: 1440, height: 900 } : { width: 1024, height: 768 });
    const scope = new ScopePage(page);
    await scope.open();
    await enterEnvironment(page, "http://127.0.0.1:1");
    await page.getByRole("button", { name: "+ add header" }).click();
    await page.keyboard.type("Cookie");
    await scope.endpoint.fill("${BASE}/{id}/${NOWHERE}?key=${TOKEN}");
    await expect(scope.endpoint).toHaveAccessibleDescription(/has no value/);
    await expectAccessible(page);
    await scope.endpoint.fill("${BASE}/run?key=${TOKEN}");
    await page.getByRole("radio", { name: "Edited" }).check();
    await page.getByRole("button", { name: "Actions for the request profile" }).click();
    await expectAccessible(page);
  });
}
