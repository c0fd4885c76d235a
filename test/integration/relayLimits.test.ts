import { createServer } from "node:http";
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { endOf, open, RunningScope } from "./support/relayServer.ts";

/** The rest of the relay's trust model: it is no proxy, and it has limits. */

/** Sends bytes as they are and resolves with everything that comes back. */
function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    let answer = "";
    socket.on("data", (piece: Buffer) => (answer += piece.toString("latin1")));
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });
}

describe("no proxy", () => {
  const close = "Connection: close\r\n\r\n";

  it("CONNECT is refused", async () => {
    const { port } = await RunningScope.start();
    for (const to of ["127.0.0.1:22", "evil.example:443", "/relay"]) {
      expect(await raw(port, `CONNECT ${to} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 405 /);
    }
  });

  it("whole URLs as request targets are refused", async () => {
    const { port, own } = await RunningScope.start();
    const headers = Object.entries(own).map(([name, value]) => `${name}: ${value}\r\n`);
    for (const target of ["http://evil.example/", `http://127.0.0.1:${port}/relay`, "https://x/relay", "*", "relay"]) {
      for (const method of ["GET", "OPTIONS"]) {
        const text = `${method} ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${headers.join("")}${close}`;
        expect(await raw(port, text)).toMatch(/^HTTP\/1\.1 400 /);
      }
    }
  });

  it.each(["/relay", "/relay/targets", "/live/stream", "http://127.0.0.1/relay", "/agents/chat", "/"])(
    "an upgrade of %s is refused",
    async (path) => {
      const { port, own } = await RunningScope.start();
      const headers = Object.entries(own).map(([name, value]) => `${name}: ${value}\r\n`);
      const upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n";
      const key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
      const text = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${headers.join("")}${upgrade}${key}`;
      expect(await raw(port, text)).toMatch(/^HTTP\/1\.1 400 /);
    },
  );

  it("an offer of HTTP/2 is ignored, as HTTP says, but for the relay, where it is refused", async () => {
    const { port } = await RunningScope.start();
    const offer = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n";
    const ask = (path: string) =>
      `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${offer}Content-Length: 3\r\n\r\n{}}GET /agents HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${close}`;
    const answers = await raw(port, ask("/agents/chat"));
    expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 400", "HTTP/1.1 200"]);
    expect(answers).toContain("The body is not JSON");
    expect(await raw(port, ask("/relay"))).toMatch(/^HTTP\/1\.1 400 [^]*upgraded\.\n$/);
  });
});

describe("limits", () => {
  it("a body over 64 MiB is refused, announced or not", async () => {
    const { port, own } = await RunningScope.start();
    const head = Object.entries(own).map(([name, value]) => `${name}: ${value}\r\n`);
    const start = `POST /relay HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${head.join("")}`;
    expect(await raw(port, `${start}Content-Length: ${64 * 1024 * 1024 + 1}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 413 /);
    const chunk = `${(32 * 1024 * 1024 + 1).toString(16)}\r\n${"x".repeat(32 * 1024 * 1024 + 1)}\r\n`;
    expect(await raw(port, `${start}Transfer-Encoding: chunked\r\n\r\n${chunk}${chunk}`)).toMatch(/^HTTP\/1\.1 413 /);
  });

  it.each([
    ["no JSON", "x"],
    ["no object", "[]"],
    ["no url", '{"method":"POST","headers":[]}'],
    ["another method", '{"url":"http://127.0.0.1:1","method":"DELETE","headers":[]}'],
    ["a body that is no text", '{"url":"http://127.0.0.1:1","method":"POST","headers":[],"body":{}}'],
    ["a GET with a body", '{"url":"http://127.0.0.1:1","method":"GET","headers":[],"body":"x"}'],
    ["odd faults", '{"url":"http://127.0.0.1:1","method":"POST","headers":[],"faults":{"seed":1,"rules":[1]}}'],
  ])("a call with %s is refused with a reason", async (_, body) => {
    const answer = await (await RunningScope.start()).ask({ path: "/relay", body });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({ code: "BAD_CALL", error: expect.stringMatching(/\.$/) });
  });

  it("headers of an agent that never end are given up", async () => {
    const server = createServer();
    server.on("connection", (socket) => {
      socket.on("error", () => undefined);
      socket.write("HTTP/1.1 200 OK\r\n");
      socket.write(`x: ${"y".repeat(200 * 1024)}\r\n`);
    });
    const scope = await RunningScope.start();
    const end = endOf(await scope.run(`http://127.0.0.1:${await open(server)}/`));
    expect(end).toMatchObject({ reason: "unreachable", code: "HPE_HEADER_OVERFLOW" });
  });
});
