// @ts-check
// `npm run bench`: the figures that README and PERFORMANCE speak of, in Chromium, as ratios measured in one run.
// `npm run bench -- --small` measures only the shape (linear, no long task) in a few seconds; that is what `npm test` runs.
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { build } from "vite";
import { launchOptions } from "../browser.mjs";
import { benchDebugger } from "./debugger.mjs";
import { benchLoad } from "./load.mjs";
import { benchRelay } from "./relay.mjs";
import { during, heapBytes, median, watchedPage } from "./watchPage.mjs";

const small = process.argv.includes("--small");
// `--model`, `--live`, `--debugger`, `--relay` or `--load` measures only that part.
const PARTS = ["--model", "--live", "--debugger", "--relay", "--load"];
const only = process.argv.find((argument) => PARTS.includes(argument));
const root = fileURLToPath(new URL("../..", import.meta.url));
const out = fileURLToPath(new URL("../../test-results/bench", import.meta.url));
/** @type {string[]} */
const failures = [];

/**
 * Prints one figure and remembers when it misses its goal.
 * @param {string} what @param {number} value @param {string} unit @param {number} [goal] @param {"at most" | "at least"} [sense]
 */
function figure(what, value, unit, goal, sense = "at most") {
  const shown = value >= 100 ? value.toFixed(0) : value.toPrecision(3);
  if (goal === undefined) return console.log(`  ${what}: ${shown} ${unit}`);
  const met = sense === "at most" ? value <= goal : value >= goal;
  console.log(`${met ? "✓" : "✗"} ${what}: ${shown} ${unit} (goal: ${sense} ${goal})`);
  if (!met) failures.push(`${what}: ${shown} ${unit}, goal ${sense} ${goal}`);
}

/** Builds the benchmark page and serves it and the streams from loopback, in writes of 64 KiB. */
async function serveBench() {
  const here = fileURLToPath(new URL(".", import.meta.url));
  const target = "baseline-widely-available";
  const page = { entry: "page.ts", formats: /** @type {["es"]} */ (["es"]), fileName: "page" };
  const define = { "process.env.NODE_ENV": '"production"' };
  await build({
    configFile: false,
    root: here,
    logLevel: "error",
    define,
    build: { outDir: out, emptyOutDir: true, target, lib: page },
  });
  await build({
    configFile: false,
    root: here,
    logLevel: "error",
    build: { outDir: out, emptyOutDir: false, ssr: true, rolldownOptions: { input: ["stream.ts", "files.ts"] } },
  });
  const { sseChunks } = await import(`${out}/stream.js`);
  /** @type {Map<string, Uint8Array[]>} */
  const streams = new Map();
  const script = await readFile(`${out}/page.js`);
  const server = createServer((request, response) => void answer(request, response));
  /** @type {(request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse) => Promise<void>} */
  const answer = async (request, response) => {
    const url = new URL(request.url ?? "/", "http://bench");
    if (url.pathname === "/stream") {
      const [events, stateBytes] = ["events", "stateBytes"].map((name) => Number(url.searchParams.get(name)));
      const chunks = streams.get(url.search) ?? sseChunks({ events, stateBytes }).chunks;
      streams.clear();
      streams.set(url.search, chunks);
      response.writeHead(200, { "content-type": "text/event-stream" });
      for (const chunk of chunks)
        if (!response.write(chunk)) await new Promise((resolve) => response.once("drain", resolve));
      response.end();
      return;
    }
    const isScript = url.pathname === "/page.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(
      isScript ? script : '<!doctype html><title>bench</title><script type="module" src="/page.js"></script>',
    );
  };
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The bench server has no port.");
  return { url: `http://127.0.0.1:${address.port}/`, close: () => server.close() };
}

/** @param {number} events @param {number} stateBytes */
const streamUrl = (events, stateBytes) => `/stream?events=${events}&stateBytes=${stateBytes}`;

/**
 * Runs one of the page's functions.
 * @param {import("@playwright/test").Page} page @param {string} name @param {unknown} [argument] @returns {Promise<any>}
 */
const call = (page, name, argument) =>
  page.evaluate(
    ([fn, arg]) => /** @type {any} */ (globalThis).bench[/** @type {string} */ (fn)](arg),
    [name, argument],
  );

/** @param {import("@playwright/test").Page} page */
async function benchModel(page) {
  const reps = small ? 3 : 5;
  /** @param {number} events @param {number} stateBytes */
  const measure = async (events, stateBytes) => {
    const limits = [];
    const ours = [];
    const url = streamUrl(events, stateBytes);
    await call(page, "limit", url);
    await call(page, "ingest", url);
    for (let rep = 0; rep < reps; rep++) {
      limits.push((await call(page, "limit", url)).ms);
      ours.push((await call(page, "ingest", url)).ms);
    }
    return { limit: median(limits), ours: median(ours) };
  };
  const tenth = await measure(small ? 20_000 : 10_000, 20_000);
  const main = await measure(small ? 60_000 : 100_000, 20_000);
  figure("split and parse alone", main.limit, "ms");
  figure("kept, decoded, indexed, reconstructed", main.ours, "ms");
  // The small run gates on shape alone: three times the events, and room for noise on a busy machine.
  if (small) return figure("60,000 events against 20,000", main.ours / tenth.ours, "× the time", 6);
  figure("against split and parse, 100,000 events, 20 KB state", main.ours / main.limit, "×", 1.8);
  figure("100,000 events against 10,000", main.ours / tenth.ours, "× the time", 12);
  const large = await measure(100_000, 1_000_000);
  figure("1 MB state against 20 KB", large.ours / main.ours, "× the time", 1.5);
  const seeks = await call(page, "seek", 5000);
  figure("seek, 100,000 events, 1 MB state: median", seeks[2500], "ms");
  figure("seek, 100,000 events, 1 MB state: p99", seeks[4950], "ms", 0.5);
  const million = await measure(1_000_000, 20_000);
  figure("1,000,000 events against 100,000", million.ours / main.ours, "× the time", 12);
  await call(page, "release");
  const before = await heapBytes(page);
  const events = await call(page, "hold", streamUrl(100_000, 20_000));
  figure("memory of 100,000 events", ((await heapBytes(page)) - before) / events, "bytes an event", 250);
  await call(page, "release");
  const client = (await call(page, "officialClient", streamUrl(100_000, 20_000))).ms;
  figure("@ag-ui/client 1.0 on the same 100,000 events (one pass)", client, "ms");
  return figure("faster than the official client", client / main.ours, "×", 250, "at least");
}

