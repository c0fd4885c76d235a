import { describe, expect, it } from "vitest";
import { Reading } from "#src/reconstruction/reading.ts";
import { BodyReader } from "#src/transport/bodyReader.ts";
import type { EndReason, TransportSignal, WireResponse } from "#src/transport/types.ts";
import { diagnose } from "./diagnosis/diagnose.ts";
import { factsOf } from "./diagnosis/facts.ts";
import { statusOf } from "./runStatus.ts";

const URL = "http://agent.test:8000/chat";
const STARTED = { type: "RUN_STARTED", threadId: "t", runId: "r" };
const FINISHED = { type: "RUN_FINISHED", threadId: "t", runId: "r" };
const sse = (...events: readonly object[]): string =>
  events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");

interface Answer {
  readonly status?: number;
  readonly type?: string;
  readonly body?: string;
  readonly end?: EndReason | "none";
  readonly message?: string;
  readonly response?: Partial<WireResponse> | "none";
}

function signalsOf({
  status = 200,
  type = "text/event-stream",
  body = "",
  end = "complete",
  message = "",
  response,
}: Answer) {
  const signals: TransportSignal[] = [
    {
      type: "request",
      request: { method: "POST", url: URL, headers: [], body: "{}", startedAt: 0, via: "direct" },
    },
  ];
  if (response !== "none") {
    const head = {
      status,
      statusText: "",
      headers: [{ name: "content-type", value: type }],
      url: URL,
      redirected: false,
    };
    signals.push({ type: "response", time: 1, response: { ...head, ...response } });
  }
  const reader = new BodyReader({ status, contentType: type });
  const bytes = new TextEncoder().encode(body);
  if (bytes.length > 0) signals.push({ type: "chunk", time: 2, bytes, ...reader.push(bytes) });
  if (end !== "none") signals.push({ type: "end", time: 3, reason: end, message, ...reader.end() });
  return signals;
}

function statusAfter(answer: Answer, pageUrl?: string): string {
  const reading = new Reading();
  for (const signal of signalsOf(answer)) reading.receive(signal);
  const { phase, detail } = statusOf(reading, 0, pageUrl);
  const facts = factsOf(reading, 0, pageUrl);
  const diagnosis = facts && diagnose(facts);
  return `${phase}: ${phase === "failed" ? `${detail} | ${diagnosis?.sentence}` : detail}`;
}

