// @ts-check
// What the benchmarks ask of a page: its frames and long tasks while something goes on, and its memory.

/** @typedef {import("@playwright/test").Page} Page */

/** @param {readonly number[]} values */
export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** Runs in the page: keeps the lengths of frames and of tasks over 50 ms, in milliseconds. */
function watch() {
  const frames = /** @type {number[]} */ ([]);
  const tasks = /** @type {number[]} */ ([]);
  Object.assign(globalThis, { measured: { frames, tasks } });
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({
    type: "longtask",
  });
  // The browser's own time of each frame: the time at which a frame's scripts run also depends on what the frame did before.
  let last = NaN;
  const tick = (/** @type {number} */ now) => {
    if (now > last) frames.push(now - last);
    last = now;
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
}

/**
 * A page of a fresh context that is watched from its start.
 * @param {import("@playwright/test").Browser} browser @param {number} [deviceScaleFactor]
 */
export async function watchedPage(browser, deviceScaleFactor = 1) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, deviceScaleFactor });
  await page.addInitScript(watch);
  return page;
}

/**
 * The frames, sorted, and the long tasks of a watched page while `act` went on.
 * @param {Page} page @param {() => Promise<unknown>} act @returns {Promise<{ frames: number[], tasks: number[] }>}
 */
export async function during(page, act) {
  await page.evaluate(() => {
    const { frames, tasks } = /** @type {any} */ (globalThis).measured;
    frames.length = 0;
    tasks.length = 0;
  });
  await act();
  // A long task is told after it has ended.
  await page.waitForTimeout(200);
  const { frames, tasks } = await page.evaluate(() => structuredClone(/** @type {any} */ (globalThis).measured));
  return { frames: frames.sort((/** @type {number} */ a, /** @type {number} */ b) => a - b), tasks };
}

/**
 * What the page's heap holds after everything that can go has gone, in bytes.
 * @param {Page} page
 */
export async function heapBytes(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.collectGarbage");
  const usage = /** @type {any} */ (await session.send("Runtime.getHeapUsage"));
  await session.detach();
  return usage.usedSize + (usage.backingStorageSize ?? 0);
}
