import { readFile } from "node:fs/promises";
import { expect, test, type Page } from "@playwright/test";
import { FINISHED, message, OddServer, STARTED } from "./support/oddServer.ts";
import { startOwnServer } from "./support/ownServer.ts";
import { ScopePage } from "./support/scopePage.ts";

/** One secret for each way in. None of them may be found anywhere but in the request that the agent gets. */
const SECRETS = {
  bearer: "b3arer-s3cret",
  user: "us3r-s3cret",
  password: "passw0rd-s3cret",
  apiKey: "apik3y-s3cret",
  token: "tok3n-s3cret",
  urlUser: "urlus3r-s3cret",
  urlPassword: "urlpassw0rd-s3cret",
} as const;

/** Each secret as it is and as Basic writes it. */
const NEEDLES = [
  ...Object.values(SECRETS),
  btoa(`${SECRETS.user}:${SECRETS.password}`),
  // A Base64 text begins with this, whatever comes behind.
  btoa(SECRETS.user).slice(0, 12),
];

/** Where the secrets are found in a text, by name: a failing test must not print them all. */
const found = (text: string): readonly string[] => NEEDLES.filter((needle) => text.includes(needle));

/** Everything that the browser keeps for the page, and the document with all that it says. */
async function everythingIn(page: Page): Promise<Readonly<Record<string, string>>> {
  return page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const rows: string[] = [];
    for (const { name } of databases) {
      if (name === undefined) continue;
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.addEventListener("success", () => resolve(request.result));
        request.addEventListener("error", () => reject(new Error(String(request.error))));
      });
      for (const store of database.objectStoreNames) {
        const all = database.transaction(store).objectStore(store).getAll();
        rows.push(
          await new Promise((resolve) => {
            all.addEventListener("success", () => resolve(JSON.stringify(all.result)));
          }),
        );
      }
      database.close();
    }
    const cached: string[] = [];
    for (const name of await caches.keys()) {
      for (const request of await (await caches.open(name)).keys()) cached.push(request.url);
    }
    return {
      localStorage: JSON.stringify(Object.entries(localStorage)),
      sessionStorage: JSON.stringify(Object.entries(sessionStorage)),
      indexedDB: rows.join(),
      caches: cached.join(),
      cookies: document.cookie,
      address: location.href + JSON.stringify(history.state),
      title: document.title,
      html: document.documentElement.outerHTML,
      text: document.body.innerText,
    };
  });
}

async function expectClean(page: Page, where: string): Promise<void> {
  for (const [place, text] of Object.entries(await everythingIn(page)))
    expect(found(text), `${where}: ${place}`).toEqual([]);
}

async function saved(page: Page): Promise<string> {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  return readFile(await (await download).path(), "utf8");
}

const setHeader = async (page: Page, chip: string, label: string, value: string): Promise<void> => {
  await page.getByRole("button", { name: chip }).click();
  const field = page.getByLabel(label, { exact: true }).last();
  await field.fill(value);
};

