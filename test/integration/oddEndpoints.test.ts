import { delay, http, HttpResponse, type HttpResponseResolver } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Reading } from "#src/reconstruction/reading.ts";
import { diagnose } from "#src/run/diagnosis/diagnose.ts";
import { factsOf } from "#src/run/diagnosis/facts.ts";
import type { Diagnosis } from "#src/run/diagnosis/types.ts";
import { startRun } from "#src/run/runLoop.ts";
import type { RunStatus } from "#src/run/types.ts";
import { createHttpTransport } from "#src/transport/httpTransport.ts";
import { FINISHED, frames, INPUT, SSE, STARTED } from "./support/diagnosing.ts";

// Endpoints that fail in ways that no server of a test brings about easily. Each goes through the transport, the run and the reading as the page has
// them: what the user is told, and that nothing is lost of what came.

const AGENT = "http://agent.test/run";
const PAGE = "http://127.0.0.1:4700/";
const network = setupServer();
beforeAll(() => network.listen({ onUnhandledRequest: "bypass" }));
afterEach(() => network.resetHandlers());
afterAll(() => network.close());

interface Met {
  readonly status: RunStatus;
  readonly diagnosis: Diagnosis | undefined;
  readonly reading: Reading;
  /** All that was kept of the body. */
  readonly kept: Buffer;
  /** `event`, `comment`, … of each row. */
  readonly kinds: readonly string[];
  readonly rules: readonly string[];
}

/** Runs against an endpoint that answers so. */
async function met(answer: HttpResponseResolver, onAsked?: (stop: () => void) => void): Promise<Met> {
  network.use(
    http.post(AGENT, (info) => {
      onAsked?.(() => run.stop());
      return answer(info);
    }),
  );
  const reading = new Reading();
  const transport = createHttpTransport();
  const body = JSON.stringify(INPUT);
  const run = startRun({ transport, url: AGENT, headers: [], body, reading, notify: () => undefined, pageUrl: PAGE });
  const status = await run.finished;
  const facts = factsOf(reading, 0, PAGE);
  if (!facts) throw new Error("There is no exchange.");
  const diagnosis = diagnose(facts);
  // The status bar says the same in a few words.
  expect(diagnosis?.severity !== "error" || (status.phase === "failed" && status.detail === diagnosis.short)).toBe(
    true,
  );
  const { log } = reading;
  const seqs = Array.from({ length: log.length }, (_, at) => at + 1);
  const kept = Buffer.concat([...seqs.map((seq) => log.bytes(seq)), log.bytesAfterFrames(0)]);
  const rules = reading.findings.map(({ rule }) => rule);
  return { status, diagnosis, reading, kept, kinds: seqs.map((seq) => log.kind(seq)), rules };
}

type Piece = string | Uint8Array;
const bytesOf = (piece: Piece): Uint8Array => (typeof piece === "string" ? new TextEncoder().encode(piece) : piece);

