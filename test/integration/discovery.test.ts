import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createScopeServer, httpServerOf } from "#server/scopeServer.ts";
import { runInputOf } from "#src/protocol/requestBody.ts";
import { Reading } from "#src/reconstruction/reading.ts";
import { askDirectly, askThroughRelay } from "#src/run/discovery/askers.ts";
import { discover } from "#src/run/discovery/discover.ts";
import type { AskJson, Discovery } from "#src/run/discovery/types.ts";
import { wrapSingleRoute } from "#src/run/discovery/wrapSingleRoute.ts";
import { createHttpTransport } from "#src/transport/httpTransport.ts";
import { RelayClient } from "#src/transport/relayClient.ts";

const cleanups: (() => void | Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function listen(server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => sockets.add(socket));
  cleanups.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

type Answer = (request: IncomingMessage, body: string, response: ServerResponse) => unknown;

/** A server that answers "METHOD /path" with what a route says, and anything else as FastAPI would. */
function serve(routes: Readonly<Record<string, unknown>>, asked: string[] = []): Promise<string> {
  return listen(
    createServer((request, response) => {
      void (async () => {
        let body = "";
        for await (const chunk of request) body += String(chunk);
        const route = `${request.method} ${request.url}`;
        asked.push(route);
        const answer = routes[route];
        if (typeof answer === "function") return (answer as Answer)(request, body, response);
        const known = Object.keys(routes).some((each) => each.endsWith(` ${request.url}`));
        const status = answer === undefined ? (known ? 405 : 404) : 200;
        response.writeHead(status, { "content-type": "application/json" });
        return response.end(JSON.stringify(answer ?? { detail: known ? "Method Not Allowed" : "Not Found" }));
      })();
    }),
  );
}

async function serveScope(): Promise<{ readonly base: string; readonly client: RelayClient }> {
  const scope = createScopeServer();
  const base = await listen(httpServerOf(scope));
  scope.listensOn(Number(new URL(base).port));
  cleanups.push(() => scope.close());
  const pageFetch: typeof fetch = (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set("origin", base);
    return fetch(input, { ...init, headers });
  };
  return { base, client: new RelayClient({ base, fetch: pageFetch }) };
}

const headers = [{ name: "token", value: "secret" }];
const options = () => ({ headers, signal: new AbortController().signal });
const direct = (): AskJson => askDirectly(options());
const evidenceOf = ({ evidence }: Discovery): string[] =>
  evidence.map(({ asked, came, found }) => `${found ? "+" : "-"} ${asked.replace(/http:\/\/[^/]*/, "")} → ${came}`);

const info = {
  version: "1.75.0",
  mode: "sse",
  agents: {
    default: { name: "default", description: "Helps", className: "BuiltInAgent" },
    "trip/planner": { name: "Trips", capabilities: { transport: { streaming: true, websocket: false } } },
  },
};

describe("a CopilotKit runtime", () => {
  it.each([
    "",
    "/",
    "/info",
    "/agent/default/run",
    "/agent/default/connect",
    "/agent/a%2Fb/stop/t1",
    "/threads/t/events",
  ])("is found from its address with %j at the end", async (end) => {
    const base = `${await serve({ "GET /api/copilotkit/info": info })}/api/copilotkit`;
    const found = await discover(`${base}${end}`, direct());
    expect(found.runtime).toEqual({ base, mode: "multi", version: "1.75.0" });
    expect(found.choices.map(({ title, url, call }) => [title, url.slice(base.length), call])).toEqual([
      ["default", "/agent/default/run", "run"],
      ["default", "/agent/default/connect", "connect"],
      ["Trips (trip/planner)", "/agent/trip%2Fplanner/run", "run"],
      ["Trips (trip/planner)", "/agent/trip%2Fplanner/connect", "connect"],
    ]);
    expect(found.choices[0]).not.toHaveProperty("envelope");
    expect(found.choices[2]?.capabilities).toMatchObject({
      yes: ["transport.streaming"],
      no: ["transport.websocket"],
    });
    expect(evidenceOf(found)).toEqual([
      "+ GET /api/copilotkit/info → HTTP 200: a CopilotKit runtime 1.75.0 with 2 agents",
    ]);
  });

  it("in single-route mode is asked in its own way, last", async () => {
    const asked: string[] = [];
    const routes = {
      "POST /api/copilotkit": (_request: IncomingMessage, body: string, response: ServerResponse) =>
        response.end(body === '{"method":"info"}' ? JSON.stringify(info) : "{}"),
    };
    const base = `${await serve(routes, asked)}/api/copilotkit`;
    const found = await discover(base, direct());
    expect(found.runtime).toMatchObject({ base, mode: "single" });
    expect(found.choices[0]).toMatchObject({
      url: base,
      call: "run",
      envelope: { method: "agent/run", agentId: "default" },
    });
    expect(found.choices[3]).toMatchObject({ envelope: { method: "agent/connect", agentId: "trip/planner" } });
    expect(asked.at(-1)).toBe("POST /api/copilotkit");
    expect(asked.filter((route) => route.startsWith("POST"))).toHaveLength(1);
  });

  it("in the other mode explains itself", async () => {
    const wrong = (_request: IncomingMessage, _body: string, response: ServerResponse) =>
      response.writeHead(404).end('{"code":"single_route_envelope_against_multi_route_runtime"}');
    const found = await discover(await serve({ "POST /": wrong }), direct());
    expect(evidenceOf(found).at(-1)).toContain("multi-route mode, which takes no envelope");
  });

  it("runs an agent in an envelope, which a reading takes apart", async () => {
    let seen = "";
    const url = await serve({
      "POST /": (_request: IncomingMessage, body: string, response: ServerResponse) => {
        seen = body;
        response.writeHead(200, { "content-type": "text/event-stream" });
        for (const type of ["RUN_STARTED", "RUN_FINISHED"]) {
          response.write(`data: {"type":"${type}","threadId":"t","runId":"r"}\n\n`);
        }
        response.end();
      },
    });
    const input = { threadId: "t", runId: "r", messages: [{ id: "m", role: "user", content: "Hello" }] };
    const body = wrapSingleRoute(JSON.stringify(input), { method: "agent/run", agentId: 'a"b' });
    const reading = new Reading();
    await createHttpTransport().run({ url, headers: [], body }, (signal) => reading.receive(signal), options().signal);
    expect(JSON.parse(seen)).toEqual({ method: "agent/run", params: { agentId: 'a"b' }, body: input });
    expect(runInputOf(JSON.parse(seen))).toEqual(input);
    expect(reading.viewAt(reading.length).messages.map(({ id }) => id)).toEqual(["m"]);
    expect(reading.findings).toEqual([]);
  });

  it("gets a body that is no JSON as it was written", () => {
    expect(wrapSingleRoute("{oops", { method: "agent/run", agentId: "a" })).toBe("{oops");
  });
});

describe("capabilities", () => {
  const ours = { identity: { name: "x" }, transport: { streaming: true, websocket: false }, state: { deltas: true } };
  const strands = {
    protocol: "ag-ui",
    transports: ["sse"],
    events: { RUN_STARTED: true, STATE_DELTA: false },
    features: { tools: true },
  };

  it.each([
    [
      "ADK and our own agents",
      "GET /chat/capabilities",
      "/chat",
      ours,
      "ag-ui",
      ["transport.streaming", "state.deltas"],
      ["transport.websocket"],
    ],
    ["ADK, which may tell nothing", "GET /chat/capabilities", "/chat/", {}, "ag-ui", [], []],
    [
      "AWS Strands",
      "GET /capabilities",
      "/",
      strands,
      "strands",
      ["transports.sse", "events.RUN_STARTED", "features.tools"],
      ["events.STATE_DELTA"],
    ],
    [
      "AG2",
      "GET /chat?x=1",
      "/chat?x=1",
      ours,
      "ag-ui",
      ["transport.streaming", "state.deltas"],
      ["transport.websocket"],
    ],
  ])("of %s are read", async (_name, route, path, json, shape, yes, no) => {
    const asked: string[] = [];
    const found = await discover(`${await serve({ [route]: json }, asked)}${path}`, direct());
    expect(found.capabilities).toEqual({ shape, json, yes, no });
    expect(asked.some((each) => each.startsWith("POST"))).toBe(false);
    // Once it is known, the agent itself is left in peace.
    expect(asked.includes(`GET ${path}`)).toBe(route === `GET ${path}`);
  });

  it("are found beside the WebSocket of an agent", async () => {
    const { base } = await serveScope();
    const found = await discover(`${base.replace("http", "ws")}/agents/chat/ws?format=protobuf`, direct());
    expect(found.capabilities?.yes).toContain("transport.websocket");
  });

  it.each([[[]], ["text"], [{ status: "ok" }], [{ transport: true }], [{ tools: [] }], [{}]])(
    "are not seen in %j",
    async (json) => {
      const found = await discover(`${await serve({ "GET /a": json })}/a`, direct());
      expect(found.capabilities).toBeUndefined();
    },
  );
});

describe("a server of AG-UI Scope", () => {
  it("tells its agents, directly and through a relay", async () => {
    const { base } = await serveScope();
    const { client } = await serveScope();
    for (const ask of [direct(), askThroughRelay(client, options())]) {
      const found = await discover(`${base}/agents/chat`, ask);
      expect(found.choices.length).toBeGreaterThan(5);
      expect(found.choices[0]).toMatchObject({ url: expect.stringContaining(`${base}/agents/`), call: "run" });
      expect(found.capabilities?.shape).toBe("ag-ui");
    }
    expect(client.targets).toEqual([base]);
  });
});

describe("an address that tells nothing", () => {
  it.each(["direct", "relay"])("leaves a line for each question, %s", async (way) => {
    const { client } = await serveScope();
    const seen: unknown[] = [];
    const url = await serve({
      "GET /chat/info": (request: IncomingMessage, _body: string, response: ServerResponse) => {
        seen.push(request.headers["token"], request.headers.accept);
        response.writeHead(401).end('{"detail":"Who are you?"}');
      },
      "GET /chat": "hello",
      "GET /agents": (_request: IncomingMessage, _body: string, response: ServerResponse) =>
        response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>Home</title>"),
    });
    const found = await discover(`${url}/chat`, way === "direct" ? direct() : askThroughRelay(client, options()));
    expect(found).toMatchObject({ choices: [], runtime: undefined, capabilities: undefined });
    expect(evidenceOf(found)).toEqual([
      "- GET /chat/info → HTTP 401: Who are you?",
      "- GET /chat/capabilities → HTTP 404: Not Found",
      '- GET /chat → HTTP 200: other JSON: "hello"',
      "- GET /agents → HTTP 200: <!doctype html><title>Home</title>",
    ]);
    expect(seen).toEqual(["secret", "application/json"]);
    expect(JSON.stringify(found)).not.toContain("secret");
  });

  it.each(["direct", "relay"])("may be a stream that never ends, %s", async (way) => {
    const { client } = await serveScope();
    let left: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => (left = resolve));
    const url = await serve({
      "GET /": (_request: IncomingMessage, _body: string, response: ServerResponse) => {
        response.writeHead(200, { "content-type": "text/event-stream" }).write(": hello\n\n");
        response.on("close", left);
      },
    });
    const found = await discover(url, way === "direct" ? direct() : askThroughRelay(client, options()));
    await gone;
    expect(evidenceOf(found)).toContain("- GET / → HTTP 200: an event stream, which was not read");
  });

  it.each(["direct", "relay"])("may not answer in time, %s", async (way) => {
    const { client } = await serveScope();
    const url = await serve({ "GET /info": () => undefined });
    const limited = { ...options(), timeoutMs: 100 };
    const ask = way === "direct" ? askDirectly(limited) : askThroughRelay(client, limited);
    expect(await ask({ method: "GET", url: `${url}/info` })).toEqual({ ok: false, error: "no answer within 100 ms" });
  });

  it.each(["direct", "relay"])("may not be there, %s", async (way) => {
    const { client } = await serveScope();
    const ask = way === "direct" ? direct() : askThroughRelay(client, options());
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const found = await discover(`http://127.0.0.1:${port}/`, ask);
    expect(found.evidence.every((each) => !each.found && each.came.includes(`127.0.0.1:${port}`))).toBe(true);
    expect(found.evidence.some(({ asked }) => asked.startsWith("POST"))).toBe(false);
  });

  it("is not asked once the user gave up", async () => {
    const asked: string[] = [];
    const url = await serve({}, asked);
    const found = await discover(url, askDirectly({ headers: [], signal: AbortSignal.abort() }));
    expect(asked).toEqual([]);
    expect(found.evidence[0]?.came).toBe("the question was given up");
  });

  it.each(["", "nonsense", "file:///etc/passwd", "/agents/chat"])("may be none: %j", async (url) => {
    const found = await discover(url, () => Promise.reject(new Error("asked")));
    expect(found.evidence).toEqual([{ asked: "nothing", came: expect.stringContaining("no valid URL"), found: false }]);
  });
});
