import { expect, it } from "vitest";
import { deferTransport } from "./deferTransport.ts";
import type { RunTransport } from "./runTransport.ts";
import type { TransportSignal } from "./types.ts";

const request = { url: "http://agent/", headers: [{ name: "X-Key", value: "secret" }], body: "{}" };

/** The signals of one run. */
async function signalsOf(transport: RunTransport): Promise<TransportSignal[]> {
  const signals: TransportSignal[] = [];
  await transport.run(request, (signal) => void signals.push(signal), new AbortController().signal);
  return signals;
}

it("runs what is fetched at the first run", async () => {
  let fetched = 0;
  const end = { type: "end", time: 1, reason: "complete", message: "", frames: [], notes: [] } as const;
  const transport = deferTransport(() => {
    fetched++;
    return Promise.resolve({ run: (_, sink) => Promise.resolve(sink(end)) });
  });
  expect(fetched).toBe(0);
  expect(await signalsOf(transport)).toEqual([end]);
});

it("ends as unreachable when its code cannot be fetched", async () => {
  const transport = deferTransport(
    () => Promise.reject(new TypeError("Failed to fetch dynamically imported module")),
    () => 5,
  );
  const [first, last, ...more] = await signalsOf(transport);
  expect(first).toMatchObject({ type: "request", request: { url: request.url, startedAt: 5 } });
  expect(last).toMatchObject({ type: "end", reason: "unreachable" });
  expect(last).toHaveProperty("message", expect.stringContaining("nothing was sent"));
  expect(more).toEqual([]);
});
