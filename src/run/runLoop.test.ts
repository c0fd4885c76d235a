import { describe, expect, it } from "vitest";
import { Reading } from "#src/reconstruction/reading.ts";
import { BodyReader } from "#src/transport/bodyReader.ts";
import type { OutgoingRequest, RunTransport } from "#src/transport/runTransport.ts";
import { startRun } from "./runLoop.ts";
import type { RunStatus } from "./types.ts";

const RUN = 'data: {"type":"RUN_STARTED","threadId":"t","runId":"r"}\n\n';
const DONE = 'data: {"type":"RUN_FINISHED","threadId":"t","runId":"r"}\n\n';

/** Answers with these chunks, one a tick, then ends or waits for Stop; remembers what it was asked to send. */
class ScriptedTransport implements RunTransport {
  readonly sent: OutgoingRequest[] = [];

  constructor(
    private readonly chunks: readonly string[],
    private readonly waits: boolean,
  ) {}

  async run(...[request, sink, signal]: Parameters<RunTransport["run"]>): Promise<void> {
    this.sent.push(request);
    const { url, body } = request;
    void sink({ type: "request", request: { method: "POST", url, headers: [], body, startedAt: 0, via: "direct" } });
    const response = { status: 200, statusText: "OK", headers: [], url, redirected: false };
    void sink({ type: "response", time: 0, response });
    const reader = new BodyReader({ status: 200, contentType: "text/event-stream" });
    for (const chunk of this.chunks) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      const bytes = new TextEncoder().encode(chunk);
      void sink({ type: "chunk", time: 1, bytes, ...reader.push(bytes) });
    }
    if (this.waits) await new Promise((resolve) => signal.addEventListener("abort", resolve));
    void sink({ type: "end", time: 2, reason: signal.aborted ? "aborted" : "complete", message: "", ...reader.end() });
  }
}

interface Setup {
  readonly chunks?: readonly string[];
  readonly waits?: boolean;
  readonly url?: string;
  readonly headers?: readonly { name: string; value: string }[];
}

function started({ chunks = [RUN, DONE], waits = false, url = "http://agent.test/", headers = [] }: Setup = {}) {
  const transport = new ScriptedTransport(chunks, waits);
  const reading = new Reading();
  const told: RunStatus[] = [];
  const run = startRun({ transport, url, headers, body: "{}", reading, notify: (status) => told.push(status) });
  return { transport, reading, told, run };
}

describe("startRun", () => {
  it("feeds the reading and tells of each step", async () => {
    const { run, reading, told } = started();
    expect(await run.finished).toEqual({ phase: "finished", detail: "" });
    expect(reading.length).toBe(2);
    expect(told.map(({ phase }) => phase)).toEqual([
      "connecting",
      "connecting",
      "connecting",
      "streaming",
      "streaming",
      "finished",
    ]);
  });

  it("keeps what had arrived when it is stopped", async () => {
    const { run, reading, told } = started({ chunks: [RUN], waits: true });
    await expect.poll(() => told.at(-1)?.phase).toBe("streaming");
    run.stop();
    expect(await run.finished).toEqual({ phase: "stopped", detail: "You stopped it after 1 event." });
    expect(reading.length).toBe(1);
  });

  it.each([
    { url: "localhost:8000", says: "try http://localhost:8000" },
    { url: "", says: "no endpoint address" },
    { url: "http://a.test/", headers: [{ name: "bad name", value: "x" }], says: "no header name" },
  ])("sends nothing for $url: $says", async ({ says, ...setup }) => {
    const { run, transport, reading, told } = started(setup);
    const status = await run.finished;
    const sentence: unknown = expect.stringContaining(says);
    expect(status).toEqual({ phase: "failed", detail: "Nothing was sent", sentence });
    expect(told).toEqual([status]);
    expect(transport.sent).toEqual([]);
    expect(reading.log.exchanges).toEqual([]);
  });

  it("leaves out header rows that are empty and keeps the address as typed", async () => {
    const headers = [
      { name: "", value: "" },
      { name: "X-API-Key", value: "k" },
    ];
    const { run, transport } = started({ url: " http://agent.test/a/ ", headers });
    await run.finished;
    expect(transport.sent).toEqual([
      { url: "http://agent.test/a/", headers: [{ name: "X-API-Key", value: "k" }], body: "{}" },
    ]);
  });

  it("adds each run to the same recording", async () => {
    const { run, reading, transport } = started();
    await run.finished;
    const again = startRun({
      transport,
      url: "http://agent.test/",
      headers: [],
      body: "{}",
      reading,
      notify: () => undefined,
    });
    expect(await again.finished).toEqual({ phase: "finished", detail: "" });
    expect(reading.log.exchanges).toHaveLength(2);
  });
});
