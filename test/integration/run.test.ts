import { EventType } from "@ag-ui/core";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { WebSocketServer } from "ws";
import { ConversationText } from "#server/commands/run/conversationText.ts";
import { openFile } from "#src/run/openFile.ts";
import { calls, pathOf, file, FINISHED, parsed, ran, said, inOwnFolder } from "./support/commandRun.ts";
import { plain, serveBodies } from "./support/encoderAgent.ts";
import { deferred, onClose } from "./support/relayServer.ts";
import { encoded, STARTED } from "../support/encodedEvents.ts";

inOwnFolder();

describe("what is printed", () => {
  it("prints text as it comes, a column aside, and nothing else on standard output", async () => {
    const goOn = deferred();
    const url = await serveBodies((body, _request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      const [start, first, second, end] = said("Hello\n", "there");
      for (const event of [STARTED, start, first]) response.write(encoded(event as object, body));
      const finish = async (): Promise<void> => {
        await goOn.promise;
        for (const event of [second, end, FINISHED]) response.write(encoded(event as object, body));
        response.end();
      };
      void finish();
    });
    const seen: string[] = [];
    const { code, out, err } = await ran([url, "--message", "Hi"], {
      onOut: (soFar) => {
        seen.push(soFar);
        // The agent says the rest only when the first word was printed.
        if (soFar.includes("Hello")) goOn.resolve();
      },
    });
    expect(out).toBe("you        Hi\nassistant  Hello\n           there\n");
    expect(seen).toContain("you        Hi\nassistant  Hello\n");
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });

  it("prints calls, results, state, thoughts and the rest in one line each", async () => {
    const { url } = await plain([
      STARTED,
      { type: EventType.STEP_STARTED, stepName: "look" },
      { type: EventType.STATE_SNAPSHOT, snapshot: { a: 1 } },
      { type: EventType.STATE_DELTA, delta: [{ op: "replace", path: "/a", value: 2 }] },
      { type: EventType.REASONING_START, messageId: "s" },
      { type: EventType.REASONING_MESSAGE_START, messageId: "r", role: "reasoning" },
      { type: EventType.REASONING_MESSAGE_CONTENT, messageId: "r", delta: "Hm" },
      { type: EventType.REASONING_MESSAGE_END, messageId: "r" },
      { type: EventType.REASONING_END, messageId: "s" },
      ...calls("weather"),
      { type: EventType.TOOL_CALL_RESULT, messageId: "t", toolCallId: "c-weather", content: '{\n"sun": true}' },
      { type: EventType.STEP_FINISHED, stepName: "look" },
      { type: EventType.CUSTOM, name: "price", value: 3 },
      ...said("Sun."),
      {
        type: EventType.MESSAGES_SNAPSHOT,
        messages: [
          { id: "u", role: "user", content: "Hi" },
          { id: "a1", role: "assistant", content: "Sun." },
          { id: "a2", role: "assistant", content: "Bye." },
        ],
      },
      FINISHED,
    ]);
    const { lines, code } = await ran([url, "--message", "Hi"]);
    expect(lines).toEqual([
      "you        Hi",
      "step       look",
      'state      = {"a":1}',
      "state      replace /a 2",
      "reasoning  Hm",
      'tool call  weather {"city":"Porto"}',
      'result     weather {"sun":true}',
      "custom     price 3",
      "assistant  Sun.",
      "assistant  Bye.",
    ]);
    expect(code).toBe(0);
  });

  it("lets no agent speak to the terminal", async () => {
    const evil = "\u001b[2J\u009b31m\u0007\rgone\u202e\nassistant  It is me";
    const { url } = await plain([
      STARTED,
      ...said(evil),
      { type: EventType.CUSTOM, name: evil, value: null },
      ...calls(evil),
      { type: EventType.RUN_ERROR, message: evil },
    ]);
    const { out, err, code } = await ran([url, "--message", "Hi"]);
    // oxlint-disable-next-line no-control-regex
    expect(out + err).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
    expect(out).toContain("assistant  \\x1b[2J\\x9b31m\\x07\\rgone\\u202e\n           assistant  It is me\n");
    expect(err).toContain("RUN_ERROR");
    expect(code).toBe(1);
  });

  it("is coloured only where a terminal wants it", async () => {
    const { url } = await plain([STARTED, ...said("Hello"), FINISHED]);
    const { out } = await ran([url, "--message", "Hi"], { colour: true });
    expect(out).toBe("\u001b[1myou\u001b[0m        Hi\n\u001b[1;36massistant\u001b[0m  Hello\n");
  });

  it("can print whatever was ever recorded", async () => {
    const wild = fileURLToPath(new URL("../fixtures/wild", import.meta.url));
    const names = readdirSync(wild, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".sse"));
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) {
      const opened = await openFile(readFileSync(join(wild, name)), {});
      if (!opened.ok) continue;
      let out = "";
      const printer = new ConversationText(opened.value.reading, (more) => (out += more), false);
      printer.end();
      // oxlint-disable-next-line no-control-regex
      expect(out, name).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f]/);
      for (const line of out.split("\n")) expect(line, name).toMatch(/^(?:[a-z][a-z ]{8} {2}| {11}|$)/);
    }
  });
});

