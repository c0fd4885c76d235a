import { createServer, request, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { HttpAgent } from "@ag-ui/client";
import { getRequestListener } from "@hono/node-server";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createApp } from "#server/app.ts";
import { deliver } from "#server/delivery/deliver.ts";
import { planOf } from "#src/transport/faults/injectForTests.ts";
import { parseInjectionComment } from "#src/transport/faults/injectionComment.ts";
import type { FaultPlan } from "#src/transport/faults/types.ts";
import type { WireResponse } from "#src/transport/types.ts";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function opened(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const BODY = [
  'data: {"type":"RUN_STARTED","threadId":"t","runId":"r"}\n\n',
  'data: {"type":"STEP_STARTED","stepName":"Prüfen 👋"}\n\n',
  'data: {"type":"STEP_FINISHED","stepName":"Prüfen 👋"}\n\n',
  'data: {"type":"RUN_FINISHED","threadId":"t","runId":"r"}\n\n',
];

const RESPONSE: WireResponse = {
  status: 200,
  statusText: "OK",
  headers: [{ name: "content-type", value: "text/event-stream" }],
  url: "",
  redirected: false,
};

/** What a server was told of its connections. */
interface Seen {
  released: number;
  injected: string[];
}

/** A server that delivers BODY with the plan's faults, as a relay or a recorder does. */
async function faulty(plan: FaultPlan): Promise<{ url: string; seen: Seen }> {
  const seen: Seen = { released: 0, injected: [] };
  const server = createServer((_, res) => {
    const abort = new AbortController();
    res.on("close", () => abort.abort());
    const body = (async function* () {
      try {
        for (const frame of BODY) yield Buffer.from(frame);
      } finally {
        seen.released++;
      }
    })();
    void (async () => {
      for await (const each of deliver({ response: RESPONSE, body }, { plan, signal: abort.signal })) {
        if (each.type === "head") {
          res.writeHead(each.response.status, Object.fromEntries(each.response.headers.map((h) => [h.name, h.value])));
          res.flushHeaders();
        } else if (each.type === "bytes") res.write(each.bytes);
        else if (each.type === "injected") seen.injected.push(each.injection.kind);
        else if (each.reason === "complete") res.end();
        else res.socket?.destroySoon();
      }
    })();
  });
  return { url: await opened(server), seen };
}

/** A call, read until `enough` of its body has come, until its end, or until it breaks. */
function call(url: string, body?: string, enough?: (text: string) => boolean) {
  return new Promise<{ res: IncomingMessage; text: string; broken: string | undefined }>((resolve, reject) => {
    const headers = { "content-type": "application/json", accept: "text/event-stream" };
    const req = request(url, { method: "POST", headers }, (res) => {
      let text = "";
      const done = (broken?: string): void => resolve({ res, text, broken });
      res.setEncoding("utf8");
      res.on("data", (chunk: string) => {
        text += chunk;
        if (enough?.(text) === true) {
          done();
          req.destroy();
        }
      });
      res.on("end", () => done());
      res.on("error", (error) => done((error as NodeJS.ErrnoException).code ?? error.message));
    });
    req.on("error", reject);
    req.end(body);
  });
}

describe("a client of a faulty delivery", () => {
  it("sees a broken connection at a cut, after what came before", async () => {
    const { url, seen } = await faulty(planOf({ kind: "cut", where: { from: 3 } }));
    const { text, broken } = await call(url);
    expect(text).toBe(BODY.slice(0, 2).join(""));
    expect(broken).toBe("ECONNRESET");
    expect(seen).toEqual({ released: 1, injected: ["cut"] });
  });

  it("sees no end at a stall, and frees the upstream when it leaves", async () => {
    const { url, seen } = await faulty(planOf({ kind: "stall", where: { from: 3 } }));
    const soFar = BODY.slice(0, 2).join("");
    const { res, text } = await call(url, undefined, (read) => read === soFar);
    expect(text).toBe(soFar);
    expect(res.complete).toBe(false);
    await vi.waitFor(() => expect(seen.released).toBe(1));
  });

  it.each(["drip", "split"] as const)("sees the same bytes after a %s", async (kind) => {
    const { url, seen } = await faulty(planOf({ kind, ms: 0 }));
    const { text, broken } = await call(url);
    expect(text).toBe(BODY.join(""));
    expect(broken).toBeUndefined();
    expect(seen.injected).toEqual(BODY.map(() => kind));
  });

  it("sees another status and another content type", async () => {
    const status = await call((await faulty(planOf({ kind: "status", status: 429 }))).url);
    expect(status.res.statusCode).toBe(429);
    expect(status.text).toContain("AG-UI Scope answered 429 here by a fault rule");
    const type = await call((await faulty(planOf({ kind: "content-type", contentType: "text/html" }))).url);
    expect(type.res.headers["content-type"]).toBe("text/html");
    expect(type.text).toBe(BODY.join(""));
  });

  it("sees the same faults again with the same seed", async () => {
    const plan = planOf(
      { kind: "drop", where: { probability: 0.5 } },
      { kind: "duplicate", where: { probability: 0.5 } },
    );
    const answers = await Promise.all([1, 2, 3].map(async () => (await call((await faulty(plan)).url)).text));
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).not.toBe(BODY.join(""));
  });
});

