import { fileURLToPath } from "node:url";
import { defineConfig, devices } from "@playwright/test";
import { launchOptions } from "./browser.mjs";

const port = Number(process.env["E2E_PORT"] ?? 4788);

/** End-to-end tests drive the built program, as a user gets it. */
export default defineConfig({
  testDir: "./e2e",
  outputDir: "../test-results",
  fullyParallel: true,
  workers: 2,
  // Both are for what hangs: nothing here measures time, and axe alone takes half a minute on two busy cores.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env["CI"]),
  reporter: [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1440, height: 900 },
    baseURL: `http://127.0.0.1:${port}`,
    // Without the film of the page: that takes a tenth of the time of everything, and the trace has the page before and after each step.
    trace: { mode: "retain-on-failure", screenshots: false },
    launchOptions: launchOptions(),
  },
  webServer: {
    command: `node dist/server/main.js --port ${port}`,
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
    timeout: 30_000,
  },
});