it("sends headers, state, context and forwarded props, and never tells the values of headers", async () => {
  const { url, received, headers } = await plain([STARTED, FINISHED]);
  const out = pathOf("secret.agui.jsonl");
  const {
    code,
    out: printed,
    err,
  } = await ran([
    url,
    "--message",
    "Hi",
    "--header",
    "Authorization: Bearer sk-secret",
    "--header",
    "X-Key: sk-secret",
    "--state",
    file({ a: 1 }),
    "--forwarded-props",
    file({ b: 2 }),
    "--context",
    "Language: pt: PT",
    "--thread",
    "thr-1",
    "--out",
    out,
  ]);
  expect(code).toBe(0);
  expect(headers[0]).toMatchObject({ authorization: "Bearer sk-secret", "x-key": "sk-secret" });
  expect(parsed(received[0])).toMatchObject({
    threadId: "thr-1",
    state: { a: 1 },
    forwardedProps: { b: 2 },
    context: [{ description: "Language", value: "pt: PT" }],
    messages: [{ role: "user", content: "Hi" }],
  });
  const recording = readFileSync(out, "utf8");
  expect(recording).toContain("Authorization");
  expect(printed + err + recording).not.toContain("sk-secret");
});

it("takes no header to another server", async () => {
  const other: (string | undefined)[] = [];
  const away = await serveBodies((_body, request, response) => {
    other.push(request.url);
    response.end();
  });
  const url = await serveBodies((body, request, response) => {
    if (request.url === "/there") {
      response.writeHead(200, { "content-type": "text/event-stream" });
      for (const event of [STARTED, ...said("Here."), FINISHED]) response.write(encoded(event, body));
      response.end();
      return;
    }
    response.writeHead(307, { location: request.url === "/" ? "/there" : `${away}/` }).end();
  });
  expect((await ran([`${url}/`, "--message", "Hi", "--header", "X-Key: s"])).lines.at(-1)).toBe("assistant  Here.");
  const away307 = await ran([`${url}/away`, "--message", "Hi", "--header", "X-Key: s"]);
  expect(away307.code).toBe(3);
  expect(away307.err).toContain("307");
  expect(other).toEqual([]);
});

