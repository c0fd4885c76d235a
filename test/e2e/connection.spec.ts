import { expect, test } from "@playwright/test";
import { FINISHED, frame, message, OddServer, STARTED, stream, type Behaviour } from "./support/oddServer.ts";
import { startOwnServer } from "./support/ownServer.ts";
import { ScopePage } from "./support/scopePage.ts";

/** What most frameworks do: no CORS headers, and a preflight is answered with 405. */
const NO_CORS = { cors: false };
const hello = stream(STARTED + message("m", "Hello through the relay") + FINISHED);

test("an agent without CORS headers works at once, fails directly with a diagnosis, and works again", async ({
  page,
}) => {
  const server = await OddServer.start(hello, NO_CORS);
  try {
    const scope = new ScopePage(page);
    await scope.open();
    await expect(scope.connection).toHaveText("direct · SSE");
    await scope.endpoint.fill(server.url);
    await expect(scope.connection).toHaveText("relay · SSE");
    await scope.runAgent(server.url);
    await expect(scope.conversation).toContainText("Hello through the relay");

    await scope.connectBy("Direct");
    await expect(scope.connection).toHaveText("direct · SSE");
    await scope.run.click();
    await scope.endsWith(/^Failed.*CORS/);
    expect(server.bodies).toHaveLength(1);

    await scope.connectBy("Relay");
    await expect(scope.connection).toHaveText("relay · SSE");
    await scope.run.click();
    await scope.endsWith(/^Finished/);
    expect(server.bodies).toHaveLength(2);

    // What was chosen for an origin is remembered.
    await scope.connectBy("Direct");
    await page.reload();
    await expect(scope.endpoint).toHaveValue(server.url);
    await expect(scope.connection).toHaveText("direct · SSE");
  } finally {
    await server.stop();
  }
});

test("by keyboard alone: switched, diagnosed, mended, and a fault set and found", async ({ page }) => {
  const server = await OddServer.start(hello, NO_CORS);
  const { keyboard } = page;
  try {
    const scope = new ScopePage(page);
    await scope.open();
    await scope.runAgent(server.url);
    await scope.connection.focus();
    await keyboard.press("Enter");
    await expect(scope.connectionSheet.getByRole("radio", { name: "Auto" })).toBeFocused();
    await keyboard.press("ArrowDown");
    await keyboard.press("Escape");
    await expect(scope.connection).toBeFocused();
    await expect(scope.connection).toHaveText("direct · SSE");
    await keyboard.press("Control+Enter");
    await scope.endsWith(/^Failed.*CORS/);
    await page.getByRole("button", { name: "Send through the relay" }).focus();
    await keyboard.press("Enter");
    await scope.endsWith(/^Finished/);
    // What was pressed is gone; the focus stays where the events come.
    await expect(scope.timeline).toBeFocused();

    await scope.connection.focus();
    await keyboard.press("Enter");
    await scope.connectionSheet.getByRole("checkbox", { name: "Inject faults" }).focus();
    await keyboard.press("Space");
    await scope.connectionSheet.getByRole("button", { name: "Add rule" }).focus();
    await keyboard.press("Enter");
    await keyboard.press("Enter");
    await scope.connectionSheet.getByRole("button", { name: "Remove rule 2" }).focus();
    await keyboard.press("Enter");
    await expect(scope.connectionSheet.getByRole("checkbox", { name: "Use rule 1" })).toBeFocused();
    await scope.connectionSheet.getByRole("textbox", { name: "Milliseconds of rule 1" }).fill("1");
    await keyboard.press("Escape");
    await expect(scope.connectionSheet).toBeHidden();
    await expect(scope.connection).toBeFocused();
    await keyboard.press("Control+Enter");
    await expect(scope.timeline.getByText("injected").first()).toBeVisible();
    await scope.endsWith(/^Finished/);
  } finally {
    await server.stop();
  }
});

test("protobuf is asked for by a switch and shown decoded", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await scope.endpoint.fill(new URL("/agents/chat", page.url()).href);
  await scope.connectBy("Protobuf");
  await expect(scope.connection).toHaveText("direct · protobuf");
  const answer = page.waitForResponse((response) => response.url().endsWith("/agents/chat"));
  await scope.run.click();
  await scope.endsWith(/^Finished/);
  expect((await answer).headers()["content-type"]).toContain("application/vnd.ag-ui.event+proto");
  await expect(scope.timeline).toContainText("TEXT_MESSAGE_CONTENT");
  await expect(scope.conversation).not.toBeEmpty();
});

