import { describe, expect, it } from "vitest";
import { runCli } from "#server/cli.ts";
import { Targets, type Resolver } from "#server/relay/targets.ts";
import { agent, deferred, endOf, recordsOf, responseOf, RunningScope, type Ask } from "./support/relayServer.ts";

/** The trust model of the relay, each line of it tried over a real socket. */

const session: Ask = { path: "/relay/session" };
const guarded: readonly Ask[] = [
  { path: "/relay", body: "{}" },
  { path: "/relay/targets", body: '{"url":"http://127.0.0.1:1"}' },
  { method: "GET", path: "/relay/targets" },
  { method: "DELETE", path: "/relay/targets" },
  { method: "GET", path: "/live/stream" },
  { path: "/live/recorders", body: '{"target":"http://127.0.0.1:1"}' },
];
const named = guarded.map((ask) => [`${ask.method ?? "POST"} ${ask.path}`, ask] as const);

/** A resolver that says what the test says. */
function names(table: Record<string, readonly string[]>): Resolver {
  return async (hostname) => {
    const addresses = table[hostname];
    if (addresses === undefined) throw Object.assign(new Error("unknown"), { code: "ENOTFOUND" });
    return addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
  };
}

describe("who may call", () => {
  it.each(named)("%s: nobody without the token or with another one", async (_, ask) => {
    const scope = await RunningScope.start();
    const { "x-agui-scope-token": token, ...without } = scope.own;
    const others = [undefined, "", "x", `${token}x`, token?.slice(1), token?.toUpperCase(), `${token}, ${token}`];
    for (const other of others) {
      const headers = other === undefined ? without : { ...without, "x-agui-scope-token": other };
      expect(await scope.ask({ ...ask, headers })).toMatchObject({ status: 401 });
    }
  });

  it.each([["POST /relay/session", session] as const, ...named])(
    "%s: nobody under a foreign Host, which is what a rebound name sends",
    async (_, ask) => {
      const scope = await RunningScope.start();
      for (const host of ["evil.example", `evil.example:${scope.port}`, "127.0.0.1.evil.example", "192.168.1.7"]) {
        const headers = { ...scope.own, host, origin: `http://${host}` };
        expect(await scope.ask({ ...ask, headers })).toMatchObject({ status: 421 });
      }
    },
  );

  it.each([["POST /relay/session", session] as const, ...named])("%s: no page of another origin", async (_, ask) => {
    const scope = await RunningScope.start();
    const { port } = scope;
    const origins = ["null", "http://evil.example", `http://127.0.0.1:${port + 1}`, `https://127.0.0.1:${port}`];
    for (const origin of [...origins, `http://localhost:${port}`, `${scope.origin}.evil.example`]) {
      const answer = await scope.ask({ ...ask, headers: { ...scope.own, origin } });
      expect(answer).toMatchObject({ status: 403 });
      expect(Object.keys(answer.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
    }
  });

  it.each([["POST /relay/session", session] as const, ...named])(
    "%s: nothing that is sent cross-site",
    async (_, ask) => {
      const scope = await RunningScope.start();
      for (const site of ["cross-site", "same-site", "odd"]) {
        const headers = { ...scope.own, "sec-fetch-site": site };
        expect(await scope.ask({ ...ask, headers })).toMatchObject({ status: 403 });
      }
      const none = await scope.ask({ ...ask, headers: { ...scope.own, "sec-fetch-site": "none" }, method: "POST" });
      expect(none.status).toBe(403);
    },
  );

  it.each([["POST /relay/session", session] as const, ...named].filter(([name]) => !name.startsWith("GET")))(
    "%s: nobody without an Origin, since it changes something",
    async (_, ask) => {
      const scope = await RunningScope.start();
      const { origin: _origin, ...headers } = scope.own;
      expect(await scope.ask({ ...ask, headers })).toMatchObject({ status: 403 });
    },
  );

  it("a program that sends the token and this server's origin", async () => {
    const scope = await RunningScope.start();
    const { "sec-fetch-site": _, ...headers } = scope.own;
    expect((await scope.ask({ method: "GET", path: "/relay/targets", headers })).text).toBe('{"targets":[]}');
    expect((await scope.ask({ method: "DELETE", path: "/relay/targets", headers })).status).toBe(200);
  });

  it("a preflight of another origin is answered without a permission", async () => {
    const scope = await RunningScope.start();
    const headers = { origin: "http://evil.example", "access-control-request-method": "POST" };
    const answer = await scope.ask({ method: "OPTIONS", path: "/relay", headers });
    expect(answer.status).toBe(403);
    expect(answer.headers).not.toHaveProperty("access-control-allow-origin");
  });
});

describe("the token", () => {
  it("has 256 bits, differs from launch to launch, and goes to our own page on this machine", async () => {
    const scopes = await Promise.all([RunningScope.start({ version: "1.2.3" }), RunningScope.start()]);
    const [first, second] = scopes.map(({ scope }) => scope.token);
    expect(Buffer.from(first ?? "", "base64url")).toHaveLength(32);
    expect(first).not.toBe(second);
    const { "x-agui-scope-token": _, ...headers } = scopes[0].own;
    const answer = await scopes[0].ask({ ...session, headers });
    expect(JSON.parse(answer.text)).toEqual({ token: first, targets: [], version: "1.2.3" });
    expect(answer.headers["cache-control"]).toBe("no-store");
  });

  it.each(["0.0.0.0", "192.168.1.5", "scope.example"])("is not given away with --host %s", async (host) => {
    const scope = await RunningScope.start({ host });
    const name = host === "0.0.0.0" ? "192.168.1.5" : host;
    const there = { host: `${name}:${scope.port}`, origin: `http://${name}:${scope.port}` };
    const own = { ...scope.own, ...there };
    const without = { ...there, "sec-fetch-site": "same-origin" };
    expect(await scope.ask({ ...session, headers: without })).toMatchObject({ status: 401 });
    expect(await scope.ask({ ...session, headers: own })).toMatchObject({ status: 200 });
  });

  it("is printed in the address only where the host is no loopback one", async () => {
    const print = async (host: string): Promise<string> => {
      let printed = "";
      const io = {
        stdin: (async function* () {})(),
        stdout: (text: string) => void (printed += text),
        stderr: () => undefined,
      };
      const untilStopped = () => AbortSignal.abort();
      await runCli(["--port", "0", "--host", host], io, { version: "", clientDir: "/nowhere", untilStopped });
      return printed;
    };
    expect(await print("127.0.0.1")).toMatch(/^AG-UI Scope on http:\/\/127\.0\.0\.1:\d+\/\n$/);
    expect(await print("0.0.0.0")).toMatch(/\/#token=[\w-]{43}\n$/);
  });
});

describe("what may be called", () => {
  it("only targets that are in the list, and no longer than they are", async () => {
    let calls = 0;
    const url = await agent((_, res) => {
      calls++;
      res.end();
    });
    const scope = await RunningScope.start();
    const statusOf = async (): Promise<number | undefined> => {
      const answer = await scope.call(url);
      answer.resume();
      return answer.statusCode;
    };
    expect(await statusOf()).toBe(403);
    const allowed = await scope.ask({ path: "/relay/targets", body: JSON.stringify({ url: `${url}/run?key=1` }) });
    expect(JSON.parse(allowed.text)).toEqual({ targets: [url] });
    expect(await statusOf()).toBe(200);
    await scope.ask({ method: "DELETE", path: `/relay/targets?origin=${encodeURIComponent(url)}` });
    expect(await statusOf()).toBe(403);
    await scope.ask({ path: "/relay/targets", body: JSON.stringify({ url }) });
    await scope.ask({ method: "DELETE", path: "/relay/targets" });
    expect(await statusOf()).toBe(403);
    expect(calls).toBe(1);
  });

  it("another port, scheme or spelling of an allowed host is another target", async () => {
    const scope = await RunningScope.start();
    await scope.scope.targets.allow("http://127.0.0.1:9");
    for (const url of ["http://127.0.0.1:10", "https://127.0.0.1:9", "wss://127.0.0.1:9", "http://localhost:9"]) {
      const answer = await scope.call(url, { method: "GET", body: "" });
      answer.resume();
      expect(answer.statusCode).toBe(403);
    }
  });

  it.each([
    "http://169.254.169.254/latest/meta-data/",
    "http://169.254.1.1/",
    "http://[::ffff:169.254.169.254]/",
    "http://[::ffff:a9fe:a9fe]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://2852039166/",
    "http://0xa9fea9fe/",
    "http://0251.0376.0251.0376/",
    "http://169.16689662/",
    "http://[fd00:ec2::254]/",
    "http://[fe80::1]/",
    "http://100.100.100.200/",
    "http://192.0.0.192/",
    "http://metadata.google.internal/",
    "http://METADATA.google.internal./",
    "http://169.254.169.254.nip.example/",
    "http://v6.nip.example/",
    "http://0.0.0.0:4700/",
    "http://[::]:4700/",
    "http://0/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
  ])("never %s, even if asked to allow it", async (url) => {
    const resolver = names({
      "169.254.169.254.nip.example": ["169.254.169.254"],
      "v6.nip.example": ["::ffff:169.254.169.254", "fe80::1"],
    });
    const scope = await RunningScope.start({ targets: new Targets(resolver) });
    const allowed = await scope.ask({ path: "/relay/targets", body: JSON.stringify({ url }) });
    expect(allowed.status).toBe(403);
    expect(scope.scope.targets.list).toEqual([]);
    expect((await scope.call(url)).statusCode).toBe(403);
  });

  it("never a metadata service that an allowed name leads to later", async () => {
    const table: Record<string, readonly string[]> = { "agent.example": ["203.0.113.9"] };
    const scope = await RunningScope.start({ targets: new Targets(names(table)) });
    await scope.scope.targets.allow("http://agent.example/");
    table["agent.example"] = ["169.254.169.254"];
    const end = endOf(await recordsOf(await scope.call("http://agent.example/")));
    expect(end).toMatchObject({ reason: "unreachable", code: "ADDRESS_REFUSED" });
    expect(end.message).toContain("169.254.169.254");
  });

  it.each([
    [["203.0.113.9"], ["127.0.0.1"]],
    [["203.0.113.9"], ["::1"]],
    [["203.0.113.9"], ["::ffff:127.0.0.1"]],
    [["203.0.113.9"], ["192.168.1.1"]],
    [["192.168.1.1"], ["127.0.0.1"]],
    [["203.0.113.9", "127.0.0.1"], ["127.0.0.1"]],
  ])("a name that led to %j is not followed to %j (DNS rebinding) until it is allowed again", async (then, now) => {
    let calls = 0;
    const { port } = new URL(
      await agent((_, res) => {
        calls++;
        res.end();
      }),
    );
    const table: Record<string, readonly string[]> = { "agent.example": then };
    const scope = await RunningScope.start({ targets: new Targets(names(table)) });
    const url = `http://agent.example:${port}/`;
    await scope.scope.targets.allow(url);
    table["agent.example"] = now;
    for (const target of [url, url.replace("http", "ws")]) {
      const end = endOf(await recordsOf(await scope.call(target, { method: "GET", body: "" })));
      expect(end).toMatchObject({ reason: "unreachable", code: "ADDRESS_REFUSED" });
      expect(end.message).toContain("DNS rebinding");
    }
    expect(calls).toBe(0);
    expect(await scope.scope.targets.allow(url)).toEqual({ ok: true, value: url.slice(0, -1) });
  });

  it("the address that was checked is the one connected to, whatever the name means elsewhere", async () => {
    let lookups = 0;
    const asked = deferred<string | undefined>();
    const { port } = new URL(
      await agent((req, res) => {
        asked.resolve(req.headers.host);
        res.end();
      }),
    );
    const scope = await RunningScope.start({
      targets: new Targets(async () => {
        lookups++;
        return [{ address: "127.0.0.1", family: 4 }];
      }),
    });
    const records = await scope.run(`http://agent.invalid:${port}/`);
    expect(responseOf(records).status).toBe(200);
    expect(await asked.promise).toBe(`agent.invalid:${port}`);
    expect(lookups).toBe(2);
  });

  it("a name without an address when it was allowed may only turn out public", async () => {
    const table: Record<string, readonly string[]> = {};
    const targets = new Targets(names(table));
    const scope = await RunningScope.start({ targets });
    expect(await targets.allow("http://later.example")).toEqual({ ok: true, value: "http://later.example" });
    table["later.example"] = ["127.0.0.1"];
    const end = endOf(await recordsOf(await scope.call("http://later.example/")));
    expect(end.code).toBe("ADDRESS_REFUSED");
  });

  it.each([
    "file:///etc/passwd",
    "ftp://127.0.0.1/",
    "data:text/plain,x",
    "javascript:alert(1)",
    "unix:/x",
    "/relay",
    "x",
  ])("only http, https, ws and wss, not %s", async (url) => {
    const scope = await RunningScope.start();
    expect((await scope.ask({ path: "/relay/targets", body: JSON.stringify({ url }) })).status).toBe(403);
    const answer = await scope.call(url);
    answer.resume();
    expect([400, 403]).toContain(answer.statusCode);
  });

  it("no URL with a password in it", async () => {
    const scope = await RunningScope.start();
    const answer = await scope.ask({ path: "/relay/targets", body: '{"url":"http://user:secret@127.0.0.1/"}' });
    expect(answer.status).toBe(403);
    expect(answer.text).not.toContain("secret");
  });
});

describe("redirects", () => {
  it.each([
    ["another port", (other: string) => `${other}/x`],
    ["another scheme", (_: string, own: string) => own.replace("http:", "https:")],
    ["a link-local address", () => "http://169.254.169.254/latest/meta-data/"],
    ["a file", () => "file:///etc/passwd"],
  ])("to %s are told and not followed", async (_, location) => {
    let calls = 0;
    const other = await agent((_req, res) => {
      calls++;
      res.end();
    });
    const to = deferred<string>();
    const url = await agent(
      (_req, res) => void to.promise.then((there) => res.writeHead(307, { location: there }).end()),
    );
    to.resolve(location(other, url));
    const scope = await RunningScope.start();
    await scope.scope.targets.allow(other);
    const response = responseOf(await scope.run(url));
    expect(response).toMatchObject({ status: 307, redirected: false });
    expect(response.headers).toContainEqual({ name: "location", value: location(other, url) });
    expect(calls).toBe(0);
  });

  it("within the origin are checked anew", async () => {
    const table: Record<string, readonly string[]> = { "agent.example": ["127.0.0.1"] };
    const { port } = new URL(
      await agent((_, res) => {
        table["agent.example"] = ["169.254.169.254"];
        res.writeHead(307, { location: "/next" }).end();
      }),
    );
    const scope = await RunningScope.start({ targets: new Targets(names(table)) });
    const end = endOf(await scope.run(`http://agent.example:${port}/`));
    expect(end).toMatchObject({ reason: "unreachable", code: "ADDRESS_REFUSED" });
  });
});

describe("headers", () => {
  const secret = "s3cret-value";

  it("of the connection, cookies and those of our page never reach the agent", async () => {
    const seen = deferred<readonly string[]>();
    const url = await agent((req, res) => {
      seen.resolve(req.rawHeaders);
      res.end();
    });
    const scope = await RunningScope.start();
    const dropped = {
      Cookie: secret,
      Host: "evil.example",
      Origin: "http://evil.example",
      Referer: "http://evil.example/",
      Connection: "X-Hop",
      "X-Hop": "1",
      "Keep-Alive": "1",
      "Proxy-Authorization": secret,
      "Proxy-Connection": "1",
      TE: "trailers",
      Trailer: "X",
      "Transfer-Encoding": "chunked",
      Upgrade: "h2c",
      "Content-Length": "999",
      Expect: "100-continue",
      "X-Agui-Scope-Token": scope.scope.token,
    };
    const headers = Object.entries({ ...dropped, "X-Kept": "1" }).map(([name, value]) => ({ name, value }));
    await scope.run(url, { headers });
    const names = (await seen.promise).filter((_, index) => index % 2 === 0);
    expect(names).toEqual(["Host", "X-Kept", "Accept-Encoding", "Content-Length", "Connection"]);
    expect(await seen.promise).toContain(new URL(url).host);
  });

  it("of the connection and cookies never come back, and none of the agent's acts in our origin", async () => {
    const url = await agent((_, res) => {
      res.writeHead(200, {
        "set-cookie": ["a=1", "b=2"],
        connection: "close, x-hop",
        "x-hop": "1",
        "proxy-authenticate": "Basic",
        "content-type": "text/html",
        "access-control-allow-origin": "*",
        "clear-site-data": '"*"',
        location: "http://evil.example",
      });
      res.end("<script>alert(1)</script>");
    });
    const scope = await RunningScope.start();
    await scope.scope.targets.allow(url);
    const answer = await scope.call(url);
    expect(answer.headers).toMatchObject({
      "content-type": "application/vnd.agui-scope.relay",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
    });
    for (const name of ["set-cookie", "clear-site-data", "location", "access-control-allow-origin"]) {
      expect(answer.headers).not.toHaveProperty(name);
    }
    const told = responseOf(await recordsOf(answer)).headers.map(({ name }) => name);
    expect(told).toEqual(["content-type", "access-control-allow-origin", "clear-site-data", "location", "Date"]);
  });

  it("are limited in number and size, and a value that HTTP does not allow is refused without being quoted", async () => {
    const scope = await RunningScope.start();
    await scope.scope.targets.allow("http://127.0.0.1:9");
    const refused = async (headers: unknown): Promise<string> => {
      const body = JSON.stringify({ url: "http://127.0.0.1:9", method: "POST", headers, body: "" });
      const answer = await scope.ask({ path: "/relay", body });
      expect(answer.status).toBe(400);
      return answer.text;
    };
    await refused(Array.from({ length: 201 }, (_, index) => ({ name: `x-${index}`, value: "" })));
    await refused([{ name: "x", value: "y".repeat(65 * 1024) }]);
    await refused([{ name: "x y", value: "" }]);
    await refused({ x: "y" });
    expect(await refused([{ name: "authorization", value: `${secret}\r\nx: y` }])).not.toContain(secret);
  });

  it("and bodies are never printed", async () => {
    const printed: string[] = [];
    const stop = new AbortController();
    const started = deferred<string>();
    const io = {
      stdin: (async function* () {})(),
      stdout: (text: string) => {
        printed.push(text);
        started.resolve(text);
      },
      stderr: (text: string) => void printed.push(text),
    };
    const url = await agent((_, res) => {
      res.writeHead(500, { "x-key": secret }).write(secret, () => res.socket?.destroy());
    });
    const args = ["--port", "0", "--allow-target", url];
    const done = runCli(args, io, { version: "", clientDir: "/nowhere", untilStopped: () => stop.signal });
    const origin = new URL((await started.promise).trim().split(" ").at(-1) ?? "").origin;
    const post = (path: string, token: string, body: object) =>
      fetch(`${origin}${path}`, {
        method: "POST",
        headers: { origin, "x-agui-scope-token": token },
        body: JSON.stringify(body),
      });
    const { token, targets } = (await (await post("/relay/session", "", {})).json()) as Record<string, string>;
    expect(targets).toEqual([url]);
    const headers = [{ name: "authorization", value: secret }];
    for (const target of [url, "http://127.0.0.1:1", "http://no.example", url.replace("http", "ws")]) {
      const call = { url: target, method: "POST", headers, body: secret };
      await (await post("/relay", token ?? "", call)).text();
    }
    await (await post("/relay", secret, {})).text();
    stop.abort();
    expect(await done).toBe(0);
    expect(printed).toHaveLength(1);
    expect(printed.join("")).not.toContain(secret);
    expect(printed.join("")).not.toContain(token);
  });
});
