import { expect, test } from "@playwright/test";
import { attemptsProgram, ATTEMPTS } from "./sandbox/attempts.ts";
import { type CountingServer, startCountingServer } from "./sandbox/countingServer.ts";
import { buildDriver, openWithDriver } from "./sandbox/driver.ts";

test.describe.configure({ mode: "default" });

let folder: string;
let target: CountingServer;
test.beforeAll(async () => {
  folder = test.info().outputPath("driver");
  await buildDriver(folder);
  target = await startCountingServer();
});
test.afterAll(() => target.close());

test("a script answers, and its place is clean again", async ({ page }) => {
  await openWithDriver(page, folder);
  const source = `const city: string = (args as { city: string }).city; console.log("asked", city); await sleep(5); return { city };`;
  const { result, log } = await page.evaluate((source) => sandbox.run(source), source);
  expect(result).toEqual({ ok: true, value: { city: "Oslo" } });
  expect(log).toEqual({ lines: ["asked Oslo"], dropped: 0 });
  expect(await page.locator("iframe").count()).toBe(0);
});

test("a script sees no browser", async ({ page }) => {
  await openWithDriver(page, folder);
  const tries = [
    `await fetch("${target.url}fetch")`,
    `new XMLHttpRequest()`,
    `new WebSocket("${target.url}")`,
    `await import("${target.url}x.js")`,
    `importScripts("${target.url}x.js")`,
    `parent.document.title`,
    `top.location = "${target.url}"`,
    `localStorage.length`,
    `indexedDB.open("x")`,
    `document.cookie`,
    `Function("return this")().postMessage(1)`,
    `console.log.constructor("return self")()`,
    `sleep.constructor.constructor("return globalThis.process.exit()")()`,
  ];
  for (const attempt of tries) {
    const { result, log } = await page.evaluate(
      (source) => sandbox.run(source),
      `console.log("trying"); ${attempt}; return "through"`,
    );
    expect(log.lines, attempt).toEqual(["trying"]);
    expect(result, attempt).toMatchObject({ ok: false, error: { kind: "exception" } });
  }
  expect(target.connections()).toBe(0);
});

test("a program that got out of the engine reaches nothing either, although all its ways lead somewhere elsewhere", async ({
  page,
}) => {
  await openWithDriver(page, folder);
  await page.evaluate(() => {
    Object.assign(globalThis, { heard: 0 });
    const count = (): unknown => Object.assign(globalThis, { heard: 1 });
    new BroadcastChannel("stolen").addEventListener("message", count);
  });
  const shout = `new BroadcastChannel("stolen").postMessage(1);`;
  const inside = await page.evaluate(([code, target]) => sandbox.raw(code, target), [
    attemptsProgram.replace("=> {", `=> { ${shout}`),
    target.url,
  ] as const);
  const names = Object.keys(ATTEMPTS);
  expect(Object.keys(inside as object)).toEqual(names);
  expect(Object.entries(inside as object).filter(([, came]) => came === "through")).toEqual([]);
  expect(target.connections()).toBe(0);
  expect(await page.evaluate(() => Reflect.get(globalThis, "heard"))).toBe(0);

  // The same program in an ordinary worker of an ordinary page: every attempt is one that works.
  await page.goto(target.url);
  const outside = await page.evaluate(
    ([code, target]) =>
      new Promise((resolve) => {
        const worker = new Worker(URL.createObjectURL(new Blob([code])));
        worker.addEventListener("message", ({ data }) => resolve(data));
        worker.postMessage(target, []);
      }),
    [attemptsProgram, target.url] as const,
  );
  expect(outside).toEqual(Object.fromEntries(names.map((name) => [name, "through"])));
  expect(target.asked).toEqual(
    expect.arrayContaining(["fetch", "xhr", "webSocket", "eventSource", "importScripts", "nestedWorker"]),
  );
});

