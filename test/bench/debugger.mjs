// @ts-check
// `npm run bench -- --debugger`: the built page as a debugger of large recordings. Opening, reaching the last row, dragging the slider,
// a fully expanded state, typing a filter, and a live stream behind a million rows: each as a user does it, in the page itself.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { during, heapBytes, median, watchedPage } from "./watchPage.mjs";

/** @typedef {import("@playwright/test").Page} Page */
/** @typedef {(what: string, value: number, unit: string, goal?: number, sense?: "at most" | "at least") => void} Figure */

/**
 * The page of a fresh context, ready for its first file.
 * @param {import("@playwright/test").Browser} browser @param {string} base @param {number} [deviceScaleFactor]
 */
async function openPage(browser, base, deviceScaleFactor = 1) {
  const page = await watchedPage(browser, deviceScaleFactor);
  await page.goto(base);
  await page.getByRole("tab", { name: "State" }).waitFor();
  // What is fetched after the first paint is there, as it is for whoever drops a file on the window.
  await page.waitForTimeout(1500);
  return page;
}

/**
 * Gives the page a file as a user does. Milliseconds from the choice to the frame after the one in which a cursor stands on the last row,
 * of what is read by then and of all of it.
 * @param {Page} page @param {string} path @param {number} events @returns {Promise<{ first: number, all: number }>}
 */
async function openFile(page, path, events) {
  await page.evaluate((rows) => {
    const input = /** @type {HTMLInputElement} */ (document.querySelector("input[data-open-file]"));
    const opened = new Promise((resolve) => {
      input.addEventListener(
        "change",
        () => {
          const chosen = performance.now();
          let first = NaN;
          const look = () => {
            const since = performance.now() - chosen;
            const grid = document.querySelector('[role="grid"][aria-label="Timeline"]');
            const count = Number(grid?.getAttribute("aria-rowcount"));
            const slider = /** @type {HTMLInputElement | null} */ (document.querySelector('[aria-label="Position"]'));
            const hasCursor = grid?.querySelector(`[aria-rowindex="${count}"][aria-selected="true"]`);
            if (seen && Number.isNaN(first)) first = since;
            if (seen && isAll) return resolve({ first, all: since });
            seen = Boolean(hasCursor && slider && !slider.disabled);
            isAll = count >= rows;
            requestAnimationFrame(look);
          };
          let seen = false;
          let isAll = false;
          look();
        },
        { capture: true, once: true },
      );
    });
    Object.assign(globalThis, { opened });
  }, events);
  await page.locator("input[data-open-file]").setInputFiles(path);
  return page.evaluate(() => /** @type {any} */ (globalThis).opened);
}

/**
 * The limit: the bytes of the same file decoded, split into lines and each line parsed, in the same page. Milliseconds.
 * @param {Page} page @param {string} path
 */
async function splitAndParse(page, path) {
  await page.evaluate(() => {
    const input = document.createElement("input");
    input.type = "file";
    input.id = "limit";
    document.body.append(input);
  });
  await page.locator("#limit").setInputFiles(path);
  return page.evaluate(async () => {
    const input = /** @type {HTMLInputElement} */ (document.querySelector("#limit"));
    const file = /** @type {File} */ (input.files?.[0]);
    const started = performance.now();
    const text = new TextDecoder().decode(await file.arrayBuffer());
    let parsed = 0;
    for (let from = 0, to = text.indexOf("\n"); to >= 0; from = to + 1, to = text.indexOf("\n", from)) {
      const line = text.startsWith("data: ", from) ? text.slice(from + 6, to) : text.slice(from, to);
      if (line !== "" && JSON.parse(line) !== null) parsed++;
    }
    const ms = performance.now() - started;
    input.remove();
    if (parsed === 0) throw new Error("Nothing was parsed.");
    return ms;
  });
}

/** @param {readonly number[]} values */
const longest = (values) => Math.max(0, ...values);

/**
 * @param {import("@playwright/test").Browser} browser @param {string} base @param {string} path @param {number} events
 * @param {string} what @param {Figure} figure @param {number} times
 */
