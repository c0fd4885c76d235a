import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { expectAccessible } from "./support/expectAccessible.ts";
import { FINISHED, message, OddServer, STARTED, stream } from "./support/oddServer.ts";
import { ScopePage } from "./support/scopePage.ts";

const hello = stream(STARTED + message("m", "Hello") + FINISHED);
const LANGUAGES = ["curl", "fetch", "@ag-ui/client", "Python, httpx", "Python, ag-ui-protocol"] as const;

/** The button under the request body, as opposed to that of a recorded request. */
const codeButton = (page: Page): Locator =>
  page.getByRole("group", { name: "Request body" }).getByRole("button", { name: "Code for this request" });

const codeSheet = (page: Page): Locator => page.getByRole("dialog", { name: "Code for this request" });

/** Runs what stands in the sheet as curl, with a value for the only secret. */
async function runCurl(code: string, token: string): Promise<string> {
  const { stdout } = await promisify(execFile)("sh", ["-c", code], { env: { ...process.env, AGENT_TOKEN: token } });
  return stdout;
}

test("code for the next request sends the same bytes, without its secrets, and follows the fields", async ({
  page,
}) => {
  const server = await OddServer.start(hello);
  try {
    const scope = new ScopePage(page);
    await scope.open();
    await scope.endpoint.fill(server.url);
    await scope.message.fill("It's “quoted”");
    await page.getByRole("button", { name: "+ Bearer" }).click();
    await page.getByRole("textbox", { name: "Value of Authorization" }).fill("Bearer geheim");
    // The id of the run is new for each; here it has to be the same twice.
    await page.getByRole("textbox", { name: "Run", exact: true }).fill("run-1");

    await codeButton(page).click();
    const sheet = codeSheet(page);
    const code = sheet.getByRole("region", { name: "The code" });
    for (const language of LANGUAGES) {
      await sheet.getByRole("tab", { name: language }).click();
      await expect(code).toContainText("AGENT_TOKEN");
      await expect(sheet).not.toContainText("geheim");
    }
    await expect(sheet.getByText("AGENT_TOKEN", { exact: true })).toBeVisible();
    await sheet.getByRole("tab", { name: "curl" }).click();
    await expect(runCurl(await code.innerText(), "offen")).resolves.toContain("RUN_FINISHED");
    expect(server.headers.at(-1)?.authorization).toBe("Bearer offen");

    await scope.run.click();
    await scope.endsWith(/^Finished/);
    expect(server.headers.at(-1)?.authorization).toBe("Bearer geheim");
    const [byCurl = "", byPage = ""] = server.bodies;
    const sentBy = (body: string): unknown => {
      const input = JSON.parse(body) as { messages: readonly Readonly<Record<string, unknown>>[] };
      // The next message has a new id in each run, too.
      return { ...input, messages: input.messages.map((each) => ({ ...each, id: "" })) };
    };
    expect(sentBy(byCurl)).toEqual(sentBy(byPage));
    expect(byCurl).toContain(JSON.stringify("It's “quoted”"));

    await scope.message.fill("Something else");
    await expect(code).toContainText("Something else");
    await page.keyboard.press("Escape");
    await sheet.getByRole("tab", { name: "curl" }).focus();
    await page.keyboard.press("Escape");
    await expect(sheet).toBeHidden();
  } finally {
    await server.stop();
  }
});

test("code for a recorded request, and by keyboard alone", async ({ page }) => {
  const server = await OddServer.start(hello);
  const { keyboard } = page;
  try {
    const scope = new ScopePage(page);
    await scope.open();
    await scope.runAgent(server.url);
    await scope.tab("Event").click();
    const section = page.getByRole("region", { name: "Request and response 1" });
    await section.getByRole("button", { name: "Code for this request" }).focus();
    await keyboard.press("Enter");
    const sheet = codeSheet(page);
    await expect(sheet).toContainText("request 1 of this recording");
    await expect(sheet.getByRole("tab", { name: "curl" })).toBeFocused();
    await keyboard.press("ArrowRight");
    await expect(sheet.getByRole("tab", { name: "fetch" })).toHaveAttribute("aria-selected", "true");
    await keyboard.press("ArrowLeft");
    const code = sheet.getByRole("region", { name: "The code" });
    await runCurl(await code.innerText(), "");
    expect(server.bodies).toHaveLength(2);
    expect(server.bodies[1]).toBe(server.bodies[0]);
    await keyboard.press("Escape");
    await expect(section.getByRole("button", { name: "Code for this request" })).toBeFocused();
  } finally {
    await server.stop();
  }
});

