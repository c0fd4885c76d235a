// @ts-check
// Makes sure that the browser tests have a Chromium, in the cheapest way that works here; does nothing when there is one.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "@playwright/test";
import { findBrowser, launchOptions } from "./browser.mjs";

/**
 * @param {readonly string[]} command
 * @returns {boolean} whether it ran and exited with 0
 */
function run(command) {
  const [file = "", ...args] = command;
  console.log(`$ ${command.join(" ")}`);
  const env = { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "15000" };
  return spawnSync(file, args, { stdio: "inherit", timeout: 600_000, env }).status === 0;
}

/** The words that make the next command run as root, or undefined when that needs a password. */
function asRoot() {
  if (process.getuid?.() === 0) return [];
  return spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0 ? ["sudo", "-n"] : undefined;
}

function install() {
  // The distribution's package first where it can be had without asking: it brings its libraries along and needs one mirror only.
  const root = existsSync("/usr/bin/apt-get") ? asRoot() : undefined;
  if (root) {
    const apt = [...root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
    run([...apt, "update", "-q"]);
    if (run([...apt, "install", "-y", "-q", "--no-install-recommends", "chromium"]) && findBrowser()) return;
  }
  // Else Playwright's own build: right for macOS, Windows and most Linux machines.
  const cli = createRequire(import.meta.url).resolve("@playwright/test/cli");
  if (run([process.execPath, cli, "install", "chromium"]) && findBrowser()) return;
  console.error(
    "No Chromium could be installed. Install Chromium or Google Chrome, or set CHROMIUM_PATH to one, and try again.",
  );
  process.exit(1);
}

if (!findBrowser()) install();
try {
  // Started once here, so that a missing system library is one clear message and not forty failed tests.
  const browser = await chromium.launch(launchOptions());
  console.log(`browser: Chromium ${browser.version()}, ${findBrowser()?.why}`);
  await browser.close();
} catch (error) {
  console.error(`The browser was found but does not start:\n${error instanceof Error ? error.message : String(error)}`);
  console.error("On Linux its system libraries may be missing: npx playwright install-deps chromium");
  process.exit(1);
}