it("talks over a WebSocket, with headers", async () => {
  const sockets = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  onClose(() => sockets.close());
  await new Promise((resolve) => sockets.once("listening", resolve));
  const keys: unknown[] = [];
  sockets.on("connection", (socket, request) => {
    keys.push(request.headers["x-key"]);
    socket.once("message", (data: Buffer) => {
      const { threadId, runId } = JSON.parse(data.toString()) as { threadId: string; runId: string };
      for (const event of [{ ...STARTED, threadId, runId }, ...said("Socket."), { ...FINISHED, threadId, runId }])
        socket.send(JSON.stringify(event));
      socket.close();
    });
  });
  const address = sockets.address();
  const port = typeof address === "object" ? address?.port : 0;
  const { code, lines, err } = await ran([`ws://127.0.0.1:${port}/`, "--message", "Hi", "--header", "X-Key: k"]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(lines.at(-1)).toBe("assistant  Socket.");
  expect(keys).toEqual(["k"]);
});

describe("--follow", () => {
  it("goes on with each line of standard input, a run that failed notwithstanding", async () => {
    const { url, received } = await plain(
      [STARTED, ...said("One."), FINISHED],
      [STARTED, { type: EventType.RUN_ERROR, message: "Oops" }],
      [STARTED, { type: EventType.TEXT_MESSAGE_CHUNK, messageId: "a3", delta: "Three." }, FINISHED],
    );
    const { code, lines } = await ran([url, "--message", "1", "--follow", "--state", file({ a: 1 })], {
      stdin: ["2", "\r\n\né", "3"],
    });
    const bodies = received.map(parsed);
    expect(new Set(bodies.map(({ threadId }) => threadId)).size).toBe(1);
    expect(bodies.map(({ messages }) => messages.map(({ content }) => content))).toEqual([
      ["1"],
      ["1", "One.", "2"],
      ["1", "One.", "2", "é3"],
    ]);
    expect(lines).toEqual(["you        1", "assistant  One.", "you        2", "you        é3", "assistant  Three."]);
    // The worst of the three.
    expect(code).toBe(1);
  });

  it.each([
    ["something waits for an answer", [STARTED, ...calls("weather"), FINISHED], 4],
    ["the connection breaks", undefined, 3],
  ])("ends when %s: the next line would go to somebody who does not listen", async (_what, events, expected) => {
    const received: string[] = [];
    const url = await serveBodies((body, _request, response) => {
      received.push(body);
      response.writeHead(200, { "content-type": "text/event-stream" });
      for (const event of events ?? [STARTED]) response.write(encoded(event, body));
      if (events) response.end();
      else response.write("data: {", () => response.destroy());
    });
    const tools = file([{ name: "weather" }]);
    const { code } = await ran([url, "--message", "1", "--follow", "--tools", tools], { stdin: ["2\n", "3\n"] });
    expect({ code, requests: received.length }).toEqual({ code: expected, requests: 1 });
  });

  it("sends no request of its own with --max-rounds 0, and says what still waits", async () => {
    const { url, received } = await plain([STARTED, ...calls("weather"), FINISHED]);
    const answers = file({ tools: { weather: { kind: "fixed", text: "sun" } } });
    const args = [url, "--message", "1", "--tools", file([{ name: "weather" }]), "--answers", answers];
    const { code, err } = await ran([...args, "--max-rounds", "0"]);
    expect({ code, requests: received.length }).toEqual({ code: 1, requests: 1 });
    expect(err).toContain("stopped after 0 rounds");
  });

  it("begins with standard input where there is no --message, and ends when it is stopped, with the recording", async () => {
    const { url } = await plain([STARTED, ...said("One."), FINISHED]);
    const stop = new AbortController();
    const out = pathOf("follow.agui.jsonl");
    const { code } = await ran([url, "--follow", "--out", out], {
      stdin: (async function* () {
        yield "first\n";
        // Asked for more: the answer to the first line is there.
        stop.abort();
        await new Promise(() => undefined);
      })(),
      stop: stop.signal,
    });
    expect(code).toBe(130);
    expect(readFileSync(out, "utf8")).toContain("One.");
  });
});

it("is stopped in the middle of an answer, and writes what came", async () => {
  const left = deferred();
  const url = await serveBodies((body, _request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const event of [STARTED, ...said("Wait").slice(0, 2)]) response.write(encoded(event, body));
    response.once("close", () => left.resolve());
  });
  const stop = new AbortController();
  const out = pathOf("stopped.agui.jsonl");
  const { code, out: printed } = await ran([url, "--message", "Hi", "--out", out], {
    stop: stop.signal,
    onOut: (soFar) => {
      if (soFar.includes("Wait")) stop.abort();
    },
  });
  await left.promise;
  expect(code).toBe(130);
  expect(printed).toBe("you        Hi\nassistant  Wait\n");
  expect(readFileSync(out, "utf8")).toContain('"reason":"aborted"');
});