test("secrets are in the request and nowhere else", async ({ page }) => {
  test.slow();
  const said: string[] = [];
  page.on("console", (line) => said.push(line.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  const own = await startOwnServer();
  let status = 200;
  const agent = await OddServer.start(
    (response) => {
      if (status === 200) {
        response
          .writeHead(200, { "content-type": "text/event-stream" })
          .end(`${STARTED}data: {broken\n\n${message("m", "Hello")}${FINISHED}`);
      } else {
        response
          .writeHead(status, { "content-type": "application/json", "www-authenticate": 'Bearer realm="agents"' })
          .end('{"detail":"no"}');
      }
    },
    { cors: false },
  );
  try {
    const scope = new ScopePage(page);
    await page.goto(own.url);
    await scope.endpoint.fill(agent.url);
    await setHeader(page, "+ Bearer token", "Value of Authorization", `Bearer ${SECRETS.bearer}`);
    await setHeader(page, "+ API key", "Value of X-API-Key", SECRETS.apiKey);
    await setHeader(page, "+ token", "Value of token", SECRETS.token);
    await expectClean(page, "after typing");

    await scope.runAgent(agent.url, /^(Finished|Failed)/);
    expect(agent.headers.at(-1)).toMatchObject({
      authorization: `Bearer ${SECRETS.bearer}`,
      "x-api-key": SECRETS.apiKey,
      token: SECRETS.token,
    });
    await expectClean(page, "after a run");
    expect(found(await saved(page)), "the saved recording").toEqual([]);
    for (const tab of ["Event", "Problems"] as const) {
      await scope.tab(tab).click();
      await scope.row(2).click();
      await expectClean(page, `the tab ${tab}`);
    }
    await scope.connection.click();
    await page.getByRole("button", { name: "Look for agents" }).click();
    await scope.connectionSheet.getByText("What was asked, and what came").click();
    await expectClean(page, "after a discovery");
    await page.keyboard.press("Escape");

    // Basic, in a profile of its own.
    await page.getByRole("button", { name: "Make a profile" }).click();
    await page.getByRole("button", { name: "New profile" }).click();
    await page.getByRole("button", { name: "+ Basic" }).click();
    await page.getByLabel("User name", { exact: true }).fill(SECRETS.user);
    await page.getByLabel("Password", { exact: true }).fill(SECRETS.password);
    await scope.run.click();
    await scope.endsWith(/^(Finished|Failed)/);
    expect(agent.headers.at(-1)?.authorization).toBe(`Basic ${btoa(`${SECRETS.user}:${SECRETS.password}`)}`);
    await expectClean(page, "after a run with Basic");

    status = 401;
    await scope.run.click();
    await scope.endsWith(/^Failed.*401/);
    await expectClean(page, "after a 401");
    expect(found(await saved(page)), "the recording of a 401").toEqual([]);

    await scope.connectBy("Direct");
    await scope.run.click();
    await scope.endsWith(/^Failed.*(CORS|direct)/i);
    await expectClean(page, "after a direct run that failed");
    await scope.connectBy("Auto");

    const gone = new URL(agent.url);
    await agent.stop();
    await scope.run.click();
    await scope.endsWith(/^Failed.*refused/);
    await expectClean(page, "after a run to a port where nothing listens");
    expect(found(await saved(page)), "the recording of a run that reached nobody").toEqual([]);

    // A password in the address: refused, and kept nowhere.
    for (const host of [gone.host, "[no-host", "host.invalid"]) {
      await scope.endpoint.fill(`http://${SECRETS.urlUser}:${SECRETS.urlPassword}@${host}/agent`);
      await scope.run.click();
      await scope.endsWith(/^Failed/);
      await scope.connection.click();
      await page.getByRole("button", { name: "Look for agents" }).click();
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: /^Agents/ }).click();
      await expectClean(page, `an address with a password at ${host}`);
      await page.keyboard.press("Escape");
    }
    await page.reload();
    await expect(scope.run).toBeVisible();
    await expectClean(page, "after a reload");

    expect(found(said.join("\n")), "the console").toEqual([]);
    expect(found(own.output()), "what the server prints").toEqual([]);
  } finally {
    await agent.stop().catch(() => undefined);
    await own.stop();
  }
});

test("a value is kept in this browser where its tick says so, and only that one", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await scope.endpoint.fill("http://127.0.0.1:9/agent");
  await setHeader(page, "+ API key", "Value of X-API-Key", SECRETS.apiKey);
  await page.getByRole("checkbox", { name: "remember in this browser" }).check();
  await setHeader(page, "+ token", "Value of token", SECRETS.token);
  const kept = await page.evaluate(() => JSON.stringify(Object.entries(localStorage)));
  expect(found(kept)).toEqual([SECRETS.apiKey]);
  await page.reload();
  await expect(page.getByLabel("Value of X-API-Key", { exact: true })).toHaveValue(SECRETS.apiKey);
  await expect(page.getByLabel("Value of token", { exact: true })).toHaveValue("");
  // Kept is not shown.
  expect(found(await page.evaluate(() => document.documentElement.outerHTML))).toEqual([]);
  await page.getByRole("checkbox", { name: "remember in this browser" }).first().uncheck();
  expect(found(await page.evaluate(() => JSON.stringify(Object.entries(localStorage))))).toEqual([]);
});