describe("statusOf", () => {
  it.each<[string, Answer, string]>([
    ["before the answer", { response: "none", end: "none" }, "connecting: "],
    ["before the first event", { end: "none" }, "connecting: HTTP 200 OK, no event yet."],
    ["while events come", { body: sse(STARTED), end: "none" }, "streaming: 1 event"],
    ["a whole run", { body: sse(STARTED, FINISHED) }, "finished: "],
    [
      "a cancelled run",
      { body: sse(STARTED, { ...FINISHED, outcome: { type: "cancelled" } }) },
      "finished: The agent says that the run was cancelled.",
    ],
    [
      "an interrupt",
      {
        body: sse(STARTED, {
          ...FINISHED,
          outcome: { type: "interrupt", interrupts: [{ id: "i", reason: "confirmation" }] },
        }),
      },
      "waiting: 1 open interrupt.",
    ],
    [
      "a frontend tool call",
      {
        body: sse(
          STARTED,
          { type: "TOOL_CALL_START", toolCallId: "c", toolCallName: "book_hotel" },
          { type: "TOOL_CALL_END", toolCallId: "c" },
          FINISHED,
        ),
      },
      "waiting: 1 tool call without a result (book_hotel).",
    ],
    [
      "very many frontend tool calls",
      {
        body: sse(
          STARTED,
          ...["a", "b", "c", "d", "e", "f", "g"].map((name) => ({
            type: "TOOL_CALL_CHUNK",
            toolCallId: name,
            toolCallName: `tool_${name}`,
          })),
          FINISHED,
        ),
      },
      "waiting: 7 tool calls without a result (tool_a, tool_b, tool_c, tool_d, tool_e, …).",
    ],
    [
      "RUN_ERROR",
      { body: sse(STARTED, { type: "RUN_ERROR", message: "No\nkey", code: "AUTH" }) },
      "failed: RUN_ERROR: No key (code AUTH) | The agent ended the run with RUN_ERROR: No key (code AUTH)",
    ],
    [
      "what follows RUN_ERROR",
      { body: sse(STARTED, { type: "RUN_ERROR", message: "No key" }, { type: "CUSTOM", name: "status", value: 1 }) },
      "failed: RUN_ERROR: No key | The agent ended the run with RUN_ERROR: No key",
    ],
    [
      "a cut stream",
      { body: sse(STARTED) },
      "failed: No RUN_FINISHED or RUN_ERROR | The stream ended without RUN_FINISHED or RUN_ERROR. The last event was RUN_STARTED (event 1). An exception in the agent often ends a stream so: look into its log.",
    ],
    ["Stop", { body: sse(STARTED), end: "aborted" }, "stopped: You stopped it after 1 event."],
    ["Stop at once", { response: "none", end: "aborted" }, "stopped: You stopped it before an answer came."],
    [
      "a broken connection",
      { body: sse(STARTED), end: "reset", message: "network error" },
      "failed: The connection broke after 1 event: network error | The connection broke after 1 event (network error). The agent's process crashed or was restarted, or a proxy cut the connection: look into their logs.",
    ],
    [
      "an empty body",
      {},
      "failed: The body is empty | HTTP 200 OK, but the body is empty: no event came. The agent ended without a word; look into its log.",
    ],
    [
      "only comments",
      { body: ": a\n\n: b\n\n" },
      "failed: No event came | HTTP 200 OK, but the body holds only 2 comments and no event: the agent kept the connection alive and then ended it.",
    ],
    [
      "only bad frames",
      { body: "data: {\n\n" },
      "failed: No usable event came | HTTP 200 OK, but the body holds 1 frame and no usable AG-UI event: the Problems view says why.",
    ],
    [
      "an HTML page",
      { type: "text/html", body: "<!doctype html><title>My app</title><p>Hi" },
      "failed: An HTML page instead of a stream | HTTP 200 OK, but the body is an HTML page (My app) and no event stream. Check the path: this is the address of a page and not of an agent.",
    ],
    [
      "JSON that is no stream",
      { type: "application/json", body: '{"error":"busy"}' },
      "failed: JSON instead of a stream | HTTP 200 OK, but the body is JSON (application/json) and no event stream: busy",
    ],
    [
      "text that is no stream",
      { type: "text/plain", body: "hello" },
      "failed: Text instead of a stream | HTTP 200 OK, but the body is text (text/plain) and no event stream: hello",
    ],
    [
      "422",
      { status: 422, type: "application/json", body: '{"detail":[{"loc":["body","tools"],"msg":"Field required"}]}' },
      "failed: HTTP 422 Unprocessable Content | HTTP 422 Unprocessable Content: tools: Field required. The request editor marks it.",
    ],
    [
      "500 with text",
      { status: 500, type: "text/plain", body: "Internal Server Error" },
      "failed: HTTP 500 Internal Server Error | HTTP 500 Internal Server Error, and no word about why. AG2 answers so to a request that is not complete: it lacks threadId, runId, state, messages, tools, context and forwardedProps. It needs threadId, runId, state, messages (each with an id), tools, context and forwardedProps.",
    ],
    [
      "404 with HTML",
      { status: 404, type: "text/html", body: "<html><title>Not here</title>" },
      "failed: HTTP 404 Not Found | HTTP 404 Not Found: Not here. No agent is at /chat: check the path, a slash at its end included, or try the usual ones.",
    ],
    [
      "401 with nothing",
      { status: 401 },
      "failed: HTTP 401 Unauthorized | HTTP 401 Unauthorized. The request had no header with credentials: add one.",
    ],
    [
      "500 with a stream",
      { status: 500, body: sse({ type: "X" }) },
      'failed: HTTP 500 Internal Server Error | HTTP 500 Internal Server Error: data: {"type":"X"}.',
    ],
    [
      "a redirect to a page",
      {
        type: "text/html",
        body: "<html><title>Log in</title>",
        response: { redirected: true, url: "http://agent.test/login" },
      },
      "failed: An HTML page instead of a stream | HTTP 200 OK (after a redirect to http://agent.test/login), but the body is an HTML page (Log in) and no event stream. It looks like a login page: send the credentials as a header, or use an address that is not behind the login.",
    ],
    ["a capture without its response", { response: "none", body: sse(STARTED, FINISHED) }, "finished: "],
  ])("%s", (_name, answer, expected) => {
    expect(statusAfter(answer)).toBe(expected);
  });

  it("names the likely causes when nothing answered", () => {
    const said = statusAfter(
      { response: "none", end: "unreachable", message: "Failed to fetch" },
      "http://127.0.0.1:4700/",
    );
    expect(said).toMatch(
      /^failed: No answer from http:\/\/agent\.test:8000 \| No answer from http:\/\/agent\.test:8000: the server is not running, or .*CORS/,
    );
  });

  it("speaks of one exchange: an earlier one that failed says nothing about the next", () => {
    const reading = new Reading();
    for (const signal of [...signalsOf({ status: 500 }), ...signalsOf({ body: sse(STARTED, FINISHED) })])
      reading.receive(signal);
    expect(statusOf(reading, 0).phase).toBe("failed");
    expect(statusOf(reading, 1).phase).toBe("finished");
  });

  it("does not take the success of an earlier run for one of this exchange", () => {
    const reading = new Reading();
    for (const signal of [...signalsOf({ body: sse(STARTED, FINISHED) }), ...signalsOf({})]) reading.receive(signal);
    expect(statusOf(reading, 1)).toMatchObject({ phase: "failed", detail: expect.stringContaining("empty") });
  });

  it("is idle for a recording without a request", () => {
    expect(statusOf(new Reading(), 0)).toEqual({ phase: "idle", detail: "" });
  });
});