/** The smallest PNG that there is, as far as its first bytes go. */
const PNG = Buffer.from("89504e470d0a1a0a0000", "hex");

/** What a message field is given in a drop or a paste: a file, and a text beside it where there is one. */
async function giveFile(field: Locator, event: "drop" | "paste", text = ""): Promise<void> {
  await field.evaluate(
    (element, [type, beside]) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array([1, 2, 3])], `${type}.mp3`, { type: "audio/mpeg" }));
      if (beside) data.setData("text/plain", beside);
      const options = { bubbles: true, cancelable: true };
      if (type === "drop") element.dispatchEvent(new DragEvent("dragover", { ...options, dataTransfer: data }));
      const given =
        type === "drop"
          ? new DragEvent("drop", { ...options, dataTransfer: data })
          : new ClipboardEvent("paste", { ...options, clipboardData: data });
      element.dispatchEvent(given);
    },
    [event, text] as const,
  );
}

test("attachments by file, address, paste and drop are sent as parts, and as binary parts where wanted", async ({
  page,
}) => {
  const server = await OddServer.start(hello);
  const { keyboard } = page;
  try {
    const scope = new ScopePage(page);
    await scope.open();
    await scope.endpoint.fill(server.url);
    await scope.message.fill("What is this?");
    const group = page.getByRole("group", { name: "Attachments" });
    const attached = group.getByRole("listitem");
    await page.getByRole("button", { name: "Attach", exact: true }).focus();
    await keyboard.press("Enter");
    await expect(group.getByRole("button", { name: "Choose files" })).toBeFocused();
    const chooser = page.waitForEvent("filechooser");
    await keyboard.press("Enter");
    await (await chooser).setFiles({ name: "photo.png", mimeType: "", buffer: PNG });
    await expect(attached).toHaveText(["photo.png image, image/png, 10 B"]);

    const address = group.getByRole("textbox", { name: "Address of an attachment" });
    await address.fill("file:///etc/passwd");
    await keyboard.press("Enter");
    await expect(group.getByRole("alert")).toContainText("http");
    await address.fill("https://example.test/talk.pdf");
    await keyboard.press("Enter");
    await expect(address).toHaveValue("");
    await giveFile(scope.message, "drop");
    await expect(attached).toHaveCount(3);
    await giveFile(scope.message, "paste", "the text wins");
    await giveFile(scope.message, "paste");
    await expect(attached.nth(3)).toHaveText("paste.mp3 audio, audio/mpeg, 3 B");
    await group.getByRole("button", { name: "Remove paste.mp3" }).click();
    await expect(attached).toHaveCount(3);
    // A drop on the message opens no recording.
    await expect(page.getByText("was not opened")).toHaveCount(0);

    const image = PNG.toString("base64");
    const sentContent = (): unknown => {
      const input = JSON.parse(server.bodies.at(-1) ?? "") as { messages: { role: string; content: unknown }[] };
      return input.messages.findLast(({ role }) => role === "user")?.content;
    };
    await scope.run.click();
    await scope.endsWith(/^Finished/);
    expect(sentContent()).toEqual([
      { type: "text", text: "What is this?" },
      {
        type: "image",
        source: { type: "data", value: image, mimeType: "image/png" },
        metadata: { filename: "photo.png" },
      },
      {
        type: "document",
        source: { type: "url", value: "https://example.test/talk.pdf", mimeType: "application/pdf" },
        metadata: { filename: "talk.pdf" },
      },
      {
        type: "audio",
        source: { type: "data", value: "AQID", mimeType: "audio/mpeg" },
        metadata: { filename: "drop.mp3" },
      },
    ]);

    await group.getByRole("combobox", { name: "Form of the attachments" }).selectOption("as binary parts");
    await expect(group.getByRole("status")).toContainText("left AG-UI with 1.0");
    await scope.run.click();
    await expect.poll(() => server.bodies.length).toBe(2);
    await scope.endsWith(/^Finished/);
    expect(sentContent()).toContainEqual({ type: "binary", mimeType: "image/png", data: image, filename: "photo.png" });
  } finally {
    await server.stop();
  }
});

