import { createServer, type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { HttpAgent } from "@ag-ui/client";
import { getRequestListener } from "@hono/node-server";
import { afterEach, describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { runStarted } from "#server/agents/emit.ts";
import { scenarios } from "#server/agents/registry.ts";
import type { Scenario } from "#server/agents/types.ts";
import { createApp, type AppOptions } from "#server/app.ts";
import { runCli } from "#server/cli.ts";
import { launcher } from "#server/commands/openBrowser.ts";
import { readServeArguments } from "#server/commands/serve.ts";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** The app on a port of its own, closed after the test. */
async function listen(options: AppOptions = {}): Promise<string> {
  const listener = getRequestListener(createApp(options).fetch, { overrideGlobalObjects: false });
  const server = createServer((req, res) => void listener(req, res));
  return opened(server);
}

async function opened(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const stub = (run: Scenario["run"]): Scenario => ({
  name: "stub",
  title: "",
  description: "",
  example: "",
  capabilities: {},
  run,
});

/** A promise and what settles it (Promise.withResolvers needs Node 22). */
function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

const body = (forwardedProps: object = {}): string =>
  JSON.stringify({ threadId: "t", runId: "r", messages: [{ id: "u", role: "user", content: "Go" }], forwardedProps });

describe("over a socket", () => {
  it.each(scenarios.filter(({ name }) => name !== "errors").map(({ name, example }) => [name, example]))(
    "the official client finishes a run of %s",
    async (name, example) => {
      const warnings = vi.spyOn(console, "warn").mockImplementation(() => undefined);
      const agent = new HttpAgent({ url: `${await listen()}/agents/${name}` });
      agent.addMessage({ id: "u", role: "user", content: example });
      let last = "";
      await agent.runAgent(
        { forwardedProps: { pace: 0, events: 2_000 } },
        { onEvent: ({ event }) => void (last = event.type) },
      );
      expect(last).toBe("RUN_FINISHED");
      expect(warnings).not.toHaveBeenCalled();
      warnings.mockRestore();
    },
  );

  it("a client that leaves ends the scenario, its finally included", async () => {
    const ended = deferred<string>();
    const url = await listen({
      scenarios: [
        stub(async function* (input, tools) {
          try {
            yield runStarted(input);
            await tools.sleep(60_000);
          } finally {
            ended.resolve(`aborted: ${tools.signal.aborted}`);
          }
        }),
      ],
    });
    const leave = new AbortController();
    const response = await fetch(`${url}/agents/stub`, { method: "POST", body: body(), signal: leave.signal });
    await response.body?.getReader().read();
    leave.abort();
    expect(await ended.promise).toBe("aborted: true");
  });

  it("a client that leaves before the headers ends the wait as well", async () => {
    const woken = deferred<unknown>();
    const waiting = deferred<void>();
    const slow = stub(async function* (input) {
      yield runStarted(input);
    });
    const url = await listen({
      scenarios: [
        {
          ...slow,
          respond: async (_input, tools) => {
            waiting.resolve();
            await tools.sleep(60_000).catch(woken.resolve);
            return undefined;
          },
        },
      ],
    });
    const leave = new AbortController();
    const answer = fetch(`${url}/agents/stub`, { method: "POST", body: body(), signal: leave.signal });
    await waiting.promise;
    leave.abort();
    await expect(answer).rejects.toThrow("aborted");
    expect(String(await woken.promise)).toContain("The client left");
  });

  it("a client that does not read holds the scenario back", async () => {
    let produced = 0;
    const filler = "x".repeat(10_000);
    const url = await listen({
      scenarios: [
        stub(async function* (input) {
          yield runStarted(input);
          for (; produced < 100_000; produced++) yield { type: "CUSTOM", name: "filler", value: filler };
        }),
      ],
    });
    const response = await new Promise<IncomingMessage>((resolve) => {
      request(`${url}/agents/stub`, { method: "POST" }, resolve).end(body());
    });
    response.pause();
    const settled = async (): Promise<number> => {
      for (let before = -1; before !== produced;) {
        before = produced;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      return produced;
    };
    // A gigabyte was wanted; what the buffers of two sockets hold is a few megabytes.
    expect(await settled()).toBeLessThan(5_000);
    response.destroy();
  });

  it("a cut connection ends without a last chunk", async () => {
    const response = await fetch(`${await listen()}/agents/errors`, {
      method: "POST",
      body: body({ fault: "cut", pace: 0 }),
    });
    let text = "";
    const decoder = new TextDecoder();
    const read = async (): Promise<void> => {
      for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true });
    };
    await expect(read()).rejects.toThrow("terminated");
    expect(text).toMatch(/"del$/);
  });

  it("serves stress at the rate asked for", async () => {
    const response = await fetch(`${await listen()}/agents/stress`, {
      method: "POST",
      body: body({ eventsPerSecond: 20_000, seconds: 0.5 }),
    });
    const text = await response.text();
    expect(text.match(/^data: /gm)).toHaveLength(10_000);
  });

  it("refuses a foreign Host", async () => {
    const url = new URL(await listen());
    const status = await new Promise<number | undefined>((resolve) => {
      request({ host: "127.0.0.1", port: url.port, path: "/agents", headers: { host: "evil.example" } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).end();
    });
    expect(status).toBe(421);
  });
});

describe("the command line", () => {
  async function cli(args: readonly string[]) {
    const written = { out: "", err: "" };
    const io = {
      stdin: (async function* () {})(),
      stdout: (text: string) => void (written.out += text),
      stderr: (text: string) => void (written.err += text),
    };
    const code = await runCli(args, io, {
      version: "1.2.3",
      clientDir: "/nowhere",
      untilStopped: () => AbortSignal.abort(),
    });
    return { code, ...written };
  }

  it("says its version and how it is used", async () => {
    expect(await cli(["--version"])).toEqual({ code: 0, out: "1.2.3\n", err: "" });
    const help = await cli(["--help"]);
    expect(help.out).toContain("--port");
    expect(help.out).toContain("view FILE");
  });

  it.each([[["--prot", "1"]], [["serve", "--port", "x"]], [["--port", "70000"]], [["fly"]], [["serve", "extra"]]])(
    "refuses %j in one line with exit code 2",
    async (args) => {
      const { code, err, out } = await cli(args);
      expect(code).toBe(2);
      expect(out).toBe("");
      expect(err.trimEnd().split("\n")).toHaveLength(1);
    },
  );

  it("names the port and the flag when the port is taken", async () => {
    const { port } = new URL(await listen());
    const { code, err } = await cli(["--port", port]);
    expect(code).toBe(1);
    expect(err).toContain(`Port ${port}`);
    expect(err).toContain("--port");
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  });

  it("serves until it is stopped, open streams notwithstanding", async () => {
    const stop = new AbortController();
    const started = deferred<string>();
    const io = {
      stdin: (async function* () {})(),
      stdout: (text: string) => started.resolve(text),
      stderr: () => undefined,
    };
    const code = runCli(["--port", "0"], io, { version: "", clientDir: "/nowhere", untilStopped: () => stop.signal });
    const line = await started.promise;
    expect(line).toMatch(/^AG-UI Scope on http:\/\/127\.0\.0\.1:\d+\/\n$/);
    const url = line.trim().split(" ").at(-1) ?? "";
    const response = await fetch(`${url}agents/chat`, { method: "POST", body: body() });
    const socket = new WebSocket(`${url.replace("http", "ws")}agents/chat/ws`);
    const broken = new Promise<number>((resolve) => socket.once("close", resolve));
    await new Promise((resolve) => {
      socket.once("open", () => socket.send(JSON.stringify({ ...JSON.parse(body()), forwardedProps: { pace: 20 } })));
      socket.once("message", resolve);
    });
    stop.abort();
    expect(await code).toBe(0);
    expect(await broken).toBe(1006);
    await expect(response.text()).rejects.toThrow("terminated");
  });

  it("takes the defaults of the README", () => {
    const value = { port: 4700, host: "127.0.0.1", open: false, allowTargets: [] };
    expect(readServeArguments([])).toEqual({ ok: true, value });
  });

  it("hands a URL to the browser as one argument, without a shell", () => {
    for (const platform of ["linux", "darwin", "win32"] as const) {
      const [command, ...args] = launcher(platform, "http://127.0.0.1:4700/");
      expect(args.at(-1)).toBe("http://127.0.0.1:4700/");
      expect(["xdg-open", "open", "rundll32"]).toContain(command);
    }
  });
});