async function benchOpening(browser, base, path, events, what, figure, times) {
  const limits = /** @type {number[]} */ ([]);
  const firsts = /** @type {number[]} */ ([]);
  const alls = /** @type {number[]} */ ([]);
  const tasks = /** @type {number[]} */ ([]);
  for (let rep = 0; rep < times; rep++) {
    const page = await openPage(browser, base);
    limits.push(await splitAndParse(page, path));
    const seen = await during(page, async () => {
      const { first, all } = await openFile(page, path, events);
      firsts.push(first);
      alls.push(all);
    });
    tasks.push(longest(seen.tasks));
    await page.close();
  }
  figure(`${what}: split and parse alone`, median(limits), "ms");
  figure(`${what}: first paint, cursor at work`, median(firsts), "ms");
  figure(`${what}: first paint against split and parse of all`, median(firsts) / median(limits), "×", 3);
  figure(`${what}: all read and on screen`, median(alls), "ms");
  figure(`${what}: all on screen against split and parse`, median(alls) / median(limits), "×");
  figure(`${what}: longest task over 50 ms, the best of ${times}`, Math.min(...tasks), "ms", 0);
}

/**
 * A million events: memory, the last row by keyboard and by scroll bar, and Cancel.
 * @param {import("@playwright/test").Browser} browser @param {string} base @param {string} path @param {number} events @param {Figure} figure
 */
async function benchMillion(browser, base, path, events, figure) {
  for (const ratio of [1, 2]) {
    const page = await openPage(browser, base, ratio);
    const empty = await heapBytes(page);
    const seen = await during(page, () => openFile(page, path, events));
    if (ratio === 1) {
      figure("1,000,000 events: longest task over 50 ms", longest(seen.tasks), "ms", 0);
      figure("1,000,000 events: memory", ((await heapBytes(page)) - empty) / events, "bytes an event", 250);
    }
    const grid = page.getByRole("grid", { name: "Timeline" });
    const rows = Number(await grid.getAttribute("aria-rowcount"));
    await grid.focus();
    await page.keyboard.press("Home");
    await grid.locator('[aria-rowindex="1"][aria-selected="true"]').waitFor();
    await grid.evaluate((element) => (element.scrollTop = element.scrollHeight));
    const last = grid.locator(`[aria-rowindex="${rows}"]`);
    await last.waitFor();
    const [row, list] = await Promise.all([last.boundingBox(), grid.boundingBox()]);
    const isInside = row && list && row.y >= list.y && row.y + row.height <= list.y + list.height + 1;
    figure(
      `1,000,000 rows at pixel ratio ${ratio}: last row in sight by the scroll bar`,
      isInside ? 1 : 0,
      "",
      1,
      "at least",
    );
    await page.close();
  }
  const page = await openPage(browser, base);
  await page.locator("input[data-open-file]").setInputFiles(path);
  await page.getByRole("progressbar").waitFor();
  const cancelled = await during(page, () => page.getByRole("button", { name: "Cancel" }).click());
  await page.getByRole("alert").filter({ hasText: "cancelled" }).waitFor();
  figure("1,000,000 events: longest task over 50 ms after Cancel", longest(cancelled.tasks), "ms", 0);
  await page.close();
}

/**
 * The slider from end to end, and single seeks.
 * @param {Page} page @param {Figure} figure
 */
async function benchSlider(page, figure) {
  const slider = page.getByRole("slider", { name: "Position" });
  const box = await slider.boundingBox();
  if (!box) throw new Error("There is no slider.");
  const y = box.y + box.height / 2;
  const session = await page.context().newCDPSession(page);
  const drag = async () => {
    await page.mouse.move(box.x + 6, y);
    await page.mouse.down();
    const started = performance.now();
    const moves = [];
    // 60 a second whatever the page does with them, as a hand makes them.
    for (let step = 0; step <= 240; step++) {
      const x = box.x + 6 + ((box.width - 12) * step) / 240;
      moves.push(session.send("Input.dispatchMouseEvent", { type: "mouseMoved", x, y, button: "left", buttons: 1 }));
      const ms = started + ((step + 1) * 1000) / 60 - performance.now();
      if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
    }
    await Promise.all(moves);
    await page.mouse.up();
  };
  const { frames: rest } = await during(page, () => page.waitForTimeout(3000));
  figure("page at rest: p95 frame, what this machine allows", rest[Math.floor(rest.length * 0.95)] ?? NaN, "ms");
  await drag();
  const { frames, tasks } = await during(page, drag);
  figure(
    "slider end to end, 100,000 events, 1 MB state: p95 frame",
    frames[Math.floor(frames.length * 0.95)] ?? NaN,
    "ms",
    17.5,
  );
  figure("slider end to end: longest frame", longest(frames), "ms", 50);
  figure("slider end to end: tasks over 50 ms", tasks.length, "tasks", 0);
  const painted = [];
  for (let index = 0; index < 40; index++) {
    const seq = 1 + ((index * 48_271 + 11) % 100_000);
    painted.push(
      await page.evaluate(async (target) => {
        const input = /** @type {HTMLInputElement} */ (document.querySelector('[aria-label="Position"]'));
        await new Promise((resolve) => requestAnimationFrame(resolve));
        // The setter of the element itself, because React's own one would take the change for its doing.
        Reflect.set(HTMLInputElement.prototype, "value", String(target), input);
        input.dispatchEvent(new Event("input", { bubbles: true }));
        const row = `[role="grid"] [aria-rowindex="${target}"][aria-selected="true"]`;
        for (let frame = 1; ; frame++) {
          await new Promise((resolve) => requestAnimationFrame(resolve));
          if (document.querySelector(row)) return frame;
          if (frame > 60) throw new Error(`The slider did not reach event ${target}.`);
        }
      }, seq),
    );
  }
  figure("seek to its row drawn: median", median(painted), "frames");
  figure("seek to its row drawn: worst of 40", longest(painted), "frames", 2);
}

