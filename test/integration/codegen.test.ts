import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fillAddress } from "#src/run/addressTemplate/fillAddress.ts";
import { pyLiteral } from "#src/run/codegen/literals.ts";
import { pyString } from "#src/run/codegen/quote.ts";
import { wrapSingleRoute } from "#src/run/discovery/wrapSingleRoute.ts";
import { answering, call, codeOf, folder, inFront, ROOT, runCode } from "./support/codeRunner.ts";

const has = (program: string, ...args: readonly string[]): boolean => spawnSync(program, args).status === 0;
const curl = has("curl", "--version");
const python = has("python3", "--version");
const httpx = python && has("python3", "-c", "import httpx");
const models = httpx && has("python3", "-c", "import ag_ui.core");
/** What is left out here says so in its name. */
const needs = (what: string, there: boolean): string => (there ? "" : ` (left out: there is no ${what} here)`);

const NASTY = `it's "$HOME" \`id\` \\ \\n %s !! {x} ''' é 漢 🎉 \u2028 \u202e </script>`;
const INPUT = {
  threadId: "t",
  runId: "r",
  state: { text: NASTY, list: [1.5, null, { a: true }], __proto__: undefined, "odd key": 1e21 },
  messages: [
    { id: "m1", role: "user", content: `${NASTY}\n\ttwo lines` },
    {
      id: "m2",
      role: "assistant",
      toolCalls: [{ id: "c", type: "function", function: { name: "f", arguments: '{"a":"\\n"}' } }],
    },
    { id: "m3", role: "tool", toolCallId: "c", content: "" },
    {
      id: "m4",
      role: "user",
      content: [
        { type: "text", text: NASTY },
        { type: "image", source: { type: "data", mimeType: "image/png", value: "AA==" } },
      ],
    },
  ],
  tools: [{ name: "f", description: NASTY, parameters: { type: "object", properties: { threadId: {} } } }],
  context: [{ description: "d", value: NASTY }],
  forwardedProps: { pace: 0, threadId: [NASTY] },
};
const BODY = JSON.stringify(INPUT);

const AUTH = { name: "Authorization", value: "Bearer hunter2" };
const ENV = { AGENT_TOKEN: "hunter2" };
const kinds = [
  ["curl", "curl", curl],
  ["fetch", "Node", true],
  ["client", "Node", true],
  ["httpx", "python3 with httpx", httpx],
  ["python-package", "python3 with ag-ui-protocol and httpx", models],
] as const;

