import { HttpAgent } from "@ag-ui/client";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { applyPatch } from "#src/lib/jsonPatch.ts";
import type { JsonValue } from "#src/lib/json.ts";
import { CLIENT_DIFFERENCES } from "#src/reconstruction/clientDifferences.ts";

beforeAll(() => {
  for (const method of ["warn", "error"] as const) vi.spyOn(console, method).mockImplementation(() => {});
});
afterAll(() => vi.restoreAllMocks());

/** The state that the official client's agent ends with after one patch. */
async function clientState(state: unknown, delta: readonly unknown[]): Promise<unknown> {
  const events = [
    { type: "RUN_STARTED", threadId: "t", runId: "r" },
    { type: "STATE_DELTA", delta },
    { type: "RUN_FINISHED", threadId: "t", runId: "r" },
  ];
  const body = events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");
  const agent = new HttpAgent({
    url: "http://oracle.invalid/",
    initialState: structuredClone(state) as never,
    fetch: () => Promise.resolve(new Response(body)),
  });
  await agent.runAgent();
  return agent.state as unknown;
}

// The table is a claim about somebody else's program: a version that mends one of these must show here.
const examples = CLIENT_DIFFERENCES.flatMap(({ when, example }) => (example ? [{ when, ...example }] : []));

it.each(examples)("still differs from the client: $when", async ({ state, delta }) => {
  const ours = applyPatch(state, delta as never);
  const view: JsonValue = ours.ok ? ours.value : state;
  expect(await clientState(state, delta)).not.toEqual(view);
});
