import type { RequestListener } from "node:http";
import { expect } from "vitest";
import { Reading } from "#src/reconstruction/reading.ts";
import { diagnose } from "#src/run/diagnosis/diagnose.ts";
import { factsOf } from "#src/run/diagnosis/facts.ts";
import type { Diagnosis, ExchangeFacts } from "#src/run/diagnosis/types.ts";
import { statusOf } from "#src/run/runStatus.ts";
import type { RunStatus } from "#src/run/types.ts";
import { RelayClient } from "#src/transport/relayClient.ts";
import type { FaultPlan } from "#src/transport/faults/types.ts";
import { createRelayTransport } from "#src/transport/relayTransport.ts";
import type { RunTransport } from "#src/transport/runTransport.ts";
import type { TransportSignal } from "#src/transport/types.ts";
import { agent, RunningScope } from "./relayServer.ts";

/** A whole RunAgentInput. */
export const INPUT = {
  threadId: "t",
  runId: "r",
  state: {},
  messages: [{ id: "m", role: "user", content: "hi" }],
  tools: [],
  context: [],
  forwardedProps: {},
};
/** Events as SSE. */
export const frames = (...events: object[]): string =>
  events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");
/** The start of a run. */
export const STARTED = { type: "RUN_STARTED", threadId: "t", runId: "r" };
/** Its end. */
export const FINISHED = { type: "RUN_FINISHED", threadId: "t", runId: "r" };
/** The headers of a stream. */
export const SSE = { "content-type": "text/event-stream" };

/** What is special about a run. */
export interface Order {
  readonly body?: unknown;
  readonly headers?: readonly { readonly name: string; readonly value: string }[];
  readonly transport?: RunTransport;
  readonly faults?: FaultPlan;
  readonly pageUrl?: string;
  readonly onSignal?: (signal: TransportSignal) => void;
  readonly signal?: AbortSignal;
}

/** What a run came to. */
export interface Outcome {
  readonly status: RunStatus;
  readonly diagnosis: Diagnosis | undefined;
  readonly facts: ExchangeFacts;
}

/** A relay client as the page of a running AG-UI Scope has it. */
export async function pageOf(scope: RunningScope): Promise<RelayClient> {
  return new RelayClient({
    base: scope.origin,
    fetch: (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set("origin", scope.origin);
      return fetch(input, { ...init, headers });
    },
  });
}

/** Sends a run for real: through the relay, which sees everything, unless another transport is given. */
export async function run(url: string, order: Order = {}): Promise<Outcome> {
  const transport = order.transport ?? createRelayTransport(await pageOf(await RunningScope.start()));
  const reading = new Reading();
  const body = JSON.stringify(order.body ?? INPUT);
  await transport.run(
    { url, headers: order.headers ?? [], body, ...(order.faults && { faults: order.faults }) },
    (signal) => {
      reading.receive(signal);
      order.onSignal?.(signal);
    },
    order.signal ?? new AbortController().signal,
  );
  const facts = factsOf(reading, 0, order.pageUrl);
  if (!facts) throw new Error("There is no exchange.");
  const status = statusOf(reading, 0, order.pageUrl);
  const diagnosis = diagnose(facts);
  // The status bar says the same in a few words.
  expect(status.detail).toBe(diagnosis?.severity === "error" ? diagnosis.short : status.detail);
  expect(status.phase === "failed").toBe(diagnosis?.severity === "error");
  return { status, diagnosis, facts };
}

/** What a run meets at an agent that answers so. */
export const at = async (listener: RequestListener, order?: Order, path = "/agent"): Promise<Outcome> =>
  run(`${await agent(listener)}${path}`, order);

/** Reads the request and answers it so. */
export const answering =
  (status: number, headers: Record<string, string>, body = ""): RequestListener =>
  (request, response) => {
    request.resume().on("end", () => response.writeHead(status, headers).end(body));
  };
/** The same with JSON. */
export const json = (status: number, value: unknown): RequestListener =>
  answering(status, { "content-type": "application/json" }, JSON.stringify(value));
