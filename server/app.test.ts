import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AgentCapabilitiesSchema } from "@ag-ui/core/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runFinished, runStarted } from "#server/agents/emit.ts";
import type { AgentListing } from "#server/agents/routes.ts";
import type { Scenario, ScenarioTools } from "#server/agents/types.ts";
import { createApp } from "./app.ts";

const input = {
  threadId: "t",
  runId: "r",
  messages: [{ id: "u", role: "user", content: "Hello" }],
  forwardedProps: { pace: 0 },
};

const post = (path: string, body: unknown, headers: Record<string, string> = {}) => ({
  path,
  init: { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body), headers },
});

async function send(app: ReturnType<typeof createApp>, { path, init }: ReturnType<typeof post>): Promise<Response> {
  return app.request(path, init);
}

const stub = (run: Scenario["run"]): Scenario => ({
  name: "stub",
  title: "",
  description: "",
  example: "",
  capabilities: {},
  run,
});

describe("agents", () => {
  const app = createApp();

  it("are listed, the showpiece first, each with true-to-schema capabilities", async () => {
    const list = (await (await app.request("/agents")).json()) as AgentListing[];
    expect(list[0]).toMatchObject({ name: "trip-planner", url: "/agents/trip-planner" });
    for (const { url, example, title, description } of list) {
      expect(example && title && description).toBeTruthy();
      const capabilities: unknown = await (await app.request(`${url}/capabilities`)).json();
      expect(AgentCapabilitiesSchema.safeParse(capabilities)).toMatchObject({ success: true });
    }
  });

  it("stream SSE with headers that no proxy buffers", async () => {
    const response = await send(app, post("/agents/chat", input));
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    expect(response.headers.get("cache-control")).toBe("no-cache");
    expect(response.headers.get("x-accel-buffering")).toBe("no");
    expect(await response.text()).toMatch(/^data: \{"type":"RUN_STARTED"/);
  });

  it.each([
    ["*/*", "text/event-stream"],
    ["text/event-stream, */*;q=0.1", "text/event-stream"],
    ["application/*", "text/event-stream"],
    ["application/vnd.ag-ui.event+proto;q=0", "text/event-stream"],
    ["application/vnd.ag-ui.event+proto", "application/vnd.ag-ui.event+proto"],
    ["text/event-stream, Application/VND.ag-ui.event+proto; q=0.5", "application/vnd.ag-ui.event+proto"],
  ])("answer Accept %s with %s", async (accept, type) => {
    const response = await send(app, post("/agents/chat", input, { accept }));
    expect(response.headers.get("content-type")).toBe(type);
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(String.fromCharCode(...bytes.subarray(0, 5)) === "data:").toBe(type === "text/event-stream");
  });

  it("refuse a body that is not JSON, and say where it stops being so", async () => {
    const response = await send(app, post("/agents/chat", '{\n  "threadId": oops'));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ position: 16, line: 2, column: 15 });
    const short = await send(app, post("/agents/chat", '{"threadId":'));
    expect(await short.json()).toMatchObject({ position: 12 });
  });

  it.each([
    [{ ...input, messages: [{ role: "user", content: "x" }] }, "/messages/0/id"],
    [{ ...input, messages: [{ id: "a", role: "robot", content: "x" }] }, "/messages/0/role"],
    [{ ...input, messages: [{ id: "a", role: "user", content: 5 }] }, "/messages/0/content"],
    [
      { ...input, messages: [{ id: "a", role: "user", content: [{ type: "image", source: { type: "url" } }] }] },
      "/messages/0/content/0/source/value",
    ],
    [{ ...input, tools: null }, "/tools"],
    [{ messages: [] }, "/runId"],
    [[], ""],
    [{ ...input, forwardedProps: { pace: -1 } }, "/forwardedProps/pace"],
  ])("refuse %j and name the path", async (body, path) => {
    const response = await send(app, post("/agents/chat", body));
    expect(response.status).toBe(422);
    const { issues } = (await response.json()) as { issues: { path: string; message: string }[] };
    expect(issues.map((issue) => issue.path)).toContain(path);
    expect(issues.every(({ message }) => message.length > 5)).toBe(true);
  });

  it("refuse props that the scenario does not know how to read", async () => {
    const response = await send(app, post("/agents/stress", { ...input, forwardedProps: { events: "many" } }));
    expect(await response.json()).toMatchObject({ issues: [{ path: "/forwardedProps/events" }] });
  });

  it("name the known ones when asked for another, and the right method", async () => {
    const response = await send(app, post("/agents/nobody", input));
    expect(response.status).toBe(404);
    expect(((await response.json()) as { error: string }).error).toContain("trip-planner");
    const get = await app.request("/agents/chat");
    expect(get.status).toBe(405);
    expect(get.headers.get("allow")).toContain("POST");
  });

  it("answer the preflight of any origin", async () => {
    const response = await app.request("/agents/chat", {
      method: "OPTIONS",
      headers: {
        origin: "https://app.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type, x-api-key",
      },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("access-control-allow-headers")?.toLowerCase()).toContain("x-api-key");
  });

  it("turn a scenario that throws into RUN_ERROR", async () => {
    const failures: unknown[] = [];
    const broken = createApp({
      onFailure: (error) => failures.push(error),
      scenarios: [
        stub(async function* (request) {
          yield runStarted(request);
          throw new Error("no such column");
        }),
      ],
    });
    const text = await (await send(broken, post("/agents/stub", input))).text();
    expect(text).toContain('"code":"scenario_failed"');
    expect(text).toContain("no such column");
    expect(failures).toHaveLength(1);
  });

  it("send a comment when a scenario is silent, and skip empty batches", async () => {
    const quiet = createApp({
      keepAliveMs: 5,
      scenarios: [
        stub(async function* (request, tools) {
          yield runStarted(request);
          yield [];
          await tools.sleepExactly(40);
          yield runFinished(request);
        }),
      ],
    });
    const text = await (await send(quiet, post("/agents/stub", input))).text();
    expect(text).toContain("\n\n: keep-alive\n\n");
    expect(text.endsWith("\n\n")).toBe(true);
    expect(text).toContain("RUN_FINISHED");
  });

  it.each([
    ["asleep", (tools: ScenarioTools) => tools.sleepExactly(60_000)],
    ["waiting to be read", () => Promise.resolve()],
  ])("end, their finally included, when the body is cancelled while they are %s", async (_, pause) => {
    let ended = false;
    const cancellable = createApp({
      scenarios: [
        stub(async function* (request, tools) {
          try {
            yield runStarted(request);
            await pause(tools);
            yield runFinished(request);
          } finally {
            ended = tools.signal.aborted;
          }
        }),
      ],
    });
    const reader = (await send(cancellable, post("/agents/stub", input))).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    expect(ended).toBe(true);
  });

  it.each([
    ["http-500", 500, "no model is configured"],
    ["html", 200, "<h1>Sign in</h1>"],
    ["malformed", 200, "' oops'"],
    ["bad-patch", 200, "RUN_FINISHED"],
    ["run-error", 200, "provider_overloaded"],
    ["slow-start", 200, "RUN_FINISHED"],
  ])("fail on purpose: %s", async (fault, status, text) => {
    const response = await send(app, post("/agents/errors", { ...input, forwardedProps: { pace: 0, fault } }));
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(text);
  });

  it("break the body when the connection is to be cut", async () => {
    const message = [{ id: "u", role: "user", content: "cut it" }];
    const response = await send(app, post("/agents/errors", { ...input, messages: message }));
    await expect(response.text()).rejects.toThrow("cut on purpose");
  });
});

