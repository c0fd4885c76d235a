// @ts-check
// Which Chromium do the browser tests drive? One answer for Playwright, the benchmarks, the screenshots and the set-up script:
// the one asked for, else Playwright's own, else one that this system already has.
// JavaScript, because the set-up runs before anything is built and Node 20 cannot run TypeScript.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";

/**
 * @param {string} path
 * @returns {boolean} whether the path is an executable file
 */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Where systems keep a Chromium that is not on PATH. */
function usualPlaces() {
  const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge-stable"];
  const onPath = (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((dir) => (dir ? names.map((name) => join(dir, name)) : []));
  const windows = [process.env.ProgramFiles, process.env["ProgramFiles(x86)"], process.env.LOCALAPPDATA].flatMap(
    (dir) =>
      dir
        ? [join(dir, "Google/Chrome/Application/chrome.exe"), join(dir, "Microsoft/Edge/Application/msedge.exe")]
        : [],
  );
  return [...onPath, "/usr/bin/chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", ...windows];
}

/**
 * The browser to drive, or undefined when there is none.
 * @returns {{ path: string, why: string } | undefined}
 */
export function findBrowser() {
  const asked = process.env.CHROMIUM_PATH;
  if (asked) {
    if (!isExecutable(asked)) throw new Error(`CHROMIUM_PATH is ${asked}, which is not an executable file.`);
    return { path: asked, why: "named by CHROMIUM_PATH" };
  }
  if (isExecutable(chromium.executablePath()))
    return { path: chromium.executablePath(), why: "installed by Playwright" };
  const path = usualPlaces().find(isExecutable);
  return path === undefined ? undefined : { path, why: "found on this system" };
}

/**
 * What Chromium shall do without. Only the last flag of this kind counts, so what Playwright switches off (its chromiumSwitches.ts) is said
 * again. The rest are two hidden pages that a Chromium with its whole user interface opens for each window: a seventh of all work.
 */
const DISABLED_FEATURES = [
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "LensOverlay",
  "MediaRouter",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "TcpPortRandomizationWin",
  "OptimizationHints",
  "NetworkTimeServiceQuerying",
  "AimEnabled",
  "PreconnectToSearch",
  "msForceBrowserSignIn",
  "msEdgeUpdateLaunchServicesPreferredVersion",
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
];

/** Options for `chromium.launch`. Throws with advice when there is no browser. */
export function launchOptions() {
  const browser = findBrowser();
  if (!browser) throw new Error("No Chromium found. Run `node test/setupBrowser.mjs`, or set CHROMIUM_PATH to one.");
  return {
    executablePath: browser.path,
    args: [
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      `--disable-features=${DISABLED_FEATURES.join(",")}`,
      // Chromium does not start its sandbox as root, as in containers; everyone else keeps it.
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ],
  };
}
