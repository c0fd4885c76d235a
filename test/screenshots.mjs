// @ts-check
// Makes the README's picture and, with --all, the set that a change of the UI is judged by: both themes, both sizes.
// Needs a build: npm run build && npm run screenshots [-- --all]
import { spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { launchOptions } from "./browser.mjs";

const all = process.argv.includes("--all");
const port = 4787;
const root = fileURLToPath(new URL("..", import.meta.url));
const readme = fileURLToPath(new URL("screenshots", import.meta.url));
const scratch = fileURLToPath(new URL("../test-results/screenshots", import.meta.url));
await mkdir(readme, { recursive: true });
await mkdir(scratch, { recursive: true });

const server = spawn(process.execPath, ["dist/server/main.js", "--port", String(port)], {
  cwd: root,
  stdio: ["ignore", "pipe", "inherit"],
});
await new Promise((resolve, reject) => {
  server.stdout?.once("data", resolve);
  server.once("exit", (code) => reject(new Error(`The server ended with ${code}; is it built?`)));
});
const browser = await chromium.launch(launchOptions());

/**
 * Opens the page in one theme and size, runs the bundled agent that it opens on, and returns it at rest.
 * @param {"dark" | "light"} colorScheme @param {number} width @param {number} height
 */
async function finishedRun(colorScheme, width, height) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme, deviceScaleFactor: 1 });
  await page.goto(`http://127.0.0.1:${port}/`);
  if (all) await page.screenshot({ path: `${scratch}/${colorScheme}-${width}-empty.png` });
  await page.getByRole("button", { name: "Run" }).click();
  await page
    .getByRole("status", { name: "Run status" })
    .filter({ hasText: /^(Finished|Waiting for you)/ })
    .waitFor();
  return page;
}

try {
  for (const colorScheme of /** @type {const} */ (["dark", "light"])) {
    const page = await finishedRun(colorScheme, 1440, 900);
    for (let presses = 0; presses < 6; presses++)
      await page.getByRole("button", { name: "Previous state change" }).click();
    await page.screenshot({ path: `${readme}/scope-${colorScheme}.png` });
    if (!all) {
      await page.close();
      continue;
    }
    for (const [width, height] of /** @type {const} */ ([
      [1440, 900],
      [1024, 768],
    ])) {
      await page.setViewportSize({ width, height });
      for (const tab of ["Conversation", "Event", "Problems"]) {
        await page.getByRole("tab", { name: tab }).click();
        await page.waitForTimeout(300);
        await page.screenshot({ path: `${scratch}/${colorScheme}-${width}-${tab.toLowerCase()}.png` });
      }
    }
    await page.close();
  }
} finally {
  await browser.close();
  server.kill();
}
