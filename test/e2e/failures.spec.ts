import { expect, test } from "@playwright/test";
import { FINISHED, frame, message, OddServer, STARTED, stream, type Behaviour } from "./support/oddServer.ts";
import { ScopePage } from "./support/scopePage.ts";

const answer =
  (status: number, type: string | undefined, body: string): Behaviour =>
  (response) => {
    response.writeHead(status, type === undefined ? {} : { "content-type": type }).end(body);
  };

/** Each way for a run to fail, what the status must say, and what of the answer must be on screen. */
const CASES: readonly { name: string; behaviour: Behaviour; status: RegExp; shown?: string }[] = [
  {
    name: "an HTTP error with JSON",
    behaviour: answer(422, "application/json", '{"detail":[{"loc":["body","threadId"],"msg":"Field required"}]}'),
    status: /^Failed.*422/,
    shown: "Field required",
  },
  {
    name: "an HTTP error with text",
    behaviour: answer(500, "text/plain", "Internal Server Error"),
    status: /^Failed.*500/,
    shown: "Internal Server Error",
  },
  {
    name: "an HTTP error with HTML",
    behaviour: answer(404, "text/html", "<h1>Not here</h1>"),
    status: /^Failed.*404/,
    shown: "<h1>Not here</h1>",
  },
  {
    name: "an HTML page with status 200",
    behaviour: answer(200, "text/html", "<!doctype html><title>App</title>"),
    status: /^Failed.*HTML/,
    shown: "<title>App</title>",
  },
  {
    name: "a JSON document with status 200",
    behaviour: answer(200, "application/json", '{"answer":42}'),
    status: /^Failed.*JSON/,
    shown: '{"answer":42}',
  },
  { name: "an empty body", behaviour: answer(200, "text/event-stream", ""), status: /^Failed.*empty/i },
  {
    name: "a stream that ends before the run does",
    behaviour: stream(STARTED + message("m", "half an ans")),
    status: /^Failed.*RUN_FINISHED/,
    shown: "TEXT_MESSAGE_END",
  },
  {
    name: "a connection that breaks in the middle of a frame",
    behaviour: (response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(`${STARTED}data: {"type":"TEXT_MES`);
      // Late enough that the page has read what came: a reset takes unread bytes with it.
      setTimeout(() => response.destroy(), 1500);
    },
    status: /^Failed/,
    shown: "RUN_STARTED",
  },
  {
    name: "a RUN_ERROR",
    behaviour: stream(STARTED + frame({ type: "RUN_ERROR", message: "The model is out of tokens", code: "quota" })),
    status: /^Failed.*The model is out of tokens/,
    shown: "RUN_ERROR",
  },
];

for (const { name, behaviour, status, shown } of CASES) {
  test(`says so and shows what came: ${name}`, async ({ page }) => {
    const server = await OddServer.start(behaviour);
    try {
      const scope = new ScopePage(page);
      await scope.open();
      await scope.runAgent(server.url, status);
      if (shown) await expect(scope.timeline).toContainText(shown);
    } finally {
      await server.stop();
    }
  });
}

test("says that nothing answered when the connection is refused", async ({ page }) => {
  const server = await OddServer.start(stream(""));
  await server.stop();
  const scope = new ScopePage(page);
  await scope.open();
  await scope.runAgent(server.url, /^Failed.*(No answer|not running|refused)/i);
});

test("keeps good events around a bad frame, a comment, an unknown type and a page as rows", async ({ page }) => {
  const body = `${STARTED}: keep-alive\n\n${message("m", "before")}data: {"type": oops}\n\n${frame({ type: "SOMETHING_NEW", x: 1 })}${message("n", "after")}<h1>502 Bad Gateway</h1>\n\n${FINISHED}`;
  const server = await OddServer.start(stream(body));
  try {
    const scope = new ScopePage(page);
    await scope.open();
    await scope.runAgent(server.url, /^(Finished|Failed)/);
    expect(await scope.eventCount()).toBe(12);
    await expect(scope.row(11)).toContainText("<h1>502 Bad Gateway</h1>");
    await expect(scope.row(2)).toContainText("keep-alive");
    await expect(scope.row(6)).toContainText("oops");
    await expect(scope.row(7)).toContainText("SOMETHING_NEW");
    await expect(scope.conversation).toContainText("before");
    await expect(scope.conversation).toContainText("after");
    await scope.tab("Problems").click();
    const problems = page.getByRole("tabpanel", { name: /^Problems/ });
    await expect(problems).toContainText("json/invalid");
    await expect(problems).toContainText("transport/stray-text");
  } finally {
    await server.stop();
  }
});

test("Stop aborts the request and keeps what had arrived", async ({ page }) => {
  const server = await OddServer.start((response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(STARTED + message("m", "so far"));
  });
  try {
    const scope = new ScopePage(page);
    await scope.open();
    await scope.endpoint.fill(server.url);
    await scope.run.click();
    await expect(scope.conversation).toContainText("so far");
    await scope.stop.click();
    await scope.endsWith(/^Stopped/);
    await expect(scope.conversation).toContainText("so far");
    await expect.poll(() => server.closedByClient).toBe(1);
  } finally {
    await server.stop();
  }
});

test("the Timeline goes on following after a run that failed", async ({ page }) => {
  let runs = 0;
  const long = stream(
    STARTED + Array.from({ length: 20 }, (_, index) => message(`m${index}`, "text")).join("") + FINISHED,
  );
  const server = await OddServer.start((...request) => {
    runs++;
    (runs === 2 ? answer(422, "application/json", '{"detail":"no"}') : long)(...request);
  });
  try {
    const scope = new ScopePage(page);
    await scope.open();
    await scope.runAgent(server.url);
    await scope.runAgent(server.url, /^Failed/);
    await scope.runAgent(server.url);
    const last = await scope.eventCount();
    expect(last).toBe(62 + 1 + 62);
    await expect(scope.row(last)).toBeInViewport();
    await expect(scope.row(last)).toHaveAttribute("aria-selected", "true");
  } finally {
    await server.stop();
  }
});

test("another address is another agent: it gets a thread and a recording of its own", async ({ page }) => {
  const server = await OddServer.start(stream(STARTED + message("m", "hello") + FINISHED));
  try {
    const scope = new ScopePage(page);
    await scope.open();
    await scope.message.fill("Hello");
    await scope.runAgent("/agents/chat");
    await scope.runAgent(server.url);
    expect(await scope.eventCount()).toBe(5);
    const sent = JSON.parse(server.bodies.at(-1) ?? "") as { messages: { role: string }[] };
    expect(sent.messages.map(({ role }) => role)).toEqual(["user"]);
    await page.getByRole("button", { name: "Bring it back" }).click();
    await expect.poll(() => scope.eventCount()).toBeGreaterThan(5);
  } finally {
    await server.stop();
  }
});