for (const [kind, runtime, there] of kinds) {
  const exact = kind === "curl" || kind === "fetch" || kind === "httpx";
  describe(`the code for ${kind}${needs(runtime, there)}`, () => {
    it.runIf(there)("runs a bundled agent with the same request, and prints its events", async () => {
      const { origin, sent } = await inFront("/agents/chat");
      const url = `${origin}/run?x=%20[1]&y={a}#here`;
      const { status, stdout, stderr } = await runCode(kind, { url, headers: [AUTH], body: BODY }, ENV);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(sent).toHaveLength(1);
      const [request] = sent;
      expect(request).toMatchObject({ method: "POST", url: "/run?x=%20[1]&y={a}" });
      expect(request?.headers).toMatchObject({
        authorization: "Bearer hunter2",
        "content-type": "application/json",
        accept: "text/event-stream",
      });
      const body = request?.body.toString() ?? "";
      const added = kind === "client" ? { protocolVersion: "1.0" } : {};
      expect(JSON.parse(body)).toEqual({ ...(JSON.parse(BODY) as object), ...added });
      expect(exact ? body : BODY).toBe(BODY);
      const events = stdout.match(/^(?:data: ?)?\{"type".*$/gm) ?? [];
      const types = events.map((line) => (JSON.parse(line.replace(/^data: ?/, "")) as { type: string }).type);
      expect([types[0], types.at(-1)]).toEqual(["RUN_STARTED", "RUN_FINISHED"]);
    });

    it.runIf(there)("puts a body in the envelope of a single-route runtime", async () => {
      const { origin, sent } = await inFront("/agents/chat");
      const body = wrapSingleRoute(BODY, { method: "agent/run", agentId: `a'"\\` });
      await runCode(kind, { url: origin, headers: [], body });
      const got = JSON.parse(sent[0]?.body.toString() ?? "") as { body: object };
      expect(got).toMatchObject(JSON.parse(body) as object);
      expect(exact ? sent[0]?.body.toString() : body).toBe(body);
    });

    it.runIf(there)("takes the secrets of an address from the environment", async () => {
      const { origin, sent } = await inFront("/agents/chat");
      const environment = [
        { name: "BASE", value: origin, secret: false },
        { name: "KEY", value: "hunter 2", secret: true },
        { name: "PLACE", value: "a/b'$", secret: true },
      ];
      const { pieces: url } = fillAddress("${BASE}/run/${PLACE}?id={id}&key=${KEY}", {
        path: new Map([["id", "7"]]),
        environment,
      });
      const source = { url, headers: [], body: BODY };
      expect(codeOf(kind, source)).not.toMatch(/hunter|a%2Fb/);
      const values = { AGENT_KEY: "hunter%202", AGENT_PLACE: "a%2Fb'%24" };
      const { status, stderr } = await runCode(kind, source, values);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      // Clients write the one character that may be encoded or not in either way.
      expect(sent[0]?.url?.replace("%27", "'")).toBe("/run/a%2Fb'%24?id=7&key=hunter%202");
    });

    // curl prints what the agent says and leaves it at that.
    if (kind === "curl") return;
    it.runIf(there)("ends with what went wrong when the agent refuses", async () => {
      const origin = await answering(422, '{"detail":"no');
      const { status, stderr } = await runCode(kind, { url: origin, headers: [], body: BODY });
      expect(status).not.toBe(0);
      expect(stderr).toContain("HTTP 422");
      expect(stderr).toContain("no");
    });
  });
}

describe("the body", () => {
  const bodies = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({
      unit: fc.constantFrom("'", '"', "\\", "$", "`", "%", "\n", "\r", "\0", "\x1b", "@", "-", "!", "\ud800"),
    }),
    fc.constantFrom("", "@-", "@/etc/passwd", "'", "\n\n", "-n", `"${"é'".repeat(60_000)}"`),
  );
  const asSent = (body: string): string => body.replace(/\p{Surrogate}/gu, "\uFFFD");

  it("goes through a real shell as it is, and so does the address", async () => {
    // Stands in for curl: prints the address and what would be sent.
    const stub = `curl() {
  while [ $# -gt 0 ]; do case "$1" in
    --globoff) printf '%s\\n' "$2"; shift 2 ;;
    --header) shift 2 ;;
    --data-raw) printf '%s' "$2"; shift 2 ;;
    --data-binary) cat; shift 2 ;;
    *) shift ;;
  esac; done
}\n`;
    const at = folder();
    await fc.assert(
      fc.asyncProperty(bodies, fc.webUrl({ withQueryParameters: true }), async (body, url) => {
        const file = join(at, "run.sh");
        writeFileSync(file, stub + codeOf("curl", { url, headers: [], body }));
        const { stdout, stderr } = await call("sh", [file]);
        expect(stderr).toBe("");
        const end = stdout.indexOf("\n");
        // Secrets are another matter.
        const named = /[?&][^=]*=/.test(url) ? stdout.slice(0, end) : new URL(url).href;
        expect([stdout.slice(0, end), stdout.slice(end + 1)]).toEqual([named, asSent(body)]);
      }),
      { numRuns: 60 },
    );
  });

  it.runIf(curl)("goes through the real curl byte for byte, also where it is long or odd", async () => {
    const { origin, sent } = await inFront("/agents/chat");
    const given = ["", "@/etc/passwd", "a\0b\r\n%s\\n", `"${"é'".repeat(100_000)}"`, "\n"];
    for (const body of given) await runCode("curl", { url: origin, headers: [], body });
    expect(sent.map(({ body }) => body.toString())).toEqual(given);
  });

  it("goes through fetch byte for byte, whether it is written as an object or as a text", async () => {
    const { origin, sent } = await inFront("/agents/chat");
    const given = [
      "nothing",
      ' {"b":1.0,"1":[],"b":12345678901234567890}\n',
      '{"__proto__":{"a":1},"a":"\\ud800"}',
      "\0\u2028",
    ];
    for (const body of given) await runCode("fetch", { url: origin, headers: [], body });
    expect(sent.map(({ body }) => body.toString())).toEqual(given);
  });

  it.runIf(python)(`is the same text and the same value in Python${needs("python3", python)}`, async () => {
    const cases = fc.sample(
      fc.tuple(
        bodies.filter((body) => body.length < 1000),
        fc.jsonValue(),
      ),
      300,
    );
    const file = join(folder(), "all.py");
    const lines = cases.map(([text, value]) => `[${pyString(asSent(text))}, ${pyLiteral(JSON.stringify(value))}],`);
    writeFileSync(file, `import json\nprint(json.dumps([\n${lines.join("\n")}\n]))\n`);
    const { stdout, stderr } = await call("python3", [file]);
    expect(stderr).toBe("");
    const expected = cases.map(([text, value]) => [asSent(text), JSON.parse(asSent(JSON.stringify(value))) as unknown]);
    // Python keeps the sign of a zero that JSON.stringify drops, and both are equal to it.
    expect(JSON.parse(stdout)).toEqual(expected);
  });

  it.runIf(httpx)(`goes through httpx byte for byte${needs("python3 with httpx", httpx)}`, async () => {
    const { origin, sent } = await inFront("/agents/chat");
    const given = ["nothing'", "it\\", "'''", ' {"b":1.0}\r\n', "\0\u2028é🎉", "'''\\"];
    for (const body of given) await runCode("httpx", { url: origin, headers: [], body });
    expect(sent.map(({ body }) => body.toString())).toEqual(given);
  });
});

