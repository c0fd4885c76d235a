import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test, type Page } from "@playwright/test";
import { FINISHED, message, OddServer, STARTED } from "./support/oddServer.ts";
import { ScopePage } from "./support/scopePage.ts";

/** A server on loopback that does nothing about CORS by itself. */
async function listening(listener: RequestListener): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function stopped(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

/** Runs an agent as a browser reaches it by itself. */
async function runDirectly(scope: ScopePage, url: string): Promise<void> {
  await scope.open();
  await scope.endpoint.fill(url);
  await scope.connectBy("Direct");
  await scope.run.click();
  await scope.endsWith(/^Failed.*No answer/);
}

const failure = (page: Page) => page.getByRole("region", { name: "Why the run failed" });

test("finds out through the relay that CORS is in the way, gives the lines that mend it, and sends through the relay", async ({
  page,
}) => {
  const { server, url } = await listening((request, response) => {
    if (request.method !== "POST") {
      response.writeHead(405, { allow: "POST" }).end();
      return;
    }
    request.resume().on("end", () => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end(STARTED + message("m", "from behind") + FINISHED);
    });
  });
  try {
    const scope = new ScopePage(page);
    await runDirectly(scope, `${url}/chat`);
    await failure(page).getByRole("button", { name: "Look behind it through the relay" }).click();
    await expect(scope.status).toHaveText(/^Failed.*CORS/);
    await expect(failure(page)).toContainText("answers the preflight (OPTIONS) with HTTP 405 Method Not Allowed");
    await expect(failure(page)).toContainText("content-type");
    await failure(page).getByRole("button", { name: "Details and how to mend it" }).click();
    const origin = new URL(page.url()).origin;
    await expect(failure(page).getByRole("tabpanel")).toContainText(`allow_origins=["${origin}"]`);
    await failure(page).getByRole("tab", { name: "Express" }).click();
    await expect(failure(page).getByRole("tabpanel")).toContainText(`origin: "${origin}"`);
    await failure(page).getByRole("button", { name: "Send through the relay" }).click();
    await scope.endsWith(/^Finished/);
    await expect(scope.conversation).toContainText("from behind");
    await expect(failure(page)).toBeHidden();
  } finally {
    await stopped(server);
  }
});

test("says that nothing listens, once the relay has looked", async ({ page }) => {
  const { server, url } = await listening(() => undefined);
  await stopped(server);
  const scope = new ScopePage(page);
  await runDirectly(scope, url);
  await failure(page).getByRole("button", { name: "Look behind it through the relay" }).click();
  await expect(scope.status).toHaveText(/^Failed.*Connection refused/);
  await expect(failure(page)).toContainText("Nothing listens");
});

test("tries the usual paths when asked, and uses the one that takes POST", async ({ page }) => {
  const asked: string[] = [];
  const { server, url } = await listening((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const isAgent = request.url === "/agui";
    if (isAgent && request.method === "POST") {
      response.writeHead(200, { "content-type": "text/event-stream" }).end(STARTED + FINISHED);
    } else response.writeHead(isAgent ? 405 : 404, isAgent ? { allow: "POST" } : {}).end();
  });
  try {
    const scope = new ScopePage(page);
    await scope.open();
    await scope.runAgent(`${url}/wrong`, /^Failed.*404/);
    await failure(page).getByRole("button", { name: "Try the usual paths" }).click();
    const found = failure(page).getByRole("region", { name: "What is at the usual paths" });
    await expect(found.getByRole("listitem").first()).toContainText("/agui");
    await expect(found.getByRole("listitem").first()).toContainText("takes POST");
    expect(asked.filter((line) => line.startsWith("POST"))).toEqual(["POST /wrong"]);
    await found.getByRole("button", { name: "Use it" }).click();
    await expect(scope.endpoint).toHaveValue(`${url}/agui`);
  } finally {
    await stopped(server);
  }
});

test("marks in the request what the agent says about it, until it is edited", async ({ page }) => {
  const said = '{"detail":[{"type":"missing","loc":["body","messages",0,"name"],"msg":"Field required"}]}';
  const server = await OddServer.start((response) => {
    response.writeHead(422, { "content-type": "application/json" }).end(said);
  });
  try {
    const scope = new ScopePage(page);
    await scope.open();
    await scope.runAgent(server.url, /^Failed.*422/);
    await expect(failure(page)).toContainText("messages[0].name: Field required");
    const problems = page.getByRole("region", { name: "Problems of the request" });
    await expect(problems).toContainText("The agent says: messages[0].name: Field required");
    await failure(page).getByRole("button", { name: "Edit the request" }).click();
    const editor = page.getByRole("dialog", { name: "Request body" });
    await expect(editor.locator(".squiggly-error")).not.toHaveCount(0);
    await page.keyboard.press("Escape");
    await expect(failure(page).getByRole("button", { name: "Edit the request" })).toBeFocused();
    await scope.message.fill("something else");
    await expect(page.getByText("The agent says")).toBeHidden();
  } finally {
    await server.stop();
  }
});

test("says which credentials an agent wants, and adds the header", async ({ page }) => {
  const server = await OddServer.start((response) => {
    response.setHeader("access-control-expose-headers", "www-authenticate");
    response.writeHead(401, { "www-authenticate": 'Bearer realm="agents", error_description="No token given"' }).end();
  });
  try {
    const scope = new ScopePage(page);
    await scope.open();
    await scope.runAgent(server.url, /^Failed.*401/);
    await expect(failure(page)).toContainText("No token given. It asks for Bearer for “agents”.");
    await failure(page).getByRole("button", { name: "Add the header Authorization" }).click();
    await expect(page.getByRole("textbox", { name: "Header name" })).toHaveValue("Authorization");
  } finally {
    await server.stop();
  }
});

test("offers to try again when the agent allows it, and does not by itself", async ({ page }) => {
  let runs = 0;
  const server = await OddServer.start((response) => {
    runs++;
    response.setHeader("access-control-expose-headers", "retry-after");
    if (runs === 1) response.writeHead(429, { "retry-after": "1" }).end("slow down");
    else response.writeHead(200, { "content-type": "text/event-stream" }).end(STARTED + FINISHED);
  });
  try {
    const scope = new ScopePage(page);
    await scope.open();
    await scope.runAgent(server.url, /^Failed.*429/);
    const again = failure(page).getByRole("button", { name: "Try again", exact: true });
    await expect(again).toBeEnabled();
    expect(runs).toBe(1);
    await again.click();
    await scope.endsWith(/^Finished/);
  } finally {
    await server.stop();
  }
});

test("says beside the status for how long nothing has come", async ({ page }) => {
  await page.clock.install();
  let answer: () => void = () => undefined;
  const server = await OddServer.start((response) => {
    answer = () => response.writeHead(200, { "content-type": "text/event-stream" }).end(STARTED + FINISHED);
  });
  try {
    const scope = new ScopePage(page);
    await scope.open();
    await scope.endpoint.fill(server.url);
    await scope.run.click();
    await expect.poll(() => server.bodies.length).toBe(1);
    await page.clock.runFor(12_000);
    await expect(page.getByRole("timer", { name: "Waiting" })).toHaveText(/^No answer for 1[23] s\.$/);
    answer();
    await page.clock.runFor(1000);
    await scope.endsWith(/^Finished/);
    await expect(page.getByRole("timer", { name: "Waiting" })).toBeHidden();
  } finally {
    await server.stop();
  }
});