for (const route of ["Direct", "Relay"] as const) {
  test(`a WebSocket agent runs: ${route}`, async ({ page, baseURL }) => {
    const scope = new ScopePage(page);
    await scope.open();
    await scope.endpoint.fill(`${String(baseURL).replace("http", "ws")}/agents/chat/ws`);
    await expect(page.getByText("WS", { exact: true })).toBeVisible();
    await scope.connectBy(route);
    await expect(scope.connection).toHaveText(`${route.toLowerCase()} · WebSocket`);
    await scope.run.click();
    await scope.endsWith(/^Finished/);
    await expect(scope.timeline).toContainText("TEXT_MESSAGE_CONTENT");
    await expect(scope.timeline).toContainText("RUN_FINISHED");
  });
}

/** A runtime as CopilotKit's, in one of its two modes. */
const runtime =
  (mode: "multi" | "single"): Behaviour =>
  (response, body, { method, url }) => {
    const info = { version: "1.75.0", agents: { weather: { name: "weather", description: "Knows the sky" } } };
    const answer = (value: object): void =>
      void response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
    const run = (): void =>
      void response
        .writeHead(200, { "content-type": "text/event-stream" })
        .end(STARTED + message("m", `Sunny, says ${mode}`) + FINISHED);
    if (mode === "multi") {
      if (method === "GET" && url === "/agent/info") return answer(info);
      if (method === "POST" && url === "/agent/agent/weather/run") return run();
    } else if (method === "POST" && url === "/agent") {
      const call = JSON.parse(body) as { method?: string; params?: { agentId?: string }; body?: { threadId?: string } };
      if (call.method === "info") return answer(info);
      if (call.method === "agent/run" && call.params?.agentId === "weather" && call.body?.threadId) return run();
    }
    response.writeHead(404, { "content-type": "application/json" }).end('{"error":"Not found"}');
  };

for (const mode of ["multi", "single"] as const) {
  test(`the agents of a CopilotKit runtime become choices: ${mode}-route mode`, async ({ page }) => {
    const server = await OddServer.start(runtime(mode), NO_CORS);
    try {
      const scope = new ScopePage(page);
      await scope.open();
      await scope.endpoint.fill(server.url);
      await page.getByRole("button", { name: /^Agents/ }).click();
      expect(server.bodies).toEqual([]);
      await page.getByRole("option", { name: /^Look for agents at/ }).click();
      await page.getByRole("group", { name: /^At / }).getByRole("option", { name: "weather Knows the sky" }).click();
      await expect(page.getByRole("button", { name: "Agents: weather" })).toBeVisible();
      await scope.run.click();
      await scope.endsWith(/^Finished/);
      await expect(scope.conversation).toContainText(`Sunny, says ${mode}`);
      await scope.connection.click();
      await scope.connectionSheet.getByText("What was asked, and what came").click();
      await expect(scope.connectionSheet).toContainText("a CopilotKit runtime 1.75.0 with 1 agent");
    } finally {
      await server.stop();
    }
  });
}

test("the origins that the relay may reach are listed, emptied, and added again by the next run", async ({ page }) => {
  const server = await OddServer.start(hello, NO_CORS);
  const { origin } = new URL(server.url);
  try {
    const scope = new ScopePage(page);
    await scope.open();
    await scope.runAgent(server.url);
    const listed = scope.connectionSheet.getByRole("list", { name: "Origins that the relay may reach" });
    await scope.connection.click();
    await expect(listed).toContainText(origin);
    await scope.connectionSheet.getByRole("button", { name: `Remove ${origin}` }).click();
    await expect(scope.connectionSheet).not.toContainText(`Remove ${origin}`);
    await expect(listed.getByText(origin, { exact: true })).toHaveCount(0);
    await scope.run.click();
    await scope.endsWith(/^Finished/);
    await expect(listed).toContainText(origin);
  } finally {
    await server.stop();
  }
});

test("the list of origins can be emptied", async ({ page }) => {
  const own = await startOwnServer("--allow-target", "http://127.0.0.1:9/");
  try {
    const scope = new ScopePage(page);
    await page.goto(own.url);
    await scope.connection.click();
    await expect(scope.connectionSheet).toContainText("http://127.0.0.1:9");
    await scope.connectionSheet.getByRole("button", { name: "Empty the list" }).click();
    await expect(scope.connectionSheet).toContainText("Nothing yet.");
  } finally {
    await own.stop();
  }
});

test("the token header of AG2's example reaches the agent", async ({ page }) => {
  const server = await OddServer.start((response, body, request) => {
    if (request.headers["token"] === "ag2-secret") hello(response, body, request);
    else response.writeHead(401, { "content-type": "application/json" }).end('{"detail":"Invalid token"}');
  }, NO_CORS);
  try {
    const scope = new ScopePage(page);
    await scope.open();
    await scope.runAgent(server.url, /^Failed.*401/);
    await page.getByRole("button", { name: "+ token" }).click();
    await page.getByLabel("Value of token", { exact: true }).fill("ag2-secret");
    await scope.run.click();
    await scope.endsWith(/^Finished/);
  } finally {
    await server.stop();
  }
});

