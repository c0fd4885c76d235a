import type { ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { Reading } from "#src/reconstruction/reading.ts";
import { RunGuard } from "#src/run/breakpoints/runGuard.ts";
import type { BreakCondition } from "#src/run/breakpoints/types.ts";
import { realPacer } from "#src/run/pacer.ts";
import { startRun, type ActiveRun } from "#src/run/runLoop.ts";
import { createHttpTransport } from "#src/transport/httpTransport.ts";
import { RelayClient } from "#src/transport/relayClient.ts";
import { createRelayTransport } from "#src/transport/relayTransport.ts";
import type { RunTransport } from "#src/transport/runTransport.ts";
import { agent as serve, onClose, RunningScope } from "./support/relayServer.ts";

const event = (fields: object): string => `data: ${JSON.stringify(fields)}\n\n`;
const STARTED = event({ type: "RUN_STARTED", threadId: "t", runId: "r" });
const FINISHED = event({ type: "RUN_FINISHED", threadId: "t", runId: "r" });

/** An agent that writes a body as fast as it is taken, in pieces that have nothing to do with its events. */
async function agentOf(body: Buffer, pieceSize: (index: number) => number) {
  const agent = { url: "", written: 0, isDone: false };
  const write = async (response: ServerResponse): Promise<void> => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    // Until the connection takes more, or is gone.
    let goOn = (): void => undefined;
    response.on("drain", () => goOn()).on("close", () => goOn());
    for (let index = 0; agent.written < body.length && !response.destroyed; index++) {
      const size = pieceSize(index);
      const taken = response.write(body.subarray(agent.written, agent.written + size));
      agent.written = Math.min(body.length, agent.written + size);
      if (!taken) await new Promise<void>((resolve) => (goOn = resolve));
    }
    agent.isDone = agent.written === body.length;
    response.end();
  };
  agent.url = await serve((request, response) => void request.resume().on("end", () => void write(response)));
  return agent;
}

const ways: readonly [string, () => Promise<RunTransport>][] = [
  ["directly", () => Promise.resolve(createHttpTransport())],
  [
    "through the relay",
    async () => {
      const { origin: base } = await RunningScope.start();
      const asPage: typeof fetch = (to, init) => {
        const headers = new Headers(init?.headers);
        headers.set("origin", base);
        return fetch(to, { ...init, headers });
      };
      return createRelayTransport(new RelayClient({ base, fetch: asPage }));
    },
  ],
];

async function guarded(url: string, transport: RunTransport, condition: BreakCondition, slows = false) {
  const reading = new Reading();
  const guard = new RunGuard(reading, {
    slowsAgent: () => slows,
    onHit: () => undefined,
    onChange: () => undefined,
    pacer: realPacer,
  });
  await guard.watch([{ id: "b", enabled: true, condition }]);
  const order = { transport, url, headers: [], body: "{}", reading, notify: () => undefined, gate: guard.gate };
  const run: ActiveRun = startRun(order);
  onClose(() => run.stop());
  return { reading, gate: guard.gate, run };
}

/** The bytes, events and findings of a recording: what does not depend on when they came. */
const contents = (reading: Reading) => ({
  frames: Array.from({ length: reading.length }, (_, index) => [
    reading.typeAt(index + 1),
    Buffer.from(reading.log.bytes(index + 1)).toString("latin1"),
    reading.findingsAt(index + 1),
  ]),
  end: reading.log.exchanges[0]?.end?.reason,
});

describe.each(ways)("a run that is held, %s", (_way, connect) => {
  it("is read to its end all the same, so that the agent feels nothing", async () => {
    const deltas = Array.from({ length: 500 }, (_, n) =>
      event({ type: "STATE_SNAPSHOT", snapshot: { n, é: "\u{1F600}".repeat(n % 7) } }),
    );
    const body = Buffer.from([STARTED, ...deltas, ": bye\r\n\r\n", FINISHED].join(""));
    const sizes = [1, 7, 64, 3, 1000, 13];
    const size = (index: number): number => sizes[index % sizes.length] as number;
    const free = await agentOf(body, size);
    const never = await guarded(free.url, await connect(), { kind: "filter", text: "n:100000" });
    await never.run.finished;

    const agent = await agentOf(body, size);
    const { reading, gate, run } = await guarded(agent.url, await connect(), { kind: "filter", text: "n:3,250" });
    await expect.poll(() => gate.held?.hasEnded, { timeout: 20_000 }).toBe(true);
    expect(agent.isDone).toBe(true);
    expect(gate.held).toMatchObject({ at: 3, breakpoint: "b", waiting: 500 });
    expect(reading.length).toBe(3);
    gate.release("step");
    expect(reading.length).toBe(4);
    gate.release("continue");
    await expect.poll(() => gate.held?.at).toBe(250);
    gate.release("continue");
    expect(await run.finished).toMatchObject({ phase: "finished" });
    expect(contents(reading)).toEqual(contents(never.reading));
    expect(reading.length).toBe(503);
  });

  it("is read no further where the agent shall feel it, and loses nothing", async () => {
    const comment = `: ${"x".repeat(16_000)}\n\n`;
    const body = Buffer.from(STARTED + comment.repeat(2500) + FINISHED);
    const agent = await agentOf(body, () => 50_001);
    const { reading, gate, run } = await guarded(
      agent.url,
      await connect(),
      { kind: "type", types: ["RUN_STARTED"] },
      true,
    );
    await expect.poll(() => gate.held?.at).toBe(1);
    // It comes to rest when the buffers on the way are full: 4 MB directly and 10 MB through the relay when this was written.
    let before = -1;
    const rests = (): boolean => {
      const same = agent.written === before;
      before = agent.written;
      return same && agent.written > 0;
    };
    await expect.poll(rests, { interval: 400, timeout: 20_000 }).toBe(true);
    expect(agent.isDone).toBe(false);
    gate.release("toEnd");
    expect(await run.finished).toMatchObject({ phase: "finished" });
    expect(agent.isDone).toBe(true);
    expect(reading.length).toBe(2502);
    expect(reading.log.byteLength).toBe(body.length);
  });

  it("keeps what was held when it is stopped", async () => {
    const agent = await agentOf(Buffer.from(STARTED.repeat(50)), () => 11);
    const { reading, gate, run } = await guarded(agent.url, await connect(), { kind: "type", types: ["RUN_STARTED"] });
    await expect.poll(() => gate.held?.waiting).toBe(49);
    run.stop();
    await run.finished;
    expect(reading.length).toBe(50);
  });
});