/** A body in pieces, which ends well or breaks; each is read before the next comes. */
function inPieces(pieces: readonly Piece[], breaks = false): ReadableStream<Uint8Array> {
  const left = [...pieces];
  return new ReadableStream(
    {
      pull(controller) {
        const next = left.shift();
        if (next !== undefined) controller.enqueue(bytesOf(next));
        else if (breaks) controller.error(new TypeError("socket hang up"));
        else controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}

interface Sending {
  readonly breaks?: boolean;
  readonly headers?: Record<string, string>;
}

const streamed =
  (pieces: readonly Piece[], { breaks = false, headers = SSE }: Sending = {}): HttpResponseResolver =>
  () =>
    new HttpResponse(inPieces(pieces, breaks), { headers });

const said = (delta: string): object => ({ type: "TEXT_MESSAGE_CHUNK", messageId: "a1", role: "assistant", delta });
const data = (text: string): string => `data: ${text}\n\n`;
const SOME = "it came";

describe("an answer that is no stream", () => {
  it.each<readonly [string, HttpResponseResolver, Diagnosis["code"], RegExp, string]>([
    [
      "204",
      () => new HttpResponse(null, { status: 204 }),
      "empty-body",
      /^HTTP 204 No Content: the address took the request and answers without a body, as no agent does\. Check the path/,
      "",
    ],
    [
      "413 in words",
      () => HttpResponse.text("Payload Too Large", { status: 413 }),
      "http-status",
      /^HTTP 413 Payload Too Large\. The request has \d+ B, more than the server or a proxy before it takes: raise that limit, or send less\./,
      "Payload Too Large",
    ],
    [
      "413 of nginx, which is no wrong address",
      () => HttpResponse.html("<html><title>413 Request Entity Too Large</title></html>", { status: 413 }),
      "http-status",
      /413 Request Entity Too Large\. The request has \d+ B.*raise that limit/,
      "<title>413",
    ],
    [
      "520 of a proxy, which is no wrong address",
      () =>
        HttpResponse.html("<html><title>520: Web server is returning an unknown error</title></html>", { status: 520 }),
      "http-status",
      /^HTTP 520, and a page instead of an answer \(520: .*\): the server, or a proxy before it, failed/,
      "<title>520",
    ],
    [
      "401 with two ways to say who one is, and nothing said",
      () =>
        HttpResponse.json({}, { status: 401, headers: { "www-authenticate": 'Basic realm="a", Bearer realm="b"' } }),
      "unauthorized",
      /^HTTP 401 Unauthorized\. It asks for Basic for “a” or Bearer for “b”\. The request had no header with credentials: add one\.$/,
      "{}",
    ],
    [
      "429 with a Retry-After that is none",
      () => HttpResponse.json({ message: "Slow down" }, { status: 429, headers: { "retry-after": "soon" } }),
      "too-many-requests",
      /^HTTP 429 Too Many Requests: Slow down\.$/,
      "Slow down",
    ],
    [
      "503 with Retry-After",
      () => HttpResponse.json({ message: "overloaded" }, { status: 503, headers: { "retry-after": "30" } }),
      "http-status",
      /overloaded\. It asks to wait 30 s\.$/,
      "overloaded",
    ],
    [
      "a redirect to a login page",
      () => HttpResponse.redirect("http://agent.test/login", 303),
      "html",
      /\(after a redirect to http:\/\/agent\.test\/login\).*HTML page \(Welcome\).*login page: send the credentials as a header/,
      "password",
    ],
    ["NUL bytes", streamed([new Uint8Array(64)]), "not-a-stream", /and no event stream: \uFFFD$/, "\0\0\0"],
    [
      "UTF-16",
      streamed([Buffer.from(frames(STARTED, FINISHED), "utf16le")]),
      "not-a-stream",
      /is UTF-16.*always UTF-8: encode it so\.$/,
      "d\0a\0t\0a\0",
    ],
    [
      "what says that it is compressed and is not",
      streamed([frames(STARTED, FINISHED)], { headers: { ...SSE, "content-encoding": "gzip" } }),
      "compressed",
      /says that it is compressed \(gzip\), and it could not be unpacked.*Turn compression off/,
      "",
    ],
  ])("%s", async (_name, answer, code, sentence, shown) => {
    network.use(
      http.get("http://agent.test/login", () =>
        HttpResponse.html('<html><title>Welcome</title><input type="password"></html>'),
      ),
    );
    const { diagnosis, kept } = await met(answer);
    expect(diagnosis?.sentence).toMatch(sentence);
    expect(diagnosis?.code).toBe(code);
    expect(kept.toString()).toContain(shown);
  });

  it.each<readonly [string, object, string]>([
    ["OpenAI's", { error: { message: "Incorrect API key", type: "invalid_request_error" } }, "Incorrect API key"],
    ["FastAPI's", { detail: "The agent is not ready" }, "The agent is not ready"],
    ["GraphQL's", { errors: [{ message: "Cannot query field run" }] }, "Cannot query field run"],
    ["Spring's", { status: 500, error: "Internal Server Error", message: "No bean", path: "/run" }, "No bean"],
    ["ASP.NET's", { title: "Invalid", errors: { threadId: ["Required."] } }, "threadId: Required."],
    ["JSON-RPC's", { jsonrpc: "2.0", id: 1, error: { code: -32601, message: "Method not found" } }, "Method not found"],
    ["AWS Lambda's", { errorMessage: "Task timed out", errorType: "Sandbox.Timedout" }, "stream: Task timed out"],
  ])("an error in %s JSON with status 200 is quoted", async (_whose, value, words) => {
    const { diagnosis, kept } = await met(() => HttpResponse.json(value));
    expect(diagnosis).toMatchObject({ code: "not-a-stream", offers: [{ type: "try-paths" }] });
    expect(diagnosis?.sentence).toContain(words);
    expect(kept.toString()).toBe(JSON.stringify(value));
  });
});

describe("a stream of what is no event", () => {
  it.each<readonly [string, readonly Piece[], RegExp]>([
    ["comments", [": ping\n\n", ": ping\n\n"], /holds only 2 comments and no event/],
    [
      "events that were encoded twice",
      [STARTED, FINISHED].map((event) => data(JSON.stringify(JSON.stringify(event)))),
      /holds 2 frames and no usable AG-UI event: each is JSON inside a JSON string\. It was encoded twice: send the object itself\.$/,
    ],
    [
      "events that were framed twice",
      [data(frames(STARTED).trim()), data(frames(FINISHED).trim())],
      /“data:” stands twice in a line.*give the framework the JSON alone\.$/,
    ],
    [
      "a model's own",
      [data('{"object":"chat.completion.chunk","choices":[]}'), data("[DONE]")],
      /the stream of OpenAI's API\. Send to the agent and not to the model\.$/,
    ],
    ["an error event", ['event: error\ndata: {"message":"Out of credit"}\n\n'], /It says: “Out of credit”/],
    ["objects without a type", [data("{}"), data("{}")], /holds 2 frames and no usable AG-UI event: the Problems view/],
  ])("%s", async (_name, pieces, sentence) => {
    const { diagnosis, kept } = await met(streamed(pieces));
    expect(diagnosis).toMatchObject({ code: "no-events" });
    expect(diagnosis?.sentence).toMatch(sentence);
    expect(kept).toEqual(Buffer.concat(pieces.map(bytesOf)));
  });
});

describe("a stream that goes wrong on its way", () => {
  const HALF = Buffer.from(`data: ${JSON.stringify(said("Olá"))}`.split("á")[0] ?? "");
  // The first of the two bytes of “á”.
  const CUT = Buffer.concat([HALF, Uint8Array.of(0xc3)]);

  it.each([true, false])("ends inside a character, broken off: %s", async (breaks) => {
    const pieces = [frames(STARTED, said(SOME)), CUT];
    const { diagnosis, kept, rules, reading, kinds } = await met(streamed(pieces, { breaks }));
    expect(diagnosis?.code).toBe(breaks ? "broken" : "no-terminal");
    expect(diagnosis?.sentence).toContain(
      breaks ? "The connection broke after 3 events (socket hang up)." : "ended without RUN_FINISHED or RUN_ERROR.",
    );
    expect(kept).toEqual(Buffer.concat(pieces.map(bytesOf)));
    expect(kinds).toEqual(["event", "event", "event"]);
    expect(rules).toContain("transport/invalid-utf8");
    expect(reading.viewAt(reading.length).messages.at(-1)?.content).toBe(SOME);
  });

  it("breaks after three events", async () => {
    const pieces = [frames(STARTED), frames(said("Hello")), frames(said(" there"))];
    const { diagnosis, kept, reading } = await met(streamed(pieces, { breaks: true }));
    expect(diagnosis).toMatchObject({ code: "broken" });
    expect(diagnosis?.sentence).toContain("after 3 events");
    expect(kept.toString()).toBe(pieces.join(""));
    expect(reading.viewAt(reading.length).messages.at(-1)?.content).toBe("Hello there");
  });

  it.each<readonly [string, string, string]>([
    ["in words", "Internal Server Error", "Internal Server Error"],
    ["as a page", "<html><body><h1>502 Bad Gateway</h1></body></html>", "502 Bad Gateway"],
    ["as JSON", data('{"error":"The model is gone"}'), "The model is gone"],
    ["as JSON without data:", '{"detail":"The model is gone"}', "The model is gone"],
  ])("ends with what a server says that gives up, %s", async (_how, last, words) => {
    const { diagnosis, kept, reading } = await met(streamed([frames(STARTED, said(SOME)), last]));
    expect(diagnosis).toMatchObject({ code: "no-terminal" });
    expect(diagnosis?.sentence).toContain(`What came last is no event: “${words}”.`);
    expect(kept.toString()).toContain(last);
    expect(reading.length).toBe(3);
  });

  it("ends with an event that AG-UI does not have: that is no server's word", async () => {
    const { diagnosis } = await met(streamed([frames(STARTED, { type: "SOMETHING_NEW", message: "Hm" })]));
    expect(diagnosis?.sentence).not.toContain("Hm");
  });
});

describe("a stream that comes oddly and is whole", () => {
  const ALL = frames(STARTED, said("Olá ✓ 😀"), FINISHED);
  const LATE = frames({ type: "CUSTOM", name: "late", value: 1 });
  const empty = new Uint8Array(0);

  it.each<readonly [string, HttpResponseResolver, string, readonly string[]]>([
    ["byte by byte", streamed([...bytesOf(ALL)].map((byte) => Uint8Array.of(byte))), ALL, []],
    ["with empty chunks", streamed([empty, frames(STARTED), empty, ALL.slice(frames(STARTED).length), empty]), ALL, []],
    ["after a byte order mark", streamed([Uint8Array.of(0xef, 0xbb, 0xbf), ALL]), `\uFEFF${ALL}`, []],
    ["without a content type", streamed([ALL], { headers: {} }), ALL, ["transport/content-type"]],
    [
      "as application/octet-stream",
      streamed([ALL], { headers: { "content-type": "application/octet-stream" } }),
      ALL,
      ["transport/content-type"],
    ],
    ["with more after its end", streamed([ALL, LATE]), ALL + LATE, ["run/after-finished"]],
  ])("%s", async (_name, answer, body, rules) => {
    const found = await met(answer);
    expect(found.status).toMatchObject({ phase: "finished" });
    expect(found.diagnosis?.severity ?? "hint").toBe("hint");
    expect(found.kept.toString()).toBe(body);
    expect(found.rules).toEqual(rules);
    expect(found.reading.viewAt(3).messages.at(-1)?.content).toBe("Olá ✓ 😀");
  });

  it("a line of 5 MB", async () => {
    const long = "x".repeat(5_000_000);
    const { status, reading, rules } = await met(streamed([frames(STARTED, said(long), FINISHED)]));
    expect(status).toMatchObject({ phase: "finished" });
    expect(reading.viewAt(3).messages.at(-1)?.content).toBe(long);
    expect(rules).toEqual([]);
  });

  it.each([
    ["a byte order mark", Uint8Array.of(0xef, 0xbb, 0xbf), "transport/bom-midstream"],
    ["NUL bytes", new Uint8Array(4), "transport/stray-text"],
  ])("%s before an event, which readers lose: the row is there, and says so", async (_name, before, rule) => {
    const { kept, kinds, rules, reading } = await met(
      streamed([frames(STARTED), before, frames(said(SOME)), frames(FINISHED)]),
    );
    expect(kinds).toEqual(["event", "field", "event"]);
    expect(kept.toString()).toContain(SOME);
    expect(rules).toContain(rule);
    expect(reading.viewAt(3).messages.map(({ role }) => role)).toEqual(["user"]);
  });
});

describe("text in the middle of a stream, which no client shows", () => {
  it("an error page and a stack trace: each is a row or beside one, and said", async () => {
    const trace = 'Traceback (most recent call last):\n  File "app.py", line 3\nValueError: no city\n';
    const { status, kept, kinds, reading } = await met(
      streamed([
        frames(STARTED),
        "<!doctype html>\n<title>502 Bad Gateway</title>\n\n",
        trace,
        frames(said("Hello")),
        '{"type":"CUSTOM"}\n\n',
        frames(FINISHED),
      ]),
    );
    expect(status).toMatchObject({ phase: "finished" });
    expect(kinds).toEqual(["event", "field", "event", "field", "event"]);
    expect(kept.toString()).toContain(trace);
    const stray = reading.findings.filter(({ rule }) => rule === "transport/stray-text");
    expect(stray.map(({ seq, severity, found }) => [seq, severity, found])).toEqual([
      [2, "warning", "<!doctype html>"],
      [3, "warning", "Traceback (most recent call last):"],
      [4, "warning", '{"type":"CUSTOM"}'],
    ]);
    expect(stray.map(({ message }) => message)).toEqual([
      expect.stringContaining("looks like a page"),
      expect.stringContaining("a log or an error"),
      expect.stringContaining("“data: ” is missing"),
    ]);
  });
});

describe("no answer", () => {
  it("that the browser blocked: it tells no more, and neither do we", async () => {
    const { diagnosis, kinds } = await met(() => HttpResponse.error());
    expect(diagnosis).toMatchObject({
      code: "unreachable",
      offers: [{ type: "look-behind" }, { type: "use-relay" }],
      mend: { origin: "http://127.0.0.1:4700" },
    });
    expect(diagnosis?.sentence).toContain("or it does not allow this page's origin http://127.0.0.1:4700 (CORS)");
    expect(kinds).toEqual([]);
  });

  it("whose headers never come, until it is stopped", async () => {
    const { status, diagnosis } = await met(
      async () => {
        await delay("infinite");
        return new HttpResponse();
      },
      (stop) => stop(),
    );
    expect(status).toEqual({ phase: "stopped", detail: "You stopped it before an answer came." });
    expect(diagnosis).toBeUndefined();
  });
});
