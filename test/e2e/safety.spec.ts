import { expect, test } from "@playwright/test";
import { FINISHED, frame, message, OddServer, STARTED, stream } from "./support/oddServer.ts";
import { ScopePage } from "./support/scopePage.ts";

const HOSTILE = [
  '<img src=x onerror="window.pwned=1">',
  "<script>window.pwned=1</script>",
  "[click](javascript:window.pwned=1)",
  '![x](http://127.0.0.1:9/leak.png "t")',
  '<iframe srcdoc="<script>parent.pwned=1</script>"></iframe>',
].join("\n\n");

test("agent output runs nothing, fetches nothing and breaks nothing", async ({ page, baseURL }) => {
  const asked: string[] = [];
  const errors: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (line) => {
    if (line.type() === "error") errors.push(line.text());
  });
  const body =
    STARTED +
    message("m", HOSTILE) +
    frame({
      type: "STATE_SNAPSHOT",
      snapshot: { html: HOSTILE, nested: JSON.parse('{"__proto__":{"polluted":1}}') as object },
    }) +
    frame({ type: "STATE_DELTA", delta: [{ op: "add", path: "/__proto__/polluted", value: 1 }] }) +
    frame({ type: "TOOL_CALL_START", toolCallId: "c", toolCallName: HOSTILE }) +
    frame({ type: "TOOL_CALL_ARGS", toolCallId: "c", delta: JSON.stringify({ x: HOSTILE }) }) +
    frame({ type: "TOOL_CALL_END", toolCallId: "c" }) +
    frame({ type: "TOOL_CALL_RESULT", messageId: "res", toolCallId: "c", content: HOSTILE }) +
    frame({
      type: "MESSAGES_SNAPSHOT",
      messages: [
        {
          id: "u",
          role: "user",
          content: [
            { type: "image", source: { type: "url", value: "http://127.0.0.1:9/remote.png" } },
            { type: "image", source: { type: "url", value: "javascript:window.pwned=1" } },
            { type: "audio", source: { type: "url", value: "http://127.0.0.1:9/remote.mp3" } },
          ],
        },
        { id: "m", role: "assistant", content: HOSTILE },
      ],
    }) +
    FINISHED;
  const server = await OddServer.start(stream(body));
  try {
    const scope = new ScopePage(page);
    await scope.open();
    await scope.runAgent(server.url, /^(Finished|Failed)/);
    await expect(scope.conversation).toContainText("onerror");
    await scope.tab("Event").click();
    await scope.row(6).click();
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => "pwned" in globalThis || "polluted" in {})).toBe(false);
    expect(await page.locator('a[href^="javascript:"]').count()).toBe(0);
    const elsewhere = asked.filter(
      (url) => !url.startsWith(String(baseURL)) && !url.startsWith("data:") && !url.startsWith("blob:"),
    );
    // The run itself goes through the relay.
    expect(elsewhere).toEqual([]);
    expect(server.bodies).toHaveLength(1);
    expect(errors).toEqual([]);
  } finally {
    await server.stop();
  }
});

test("loads nothing from another host and breaks no policy, the editor included", async ({ page, baseURL }) => {
  const elsewhere: string[] = [];
  const errors: string[] = [];
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(String(baseURL)))
      elsewhere.push(request.url());
  });
  page.on("console", (line) => {
    if (line.type() === "error" || line.type() === "warning") errors.push(line.text());
  });
  page.on("pageerror", (error) => errors.push(String(error)));
  const scope = new ScopePage(page);
  await scope.open();
  await scope.run.click();
  await scope.endsWith(/^(Finished|Waiting for you)/);
  await page.getByRole("button", { name: "Edit as JSON" }).click();
  await expect(page.locator(".monaco-editor .view-lines").first()).toContainText("threadId", { timeout: 20_000 });
  // What is typed there is text and no shortcut.
  const position = await scope.position.getAttribute("aria-valuenow");
  await page.locator(".monaco-editor .view-lines").first().click();
  await page.keyboard.type("k[?");
  await expect(scope.position).toHaveAttribute("aria-valuenow", String(position));
  await expect(page.getByRole("dialog", { name: /shortcuts/i })).toHaveCount(0);
  await page.waitForTimeout(1000);
  expect(elsewhere).toEqual([]);
  expect(errors).toEqual([]);
});

test("header values are masked, sent, and kept nowhere unless remembered", async ({ page }) => {
  const server = await OddServer.start(stream(STARTED + FINISHED));
  try {
    const scope = new ScopePage(page);
    await scope.open();
    await page.getByRole("button", { name: "Add header" }).click();
    await page.getByRole("textbox", { name: "Header name" }).last().fill("X-Api-Key");
    await page
      .getByLabel(/^Value of/)
      .last()
      .fill("s3cret-value");
    await scope.runAgent(server.url);
    expect(server.headers.at(-1)?.["x-api-key"]).toBe("s3cret-value");
    expect(await page.locator("body").innerText()).not.toContain("s3cret-value");
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save" }).click();
    const stored = await page.evaluate(() =>
      JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), location.href]),
    );
    expect(stored).not.toContain("s3cret-value");
    const { readFile } = await import("node:fs/promises");
    expect(await readFile(await (await download).path(), "utf8")).not.toContain("s3cret-value");
  } finally {
    await server.stop();
  }
});