test("a profile's headers go to its own origin only, and the page says so", async ({ page }) => {
  const mine = await OddServer.start(hello, NO_CORS);
  const other = await OddServer.start(hello, NO_CORS);
  try {
    const scope = new ScopePage(page);
    await scope.open();
    await scope.endpoint.fill(mine.url);
    await page.getByRole("button", { name: "+ Basic" }).click();
    await page.getByLabel("User name").fill("zoë");
    await page.getByLabel("Password").fill("pass:word");
    await page.getByRole("button", { name: "Make a profile" }).click();
    await page.getByLabel("Profile name").fill("Staging");
    await scope.runAgent(mine.url);
    const sent = mine.headers.at(-1)?.authorization ?? "";
    expect(Buffer.from(sent.replace("Basic ", ""), "base64").toString("utf8")).toBe("zoë:pass:word");

    await scope.runAgent(other.url);
    expect(other.headers.at(-1)?.authorization).toBeUndefined();
    await expect(page.getByRole("note")).toContainText(`“Staging” is for ${new URL(mine.url).origin} only`);
    await scope.runAgent(mine.url);
    expect(mine.headers.at(-1)?.authorization).toBe(sent);
    await expect(page.getByRole("note")).toHaveCount(0);

    await page.getByRole("button", { name: "Delete the profile Staging" }).click();
    await scope.run.click();
    await expect.poll(() => mine.headers.length).toBe(3);
    expect(mine.headers.at(-1)?.authorization).toBeUndefined();
  } finally {
    await Promise.all([mine.stop(), other.stop()]);
  }
});

test("fields whose code came late keep what is typed in them", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await page.getByRole("button", { name: "+ Basic" }).click();
  const user = page.getByLabel("User name", { exact: true });
  await user.fill("a:b");
  await scope.message.fill("Another message");
  await expect(scope.page.getByText(/characters$/)).toBeVisible();
  await scope.run.click();
  await scope.endsWith(/^(Finished|Failed|Waiting)/);
  await expect(user).toHaveValue("a:b");
});

test("the sheet is used by keyboard alone, and its Escape stops no run", async ({ page }) => {
  const server = await OddServer.start((response) => {
    response.writeHead(200, { "content-type": "text/event-stream" }).write(STARTED);
  }, NO_CORS);
  try {
    const scope = new ScopePage(page);
    await scope.open();
    await scope.endpoint.fill(server.url);
    await scope.run.click();
    await scope.endsWith(/^Streaming/);
    await scope.connection.focus();
    await page.keyboard.press("Enter");
    await expect(scope.connectionSheet.getByRole("radio", { name: "Auto" })).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await expect(scope.connectionSheet.getByRole("radio", { name: "Direct" })).toBeChecked();
    await page.keyboard.press("Escape");
    await expect(scope.connectionSheet).toBeHidden();
    await expect(scope.connection).toBeFocused();
    await expect(scope.status).toHaveText(/^Streaming/);
  } finally {
    await server.stop();
  }
});

test("a server for other machines gives its relay to who has the token, which leaves the address bar", async ({
  page,
}) => {
  const server = await OddServer.start(hello, NO_CORS);
  const own = await startOwnServer("--host", "0.0.0.0");
  try {
    const scope = new ScopePage(page);
    const token = new URL(own.url).hash.replace("#token=", "");
    expect(token.length).toBeGreaterThan(30);
    await page.goto(own.url);
    await expect(scope.run).toBeVisible();
    expect(page.url()).toBe(new URL("/", own.url).href);
    await scope.runAgent(server.url);
    await expect(scope.connection).toHaveText("relay · SSE");
    expect(await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, history.state]))).not.toContain(
      token,
    );

    await page.goto("about:blank");
    await page.goto(new URL("/", own.url).href);
    await scope.connection.click();
    await expect(scope.connectionSheet).toContainText("There is no relay here.");
    await expect(scope.connection).toHaveText("direct · SSE");
  } finally {
    await Promise.all([server.stop(), own.stop()]);
  }
});

test("an agent's own words in a frame are kept whole through the relay", async ({ page }) => {
  const odd = ": a comment\r\n\r\n" + frame({ type: "CUSTOM", name: "n", value: "zoë" }) + "data: {no json}\n\n";
  const server = await OddServer.start(stream(STARTED + odd + FINISHED), NO_CORS);
  try {
    const scope = new ScopePage(page);
    await scope.open();
    await scope.runAgent(server.url, /^(Finished|Failed)/);
    await expect(scope.row(2)).toContainText("a comment");
    await expect(scope.row(4)).toContainText("no json");
  } finally {
    await server.stop();
  }
});