describe("the reading of events", () => {
  const bytes = new TextEncoder().encode(
    '\uFEFFdata: {"a":\r\ndata:1}\n\n: comment\r\nevent: x\r\ndata:  two\r\n\r\ndata\rdata: é🎉\u2028\x0c\r\rdata:\n\nid: 1\n\ndata: cut',
  );
  const expected = ['{"a":\n1}', " two", "\né🎉\u2028\x0c", "", "cut"];
  const cuts = [
    ["in one piece", [bytes]],
    ["byte by byte", Array.from(bytes, (byte) => Uint8Array.of(byte))],
    ["with a line end cut in two", [bytes.slice(0, bytes.indexOf(0x0a)), bytes.slice(bytes.indexOf(0x0a))]],
  ] as const;
  const source = { url: "http://agent.test/", headers: [], body: "{}" };

  // Without a network, which puts together what was sent apart.
  for (const [name, pieces] of cuts) {
    it(`is right ${name}, with fetch`, async () => {
      const printed: string[] = [];
      const rest = [...pieces];
      const body = new ReadableStream({
        pull(controller) {
          const piece = rest.shift();
          if (piece) controller.enqueue(piece);
          else controller.close();
        },
      });
      const code = `(async () => {${codeOf("fetch", source)}})()`;
      const console = { log: (data: string) => printed.push(data) };
      await runInNewContext(code, { fetch: () => new Response(body), console, TextDecoder });
      expect(printed).toEqual(expected);
    });

    it.runIf(httpx)(`is right ${name}, with httpx${needs("python3 with httpx", httpx)}`, async () => {
      const file = join(folder(), "run.py");
      const chunks = pieces.map((piece) => `bytes([${piece.join(", ")}])`).join(", ");
      const stub = `import functools, httpx, json, sys
class Chunks(httpx.AsyncByteStream):
    async def __aiter__(self):
        for chunk in [${chunks}]:
            yield chunk
answer = httpx.MockTransport(lambda request: httpx.Response(200, stream=Chunks()))
httpx.AsyncClient = functools.partial(httpx.AsyncClient, transport=answer)
print = lambda data, flush: sys.stdout.write(json.dumps(data) + ',')
`;
      writeFileSync(file, stub + codeOf("httpx", source));
      const { stdout, stderr } = await call("python3", [file]);
      expect(stderr).toBe("");
      expect(JSON.parse(`[${stdout.slice(0, -1)}]`)).toEqual(expected);
    });
  }
});