describe("a bundled agent with ?faults=", () => {
  const app = async (): Promise<string> => {
    const listener = getRequestListener(createApp().fetch, { overrideGlobalObjects: false });
    return opened(createServer((req, res) => void listener(req, res)));
  };
  const withFaults = async (...rules: readonly object[]): Promise<string> =>
    `${await app()}/agents/chat?faults=${encodeURIComponent(JSON.stringify({ seed: 1, rules }))}`;
  const input = JSON.stringify({
    threadId: "t",
    runId: "r",
    messages: [{ id: "u", role: "user", content: "Hi" }],
    forwardedProps: { pace: 0 },
  });
  const frames = (text: string): readonly string[] => text.split("\n\n").filter((frame) => frame !== "");

  it("answers with the faults, each after a comment that says what was done", async () => {
    const url = await withFaults({ kind: "drop", where: { eventType: "RUN_FINISHED" } });
    const { text } = await call(url, input);
    expect(text).not.toMatch(/^data: .*"RUN_FINISHED"/m);
    expect(parseInjectionComment(frames(text).at(-1) ?? "")).toMatchObject({
      kind: "drop",
      original: expect.stringContaining('"type":"RUN_FINISHED"') as string,
    });
  });

  it("is cut and stalls for any client", async () => {
    const cut = await call(await withFaults({ kind: "cut", where: { from: 3 } }), input);
    expect(cut.broken).toBe("ECONNRESET");
    expect(frames(cut.text)).toHaveLength(3);
    const stalled = await call(await withFaults({ kind: "stall", where: { from: 2 } }), input, (text) =>
      text.includes("Stalled here"),
    );
    expect(stalled.res.complete).toBe(false);
  });

  it("answers with another status, and no client that follows the protocol takes it for a run", async () => {
    const url = await withFaults({ kind: "status", status: 503 });
    const { res, text } = await call(url, input);
    expect([res.statusCode, res.headers["access-control-allow-origin"]]).toEqual([503, "*"]);
    expect(text).toMatch(/^AG-UI Scope answered 503/);
    const quiet = vi.spyOn(console, "error").mockImplementation(() => undefined);
    await expect(new HttpAgent({ url }).runAgent()).rejects.toThrow(/503/);
    quiet.mockRestore();
  });

  it("leaves the official client a readable run where the faults are harmless", async () => {
    const url = await withFaults(
      { kind: "split" },
      { kind: "duplicate", where: { eventType: "TEXT_MESSAGE_CONTENT" } },
    );
    const agent = new HttpAgent({ url });
    agent.addMessage({ id: "u", role: "user", content: "Hi" });
    const { newMessages } = await agent.runAgent({ forwardedProps: { pace: 0 } });
    expect(newMessages).toHaveLength(1);
  });

  it("writes its comments with the line ends of the stream", async () => {
    const { text } = await call(
      await withFaults({ kind: "crlf" }, { kind: "drop", where: { from: 2, times: 1 } }),
      input,
    );
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(text).toContain('"kind":"drop"');
  });

  it.each([
    ["nonsense", "it is not JSON."],
    ['{"rules":[{"kind":"explode"}]}', "/rules/0/kind must be one of status,"],
  ])("refuses a bad plan with a sentence: %s", async (plan, sentence) => {
    const { res, text } = await call(`${await app()}/agents/chat?faults=${encodeURIComponent(plan)}`, input);
    expect(res.statusCode).toBe(400);
    const { error } = JSON.parse(text) as { error: string };
    expect(error).toMatch(/^The query parameter "faults" is no plan of faults: /);
    expect(error).toContain(sentence);
  });
});