describe("hosts", () => {
  const status = async (host: string, options: Parameters<typeof createApp>[0] = {}): Promise<number> =>
    (await createApp(options).request("/agents", { headers: { host } })).status;

  it.each(["127.0.0.1:4700", "localhost", "LOCALHOST:1", "[::1]:4700"])("answers %s", async (host) => {
    expect(await status(host)).toBe(200);
  });

  it.each(["evil.example", "127.0.0.1.evil.example:4700", "localhost.evil.example", "10.0.0.5", "", "[::2]"])(
    "refuses %j with a sentence",
    async (host) => {
      const response = await createApp().request("/agents", { headers: { host } });
      expect(response.status).toBe(421);
      expect(await response.text()).toContain("--host");
    },
  );

  it("answers the given host, and any address but no name when it listens everywhere", async () => {
    expect(await status("scope.lan:4700", { host: "scope.lan" })).toBe(200);
    expect(await status("10.0.0.5:4700", { host: "0.0.0.0" })).toBe(200);
    expect(await status("[fe80::1]:4700", { host: "0.0.0.0" })).toBe(200);
    expect(await status("evil.example", { host: "0.0.0.0" })).toBe(421);
  });
});

describe("the page", () => {
  const clientDir = mkdtempSync(join(tmpdir(), "agui-scope-page-"));
  let app: ReturnType<typeof createApp>;
  beforeAll(() => {
    mkdirSync(join(clientDir, "assets"));
    writeFileSync(join(clientDir, "index.html"), "<!doctype html><title>AG-UI Scope</title>");
    for (const [name, text] of [
      ["index-abc.js", "export {};"],
      ["style-abc.css", "body {}"],
      ["font-abc.woff2", "font"],
    ] as const) {
      writeFileSync(join(clientDir, "assets", name), text);
    }
    app = createApp({ clientDir });
  });
  afterAll(() => rmSync(clientDir, { recursive: true }));

  it("is served with a policy that lets nothing in from elsewhere", async () => {
    const response = await app.request("/");
    expect(response.headers.get("content-type")).toMatch(/^text\/html/);
    expect(response.headers.get("cache-control")).toBe("no-cache");
    expect(response.headers.get("content-security-policy")).toContain("script-src 'self';");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("referrer-policy")).toBe("no-referrer");
    expect(await response.text()).toContain("AG-UI Scope");
  });

  it("has the frame of scripts beside it, with a policy that lets nothing in or out", async () => {
    const response = await app.request("/sandbox");
    const policy = response.headers.get("content-security-policy") ?? "";
    const script = /<script>([^]*)<\/script>/.exec(await response.text())?.[1] ?? "";
    expect(policy).toContain(`script-src 'sha256-${createHash("sha256").update(script).digest("base64")}'`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("sandbox allow-scripts");
    expect(policy.replace("'wasm-unsafe-eval'", "")).not.toMatch(/connect-src|unsafe-|\*/);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });

  it.each([
    ["/assets/index-abc.js", /javascript/],
    ["/assets/style-abc.css", /^text\/css/],
    ["/assets/font-abc.woff2", /^font\/woff2/],
  ])("serves %s for ever", async (path, type) => {
    const response = await app.request(path);
    expect(response.headers.get("content-type")).toMatch(type);
    expect(response.headers.get("cache-control")).toContain("immutable");
  });

  it("answers a navigation anywhere, but never a lost asset or another folder", async () => {
    const html = { headers: { accept: "text/html,*/*" } };
    expect(await (await app.request("/some/where", html)).text()).toContain("<title>");
    const lost = await app.request("/assets/lost-1.js", html);
    expect(lost.status).toBe(404);
    expect(lost.headers.get("cache-control")).toBe("no-cache");
    expect((await app.request("/lost.js", { headers: { accept: "*/*" } })).status).toBe(404);
    expect((await app.request("/..%2f..%2fetc/passwd")).status).toBe(404);
    expect((await app.request("/agents/nobody", { ...html, method: "GET" })).status).toBe(404);
  });

  it("says so when it is not built", async () => {
    const response = await createApp({ clientDir: join(clientDir, "none") }).request("/");
    expect(response.status).toBe(503);
    expect(await response.text()).toContain("npm run build");
  });
});
