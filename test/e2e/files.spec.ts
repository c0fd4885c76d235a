import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test, type Page } from "@playwright/test";
import { ScopePage } from "./support/scopePage.ts";

const wild = (name: string): string => fileURLToPath(new URL(`../fixtures/wild/${name}`, import.meta.url));

/** All that the panels show at the end: text of the Timeline's visible rows, the conversation and the state. */
async function shown(scope: ScopePage): Promise<readonly string[]> {
  return [
    await scope.timeline.innerText(),
    await scope.conversation.innerText(),
    await scope.state.innerText(),
    await scope.tab("Problems").innerText(),
  ];
}

async function openFile(page: Page, file: { name: string; buffer: Buffer }): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open" }).click();
  await (await chooser).setFiles({ ...file, mimeType: "application/octet-stream" });
}

test("what is saved and opened again looks as it did live", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await scope.runAgent("/agents/trip-planner");
  const live = await shown(scope);
  const total = await scope.eventCount();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save" }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toMatch(/\.agui\.jsonl$/);
  const buffer = await readFile(await saved.path());
  await page.reload();
  await openFile(page, { name: "again.agui.jsonl", buffer });
  await expect.poll(() => scope.eventCount()).toBe(total);
  await expect.poll(() => shown(scope)).toEqual(live);
});

test("opens a raw capture by drop", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  const text = await readFile(wild("langgraph-python/hitl_outcome_turn2_resume.sse"), "utf8");
  const data = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], "capture.sse"));
    return transfer;
  }, text);
  for (const type of ["dragenter", "dragover", "drop"]) await page.dispatchEvent("body", type, { dataTransfer: data });
  await expect.poll(() => scope.eventCount()).toBeGreaterThan(5);
  await expect(scope.timeline).toContainText("RUN_FINISHED");
});

test("a file that cannot be read gives a clear error and leaves what was there", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await scope.runAgent("/agents/chat");
  const total = await scope.eventCount();
  await openFile(page, {
    name: "new.agui.jsonl",
    buffer: Buffer.from('{"format":"agui-scope/recording","version":99}\n'),
  });
  await expect(page.getByRole("alert")).toContainText("newer");
  expect(await scope.eventCount()).toBe(total);
});

test("a bad line is reported with its number and the rest loads", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  const lines = [
    '{"format":"agui-scope/recording","version":1,"created":"2026-01-01T00:00:00.000Z"}',
    '{"n":1,"t":1,"raw":"data: {\\"type\\":\\"RUN_STARTED\\",\\"threadId\\":\\"t\\",\\"runId\\":\\"r\\"}\\n\\n","kind":"event","chunk":1}',
    "{ broken",
    '{"n":3,"t":3,"raw":"data: {\\"type\\":\\"RUN_FINISHED\\",\\"threadId\\":\\"t\\",\\"runId\\":\\"r\\"}\\n\\n","kind":"event","chunk":3}',
  ];
  await openFile(page, { name: "bad.agui.jsonl", buffer: Buffer.from(lines.join("\n")) });
  await expect.poll(() => scope.eventCount()).toBe(2);
  await expect(page.getByText(/[Ll]ine 3/).first()).toBeVisible();
});

test("a recording that was closed unsaved can be brought back", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await scope.runAgent("/agents/shared-state");
  const total = await scope.eventCount();
  await page.getByRole("button", { name: "New thread" }).click();
  await expect.poll(() => scope.eventCount()).toBe(0);
  await page.getByRole("button", { name: "Bring it back" }).click();
  await expect.poll(() => scope.eventCount()).toBe(total);
  await expect(scope.status).toHaveText(/^Finished/);
  await expect(page.getByRole("button", { name: "Bring it back" })).toHaveCount(0);
});