test("the frame has no origin, no storage, no network and no way to the page", async ({ page, context, baseURL }) => {
  await context.addCookies([{ name: "secret", value: "1", url: baseURL ?? "" }]);
  await openWithDriver(page, folder);
  await page.evaluate(() => localStorage.setItem("secret", "1"));
  // Goes on until the page is closed.
  page.evaluate(() => sandbox.run("await sleep(100_000)", 100_000)).catch(() => undefined);
  await expect.poll(() => page.frames().some((frame) => frame.url().endsWith("/sandbox"))).toBe(true);
  const frame = page.frames().find((frame) => frame.url().endsWith("/sandbox"));
  if (!frame) throw new Error("There is no frame");
  const before = target.connections();
  const came = await frame.evaluate(async (target) => {
    const attempts: Record<string, () => unknown> = {
      parent: () => parent.document.title,
      top: () => (top as Window).document.title,
      storage: () => localStorage.getItem("secret"),
      session: () => sessionStorage.length,
      cookie: () => document.cookie,
      database: () => indexedDB.open("x"),
      popup: () => {
        if (open(target) === null) throw new Error("refused");
      },
      leave: () => {
        (top as Window).location.href = target;
      },
      fetch: () => fetch(target),
      image: () =>
        new Promise((resolve, reject) => {
          const image = new Image();
          image.addEventListener("load", resolve);
          image.addEventListener("error", () => reject(new Error("refused")));
          image.src = target;
        }),
      script: () =>
        new Promise((resolve, reject) => {
          const script = document.createElement("script");
          script.addEventListener("load", resolve);
          script.addEventListener("error", () => reject(new Error("refused")));
          script.src = target;
          document.head.append(script);
        }),
      style: () =>
        new Promise((resolve, reject) => {
          const link = document.createElement("link");
          link.rel = "stylesheet";
          link.addEventListener("load", resolve);
          link.addEventListener("error", () => reject(new Error("refused")));
          link.href = target;
          document.head.append(link);
        }),
    };
    const came: Record<string, string> = { origin: globalThis.origin };
    for (const [name, attempt] of Object.entries(attempts)) {
      try {
        await attempt();
        came[name] = "through";
      } catch {
        came[name] = "refused";
      }
    }
    return came;
  }, target.url);
  expect(came["origin"]).toBe("null");
  expect(Object.entries(came).filter(([, what]) => what === "through")).toEqual([]);
  expect(Object.keys(came)).toHaveLength(13);
  expect(target.connections()).toBe(before);
  expect(new URL(page.url()).origin).toBe(new URL(baseURL ?? "").origin);
});

test("a script that does not end is ended, and the page stays alive", async ({ page }) => {
  await openWithDriver(page, folder);
  const loops = {
    loop: "for (;;);",
    await: "await sleep(1e9)",
    promises: "for (;;) await null",
    // The engine cannot be interrupted in there: its worker is taken away.
    native: "return new Array(1e9).sort().length",
  };
  for (const [name, source] of Object.entries(loops)) {
    const { result } = await page.evaluate((source) => sandbox.run(source, 1_000), source);
    expect(result, name).toMatchObject({ ok: false, error: { kind: "timeout" } });
  }
  // So is a program that is none of ours.
  expect(await page.evaluate(() => sandbox.raw("throw new Error('no program')", null))).toContain("no program");
  expect(await page.locator("iframe").count()).toBe(0);
});

test("a script that is given up leaves nothing behind", async ({ page }) => {
  await openWithDriver(page, folder);
  const result = await page.evaluate(() => sandbox.giveUp("for (;;);"));
  expect(result).toMatchObject({ ok: false, error: { kind: "aborted" } });
  expect(await page.locator("iframe").count()).toBe(0);
});

test("a script gets no more than its memory, its answer and its lines", async ({ page }) => {
  await openWithDriver(page, folder);
  const run = (source: string): ReturnType<typeof sandbox.run> =>
    page.evaluate((source) => sandbox.run(source), source);
  const bomb = await run("const all: unknown[] = [];\nfor (;;) all.push(new ArrayBuffer(1e6));");
  expect(bomb.result).toMatchObject({ ok: false, error: { kind: "memory", line: 2 } });
  const text = await run(`let all = "x"; for (;;) all += all;`);
  expect(text.result).toMatchObject({ ok: false });
  const deep = await run("const f = (): number => f() + 1; return f()");
  expect(deep.result).toMatchObject({ ok: false, error: { kind: "exception" } });
  const huge = await run(`return "x".repeat(5e6)`);
  expect(huge.result).toMatchObject({ ok: false, error: { kind: "too-large" } });
  const flood = await run(`for (let i = 0; i < 5_000; i++) console.log("line", i); return 1`);
  expect(flood.result).toEqual({ ok: true, value: 1 });
  expect(flood.log.lines).toHaveLength(100);
  expect(flood.log.dropped).toBe(4_900);
});

test("an answer brings no prototype and no code", async ({ page }) => {
  await openWithDriver(page, folder);
  const came = await page.evaluate(async () => {
    const { result } = await sandbox.run(`
      Object.prototype.toJSON = undefined as any;
      return JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"then":"x"}');`);
    const value = (result as unknown as { value: object }).value;
    const own = Object.keys(value);
    return { own, plain: Object.getPrototypeOf(value) === Object.prototype, polluted: "polluted" in {} };
  });
  expect(came).toEqual({ own: ["__proto__", "constructor", "then"], plain: true, polluted: false });
  const { result } = await page.evaluate(() => sandbox.run("return () => fetch('/')"));
  expect(result).toMatchObject({ ok: false, error: { kind: "not-json" } });
});

test("a mistake is placed where it was typed", async ({ page }) => {
  await openWithDriver(page, folder);
  const { result } = await page.evaluate(
    (source) => sandbox.run(source),
    "interface A { b: string }\nconst a: A | null = null as A | null;\nreturn a!.b;",
  );
  expect(result).toMatchObject({ ok: false, error: { kind: "exception", line: 3 } });
});