it.runIf(models)(
  `takes every kind of message, part and answer through the models of Python${needs("python3 with ag-ui-protocol", models)}`,
  async () => {
    const part = (type: string, source: object): object => ({ type, source });
    const call = { id: "c", type: "function", function: { name: "f", arguments: "" }, encryptedValue: "x" };
    const input = {
      ...INPUT,
      parentRunId: "p",
      protocolVersion: "1.0",
      messages: [
        { id: "m0", role: "system", content: "s", name: "n" },
        { id: "m1", role: "developer", content: "d" },
        { id: "m2", role: "assistant", content: "", toolCalls: [call] },
        { id: "m3", role: "tool", toolCallId: "c", content: "No", error: "No" },
        { id: "m4", role: "activity", activityType: "A", content: { a: [1] } },
        { id: "m5", role: "reasoning", content: "hm", encryptedValue: "e" },
        {
          id: "m6",
          role: "user",
          content: [
            part("document", { type: "url", value: "https://x.test/a.pdf", mimeType: "application/pdf" }),
            part("audio", { type: "url", value: "https://x.test/a" }),
            part("video", { type: "data", value: "AA==", mimeType: "video/mp4" }),
          ],
        },
      ],
      resume: [
        { interruptId: "i", status: "resolved", payload: { approved: true } },
        { interruptId: "j", status: "cancelled" },
      ],
    };
    const sentBy = async (body: object): Promise<string | undefined> => {
      const { origin, sent } = await inFront("/agents/chat");
      const { stderr } = await runCode("python-package", { url: origin, headers: [], body: JSON.stringify(body) });
      return sent[0]?.body.toString() ?? stderr;
    };
    expect(JSON.parse((await sentBy(input)) ?? "")).toEqual(JSON.parse(JSON.stringify(input)));
    // What the code says of these is true.
    expect(await sentBy({ ...input, state: null })).not.toContain("state");
    const binary = { id: "m", role: "user", content: [{ type: "binary", mimeType: "image/png", data: "AA==" }] };
    expect(await sentBy({ ...input, messages: [binary] })).toContain("ValidationError");
  },
);

it("is TypeScript that compiles strictly", async () => {
  const at = folder();
  const odd = {
    threadId: 1,
    messages: [{ role: "alien" }, { id: "m", role: "user", content: "x", mood: 1 }],
    resume: [{}],
  };
  const bodies = [BODY, wrapSingleRoute(BODY, { method: "agent/run", agentId: "a" }), JSON.stringify(odd), "{}"];
  for (const [index, body] of bodies.entries()) {
    const source = { url: "http://agent.test/", headers: [AUTH], body, ...(index === 1 && { ceiling: "0.0.57" }) };
    writeFileSync(join(at, `run${index}.ts`), codeOf("client", source));
  }
  const options = [
    "--ignoreConfig",
    "--noEmit",
    "--strict",
    "--exactOptionalPropertyTypes",
    "--noUncheckedIndexedAccess",
    "--skipLibCheck",
  ];
  const target = [
    "--target",
    "es2022",
    "--module",
    "esnext",
    "--moduleResolution",
    "bundler",
    "--moduleDetection",
    "force",
  ];
  const files = bodies.map((_, index) => join(at, `run${index}.ts`));
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  const { status, stdout } = await call(process.execPath, [tsc, ...options, ...target, "--types", "node", ...files]);
  expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
});

it.runIf(python)(`is Python that compiles${needs("python3", python)}`, async () => {
  const at = folder();
  const files = (["httpx", "python-package"] as const).flatMap((kind) =>
    [BODY, wrapSingleRoute(BODY, { method: "agent/run", agentId: "a" })].map((body, index) => {
      const file = join(at, `${kind}${index}.py`);
      writeFileSync(file, codeOf(kind, { url: "http://agent.test/", headers: [AUTH], body }));
      return file;
    }),
  );
  expect(await call("python3", ["-m", "py_compile", ...files])).toEqual({ status: 0, stdout: "", stderr: "" });
});