test("large attachments are warned of", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await page.getByRole("button", { name: "Attach", exact: true }).click();
  const group = page.getByRole("group", { name: "Attachments" });
  const chooser = page.waitForEvent("filechooser");
  await group.getByRole("button", { name: "Choose files" }).click();
  await (await chooser).setFiles({ name: "a.mp4", mimeType: "video/mp4", buffer: Buffer.alloc(4_000_000, 1) });
  await expect(group.getByRole("listitem")).toHaveText(["a.mp4 video, video/mp4, 4.0 MB"]);
  await expect(group.getByRole("status")).toContainText("5.3 MB larger");
});

test("the body goes out in the form that was chosen for the origin, and an edited one as it is", async ({ page }) => {
  const server = await OddServer.start(hello);
  try {
    const scope = new ScopePage(page);
    await scope.open();
    await scope.endpoint.fill(server.url);
    await scope.message.fill("Hello");
    const form = page.getByRole("group", { name: "Body form" });
    const run = async (): Promise<Record<string, unknown>> => {
      const before = server.bodies.length;
      await scope.run.click();
      await expect.poll(() => server.bodies.length).toBe(before + 1);
      await scope.endsWith(/^Finished/);
      return JSON.parse(server.bodies.at(-1) ?? "") as Record<string, unknown>;
    };
    await form.getByRole("combobox", { name: "Fields" }).selectOption("snake_case");
    const ceiling = form.getByRole("combobox", { name: "Agent’s version" });
    await ceiling.selectOption("1.0");
    expect(Object.keys(await run())).toEqual([
      "thread_id",
      "run_id",
      "protocol_version",
      "state",
      "messages",
      "tools",
      "context",
      "forwarded_props",
    ]);

    // It is remembered for this origin, and holds for no other.
    await page.reload();
    await expect(form.getByRole("combobox", { name: "Fields" })).toHaveValue("snake_case");
    await scope.endpoint.fill("http://other.test/agent");
    await expect(form.getByRole("combobox", { name: "Fields" })).toHaveValue("camelCase");
    await scope.endpoint.fill(server.url);
    await scope.message.fill("Hello");

    await form.getByRole("combobox", { name: "Fields" }).selectOption("only messages");
    await ceiling.selectOption("not said");
    await expect(form).toContainText("Not sent: threadId, runId, state, tools, context, forwardedProps.");
    await codeButton(page).click();
    await expect(codeSheet(page).getByRole("region", { name: "The code" })).toContainText(`--data-raw '{"messages":[`);
    await page.keyboard.press("Escape");
    const sent = await run();
    expect(Object.keys(sent)).toEqual(["messages"]);

    await page.getByRole("button", { name: "Edit as JSON" }).click();
    const editor = page.getByRole("textbox", { name: "Request body" });
    await expect(editor).toBeFocused({ timeout: 20_000 });
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(
      '{"threadId":"mine","runId":"r","state":{},"messages":[],"tools":[],"context":[],"forwardedProps":{}}',
    );
    await page.keyboard.press("ControlOrMeta+Shift+End");
    await page.keyboard.press("Delete");
    expect(await run()).toMatchObject({ threadId: "mine", tools: [] });
  } finally {
    await server.stop();
  }
});

for (const colorScheme of ["dark", "light"] as const) {
  test(`axe finds nothing serious in the control of the request, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(colorScheme === "dark" ? { width: 1440, height: 900 } : { width: 1024, height: 768 });
    const scope = new ScopePage(page);
    await scope.open();
    await page.getByRole("button", { name: "+ Bearer" }).click();
    await codeButton(page).click();
    await expect(codeSheet(page).getByRole("region", { name: "The code" })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    const form = page.getByRole("group", { name: "Body form" });
    await form.getByRole("combobox", { name: "Fields" }).selectOption("only messages");
    await page.getByRole("button", { name: "Attach", exact: true }).click();
    const address = page.getByRole("textbox", { name: "Address of an attachment" });
    await address.fill("https://example.test/a.png");
    await page.keyboard.press("Enter");
    await page.getByRole("combobox", { name: "Form of the attachments" }).selectOption({ index: 1 });
    await address.fill("nowhere");
    await page.keyboard.press("Enter");
    await expectAccessible(page);
  });
}