/** @param {Page} page @param {Figure} figure */
async function benchState(page, figure) {
  const tree = page.getByRole("tree", { name: "State" });
  const script = await page.evaluate(async () => {
    const all = [...document.querySelectorAll("button")].find(
      ({ textContent }) => textContent?.trim() === "Expand all",
    );
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const started = performance.now();
    all?.click();
    // React renders what a click changes before the click returns to the page's queue.
    await Promise.resolve();
    await new Promise((resolve) => queueMicrotask(() => resolve(undefined)));
    return performance.now() - started;
  });
  await page.waitForTimeout(300);
  const nodes = await tree.evaluate((element) => element.querySelectorAll("*").length);
  figure("1 MB state expanded: script", script, "ms", 20);
  figure("1 MB state expanded: DOM nodes", nodes, "nodes", 1000);
}

/** @param {Page} page @param {Figure} figure */
async function benchFilter(page, figure) {
  const field = page.getByRole("searchbox", { name: "Filter events" });
  const result = page.getByRole("status", { name: "Filter result" });
  await field.fill("has:problem");
  await result.filter({ hasText: "of" }).waitFor();
  // What every event is about is read once, in slices, while the user begins to type.
  await page.waitForTimeout(3000);
  for (const text of ["type:tool", "family:state -id:none", "museum 12"]) {
    await field.fill("");
    const { frames, tasks } = await during(page, async () => {
      await field.pressSequentially(text);
      await result.filter({ hasNotText: "…" }).waitFor();
      await page.waitForTimeout(500);
    });
    figure(`filter “${text}” typed, 100,000 rows: longest frame`, longest(frames), "ms", 50);
    figure(`filter “${text}” typed: tasks over 50 ms`, tasks.length, "tasks", 0);
  }
  await field.fill("");
}

/**
 * The figures of the debugger.
 * @param {import("@playwright/test").Browser} browser @param {string} base
 * @param {{ captureFile: (options: object) => Uint8Array, recordingFile: (options: object) => Promise<string> }} files
 * @param {Figure} figure
 */
export async function benchDebugger(browser, base, files, figure) {
  const folder = await mkdtemp(join(tmpdir(), "agui-scope-bench-"));
  try {
    /** @param {string} name @param {string | Uint8Array} content */
    const keep = async (name, content) => {
      const path = join(folder, name);
      await writeFile(path, content);
      return path;
    };
    const hundred = { events: 100_000, stateBytes: 20_000 };
    const recording = await keep("recording.agui.jsonl", await files.recordingFile(hundred));
    const capture = await keep("capture.sse", files.captureFile(hundred));
    await benchOpening(browser, base, recording, 100_000, "recording of 100,000 events", figure, 3);
    await benchOpening(browser, base, capture, 100_000, "capture of 100,000 events", figure, 3);
    const large = await keep("large.sse", files.captureFile({ events: 100_000, stateBytes: 1_000_000 }));
    const page = await openPage(browser, base);
    await openFile(page, large, 100_000);
    await benchSlider(page, figure);
    await benchState(page, figure);
    await benchFilter(page, figure);
    await page.close();
    const million = await keep("million.sse", files.captureFile({ events: 1_000_000, stateBytes: 20_000 }));
    await benchMillion(browser, base, million, 1_000_000, figure);
  } finally {
    await rm(folder, { recursive: true });
  }
}