/**
 * The built page while the stress agent streams into it: the lengths of frames, sorted, and of tasks over 50 ms, in milliseconds.
 * @param {import("@playwright/test").Browser} browser @param {string} base @param {number} rate @param {number} seconds
 * @param {number} [behind] How many events an earlier run has left in the same recording.
 */
async function liveRun(browser, base, rate, seconds, behind = 0) {
  const page = await watchedPage(browser);
  await page.goto(base);
  await page.getByRole("textbox", { name: "Endpoint URL" }).fill(new URL("/agents/stress", base).href);
  const status = page.getByRole("status", { name: "Run status" });
  const start = async (/** @type {object} */ props) => {
    await page.getByLabel("Forwarded props").fill(JSON.stringify(props));
    await page.waitForTimeout(1000);
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await status.filter({ hasNotText: "Finished" }).waitFor();
  };
  const ended = () => status.filter({ hasText: "Finished" }).waitFor({ timeout: (seconds + 120) * 1000 });
  const props = { eventsPerSecond: rate, seconds };
  let seen;
  if (behind === 0) {
    seen = await during(page, async () => {
      await start(props);
      await ended();
    });
  } else {
    await start({ events: behind, pace: 0 });
    await ended();
    await start({ ...props, seconds: seconds + 10 });
    await page.waitForFunction(
      (rows) => Number(document.querySelector('[role="grid"]')?.getAttribute("aria-rowcount")) > rows,
      behind + rate,
    );
    // The long history that this request carries is not what is measured, but the stream behind it.
    seen = await during(page, () => page.waitForTimeout(seconds * 1000));
  }
  await page.close();
  return seen;
}

/**
 * Starts the built program for as long as `act` takes.
 * @param {(base: string) => Promise<void>} act
 */
async function withScope(act) {
  const server = spawn(process.execPath, ["dist/server/main.js", "--port", "0"], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const said = await new Promise((resolve, reject) => {
      server.stdout?.once("data", (text) => resolve(String(text)));
      server.once("exit", (code) => reject(new Error(`The server ended with ${code}; is it built?`)));
    });
    await act(/http:\S+/.exec(said)?.[0] ?? "");
  } finally {
    server.kill();
  }
}

/** @param {import("@playwright/test").Browser} browser */
async function benchLive(browser) {
  await withScope(async (base) => {
    const rate = small ? 2000 : 20_000;
    const seconds = small ? 3 : 20;
    let run = await liveRun(browser, base, rate, seconds);
    // A shared machine may take the core away for 50 ms; a fault of ours would show each time.
    for (let more = small ? 2 : 0; more > 0 && run.tasks.length > 0; more--)
      run = await liveRun(browser, base, rate, seconds);
    figure(`live at ${rate} events/s: frames`, run.frames.length / seconds, "a second");
    figure(`live at ${rate} events/s: p99 frame`, run.frames[Math.floor(run.frames.length * 0.99)] ?? NaN, "ms");
    figure(`live at ${rate} events/s: tasks over 50 ms`, run.tasks.length, "tasks", 0);
    if (small) return;
    const { frames, tasks } = await liveRun(browser, base, 2000, seconds, 1_000_000);
    const what = "live at 2000 events/s behind 1,000,000 rows";
    figure(`${what}: frames`, frames.length / seconds, "a second", 58, "at least");
    figure(`${what}: p99 frame`, frames[Math.floor(frames.length * 0.99)] ?? NaN, "ms", 25);
    figure(`${what}: tasks over 50 ms`, tasks.length, "tasks", 0);
  });
}

async function benchInBrowser() {
  const bench = await serveBench();
  const browser = await chromium.launch({
    ...launchOptions(),
    args: [...launchOptions().args, "--js-flags=--expose-gc"],
  });
  try {
    console.log(`Chromium ${browser.version()}, ${small ? "small run" : "medians of five"}`);
    const page = await browser.newPage();
    page.setDefaultTimeout(600_000);
    await page.goto(bench.url);
    await page.waitForFunction(() => "bench" in globalThis);
    if (only === undefined || only === "--model") await benchModel(page);
    await page.close();
    if (only === undefined || only === "--live") await benchLive(browser);
    if (only === "--debugger" || (only === undefined && !small)) {
      const files = await import(`${out}/files.js`);
      await withScope((base) => benchDebugger(browser, base, files, figure));
    }
  } finally {
    await browser.close();
    bench.close();
  }
}

if (only !== "--load" && only !== "--relay") await benchInBrowser();
if (only === "--relay" || (only === undefined && !small)) await benchRelay(figure, small);
if (only === "--load" || (only === undefined && !small)) await benchLoad(figure);
if (failures.length > 0) {
  console.error(`\n${failures.length} missed:\n${failures.join("\n")}`);
  process.exitCode = 1;
}
