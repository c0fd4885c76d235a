import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { build } from "vite";
import { bundledText } from "../../../vite.config.ts";
import type { SandboxDriver } from "./page.ts";

declare global {
  // oxlint-disable-next-line no-var
  var sandbox: SandboxDriver;
}

/** Builds the script by which a test drives the sandbox. `folder` is where the build goes. */
export async function buildDriver(folder: string): Promise<void> {
  await build({
    configFile: false,
    root: fileURLToPath(new URL(".", import.meta.url)),
    base: "/driver/",
    logLevel: "error",
    plugins: [bundledText()],
    build: {
      outDir: folder,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: fileURLToPath(new URL("page.ts", import.meta.url)),
        output: { entryFileNames: "page.js" },
      },
    },
  });
}

/** Opens the real page, under its own policy, with the driver in it as if it were one of its scripts. */
export async function openWithDriver(page: Page, folder: string): Promise<void> {
  const types = { js: "text/javascript", wasm: "application/wasm" };
  await page.route("**/driver/**", (route) => {
    const path = new URL(route.request().url()).pathname.replace("/driver/", "");
    const contentType = types[path.endsWith(".wasm") ? "wasm" : "js"];
    return route.fulfill({ body: readFileSync(join(folder, path)), contentType });
  });
  await page.goto("/");
  await page.addScriptTag({ url: "/driver/page.js", type: "module" });
  await page.waitForFunction(() => "sandbox" in globalThis);
}
