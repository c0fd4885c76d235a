import { readFile } from "node:fs/promises";
import { expect, test, type Page } from "@playwright/test";
import { expectAccessible } from "./support/expectAccessible.ts";
import { ScopePage } from "./support/scopePage.ts";

const NOTE = "Why is <b>this</b> here?\nAsk.";

const bookmarks = (page: Page) => page.getByRole("button", { name: /^Bookmarks/ });
const toggle = (page: Page) => page.getByRole("button", { name: "Bookmark this event" });
const sheet = (page: Page) => page.getByRole("dialog", { name: "Bookmarks" });

async function save(page: Page): Promise<Buffer> {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  return readFile(await (await download).path());
}

test("a bookmark and its note are kept in the file, and come back with it", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await scope.runAgent("/agents/chat");
  const total = await scope.eventCount();
  await page.keyboard.press("Home");
  await scope.row(2).click();
  await scope.tab("Event").click();
  await toggle(page).click();
  await expect(toggle(page)).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("textbox", { name: "Note on event 2" }).fill(NOTE);
  await scope.row(3).click();
  await toggle(page).click();
  await expect(bookmarks(page)).toHaveAccessibleName("Bookmarks: 2");
  const buffer = await save(page);
  await page.reload();
  await scope.openFile("notes.agui.jsonl", buffer);
  await expect.poll(() => scope.eventCount()).toBe(total);
  await expect(page.getByRole("alert")).toHaveCount(0);
  await bookmarks(page).click();
  await expect(sheet(page).getByRole("listitem")).toHaveCount(2);
  await expect(sheet(page).getByRole("textbox", { name: "Note on event 2" })).toHaveValue(NOTE);
  await sheet(page).getByRole("button", { name: /^#2 / }).click();
  await expect(scope.position).toHaveAttribute("aria-valuenow", "2");
});

test("a note added after saving makes the recording unsaved again", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await scope.runAgent("/agents/chat");
  await save(page);
  await scope.tab("Event").click();
  await toggle(page).click();
  await page.getByRole("button", { name: "New thread" }).click();
  await expect(bookmarks(page)).toHaveAccessibleName("Bookmarks");
  await page.getByRole("button", { name: "Bring it back" }).click();
  await expect(bookmarks(page)).toHaveAccessibleName("Bookmarks: 1");
});

test("with the keyboard alone: add, write, go there, remove", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await page.keyboard.press("Control+Enter");
  await scope.endsWith(/^(Finished|Waiting for you)/);
  await page.keyboard.press("Home");
  await bookmarks(page).focus();
  await page.keyboard.press("Enter");
  await expect(sheet(page).getByRole("button", { name: "Add event 1" })).toBeFocused();
  await page.keyboard.press("Enter");
  const note = sheet(page).getByRole("textbox", { name: "Note on event 1" });
  await expect(note).toBeVisible();
  await note.focus();
  await page.keyboard.type("jump");
  await expect(note).toHaveValue("jump");
  await page.keyboard.press("Escape");
  await expect(sheet(page)).toBeHidden();
  await expect(bookmarks(page)).toBeFocused();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await expect(sheet(page).getByRole("button", { name: /^#1 / })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(scope.position).toHaveAttribute("aria-valuenow", "1");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(bookmarks(page)).toHaveAccessibleName("Bookmarks");
  await page.keyboard.press("Escape");
  await expect(sheet(page)).toBeHidden();
});

test("a file with more notes than anyone reads is opened, and none of them is hidden", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  const lines: object[] = [{ format: "agui-scope/recording", version: 1, created: "", request: { url: "http://h/" } }];
  for (let n = 1; n <= 250; n++) {
    lines.push({ n, t: n, raw: `data: {"type":"CUSTOM","name":"x","value":${n}}\n\n`, kind: "event", chunk: n });
    lines.push({ annotation: { n, note: `<img src=x onerror=alert(${n})>` } });
  }
  await scope.openFile("notes.agui.jsonl", Buffer.from(lines.map((line) => JSON.stringify(line)).join("\n")));
  await expect(bookmarks(page)).toHaveAccessibleName("Bookmarks: 250");
  await bookmarks(page).click();
  await expect(sheet(page).getByRole("listitem")).toHaveCount(100);
  await sheet(page).getByRole("button", { name: "Show more of the other 150" }).click();
  await sheet(page).getByRole("button", { name: "Show more of the other 50" }).click();
  await expect(sheet(page).getByRole("listitem")).toHaveCount(250);
  await expect(page.locator("img")).toHaveCount(0);
});

for (const colorScheme of ["dark", "light"] as const) {
  test(`axe finds nothing in the list and beside an event, ${colorScheme}`, async ({ page }) => {
    test.slow();
    await page.emulateMedia({ colorScheme });
    const scope = new ScopePage(page);
    await scope.open();
    await scope.runAgent("/agents/chat");
    await scope.tab("Event").click();
    await toggle(page).click();
    await bookmarks(page).click();
    await expect(sheet(page)).toBeVisible();
    await expectAccessible(page);
  });
}
