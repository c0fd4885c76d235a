import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { HttpAgent } from "@ag-ui/client";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { AguiEvent, Message } from "#src/protocol/events.ts";
import { Decoder } from "#src/protocol/decode.ts";
import { Reconstruction } from "#src/reconstruction/reconstruction.ts";
import { BodyReader } from "#src/transport/bodyReader.ts";
import { deepFreeze, reconstruct, streamArbitrary } from "./reconstructionStreams.ts";

const WILD = fileURLToPath(new URL("../fixtures/wild", import.meta.url));
/** The specification's stream vectors, which are no part of a clone. */
const SPECIFICATION = fileURLToPath(new URL("../../../shared/streams/vectors/agui-spec-conformance", import.meta.url));

function streamsOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".sse"));
}

/** What the official client holds after a body, or undefined when it refuses the stream. */
async function official(
  body: Uint8Array<ArrayBuffer> | string,
  contentType: string,
  messages: Message[],
  state: unknown,
) {
  const agent = new HttpAgent({
    url: "http://oracle.invalid/",
    threadId: "t",
    initialMessages: messages,
    initialState: state as never,
    fetch: () => Promise.resolve(new Response(body, { headers: { "content-type": contentType } })),
  });
  try {
    await agent.runAgent({ runId: "r" });
  } catch {
    return undefined;
  }
  return { messages: agent.messages, state: agent.state as unknown };
}

const bodyOf = (events: readonly AguiEvent[]): string =>
  events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");

beforeAll(() => {
  for (const method of ["warn", "error", "debug"] as const) vi.spyOn(console, method).mockImplementation(() => {});
});
afterAll(() => vi.restoreAllMocks());

// Many runs each, on machines that may be busy: the time limit is for a hang.
vi.setConfig({ testTimeout: 120_000 });

describe("views against the agent of @ag-ui/client 1.0", () => {
  it("hold the same messages and state at the end of generated streams", async () => {
    let accepted = 0;
    const request = deepFreeze({
      threadId: "t",
      messages: [
        { id: "u1", role: "user", content: "hi" },
        {
          id: "m0",
          role: "assistant",
          content: "from before",
          toolCalls: [{ id: "c0", type: "function", function: { name: "old", arguments: "{}" } }],
        },
        { id: "old-result", role: "tool", toolCallId: "c0", content: "done" },
        { id: "u2", role: "user", content: "more" },
      ] as Message[],
      state: { list: [0], map: { a: "b" } },
    });
    await fc.assert(
      fc.asyncProperty(streamArbitrary, async (events) => {
        const theirs = await official(bodyOf(events), "text/event-stream", request.messages, request.state);
        // clientDifferences.ts: the client makes one object of two messages that share an id.
        if (theirs === undefined || isAliased(theirs.messages, events)) return;
        accepted++;
        const { reconstruction } = reconstruct(events, request);
        const view = reconstruction.viewAt(events.length);
        expect(view.messages).toEqual(theirs.messages);
        expect(view.state).toEqual(theirs.state);
      }),
      { numRuns: 150 },
    );
    expect(accepted).toBeGreaterThan(40);
  });

  it("hold the same over several runs of one thread, each request as its agent sends it", async () => {
    let accepted = 0;
    const threads = fc.array(streamArbitrary, { minLength: 2, maxLength: 3, size: "max" });
    await fc.assert(
      fc.asyncProperty(threads, async (runs) => {
        const bodies: string[] = [];
        const answer = (_url: string, init: RequestInit): Promise<Response> => {
          const body = bodyOf(runs[bodies.length] ?? []);
          bodies.push(init.body as string);
          return Promise.resolve(new Response(body, { headers: { "content-type": "text/event-stream" } }));
        };
        const agent = new HttpAgent({ url: "http://oracle.invalid/", threadId: "t", fetch: answer });
        const all: AguiEvent[] = [];
        const reconstruction = new Reconstruction(
          (seq) => all[seq - 1],
          () => {},
        );
        for (const [index, events] of runs.entries()) {
          agent.addMessage({ id: `said ${index}`, role: "user", content: "go on" });
          const resume = agent.pendingInterrupts.map(({ id }) => ({ interruptId: id, status: "cancelled" as const }));
          try {
            await agent.runAgent(resume.length > 0 ? { resume } : {});
          } catch {
            return;
          }
          reconstruction.beginExchange(all.length + 1, JSON.parse(bodies[index] as string));
          for (const event of events) {
            all.push(event);
            reconstruction.apply(all.length, event);
          }
          reconstruction.endExchange(all.length, "complete");
          // clientDifferences.ts: the client makes one object of two messages that share an id.
          if (isAliased(agent.messages, all)) return;
          const view = reconstruction.viewAt(all.length);
          expect(view.messages).toEqual(agent.messages);
          expect(view.state).toEqual(agent.state);
          // A run that answers interrupts closes them when it starts; the client keeps them until a run finishes.
          const closed = events.at(-1)?.type === "RUN_FINISHED";
          expect(closed ? view.interrupts : []).toEqual(closed ? agent.pendingInterrupts : []);
          accepted++;
        }
      }),
      { numRuns: 60 },
    );
    expect(accepted).toBeGreaterThan(20);
  });

  it.each(streamsOf(WILD))("hold the same on the recorded stream %s", async (name) => {
    const bytes = new Uint8Array(readFileSync(`${WILD}/${name}`));
    const input = requestOf(name);
    const theirs = await official(bytes, "text/event-stream", input?.messages ?? [], input?.state ?? {});
    const view = viewOf(bytes, input);
    const ours = { messages: withoutMintedIds(view.messages), state: view.state };
    // All the recordings so far are accepted; one that is not says so here and goes to a list of its own.
    expect(ours).toEqual(theirs && { ...theirs, messages: withoutMintedIds(theirs.messages) });
  });
});

/** Streams in a folder that are written as lists of events. */
function eventListsOf(folder: string) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .flatMap((name) => {
      const file = JSON.parse(readFileSync(`${folder}/${name}`, "utf8")) as EventList;
      const events = file.events ?? file.stream;
      return Array.isArray(events) ? [{ name, events, input: file.input }] : [];
    });
}

interface EventList {
  readonly input?: Request;
  readonly events?: readonly AguiEvent[];
  readonly stream?: readonly AguiEvent[];
}

describe.each([
  ["recordings of bridges without HTTP", WILD],
  ["the specification's streams (../shared/streams/vectors, not part of a clone)", SPECIFICATION],
])("views against the agent, on %s", (_, folder) => {
  const lists = eventListsOf(folder);

  it.skipIf(!existsSync(folder))("has such streams", () => {
    expect(lists.length).toBeGreaterThan(5);
  });

  it.for(lists)("hold the same after $name", async ({ events, input }, { skip }) => {
    const body = bodyOf(events);
    const theirs = await official(body, "text/event-stream", [...(input?.messages ?? [])], input?.state ?? {});
    if (theirs === undefined) {
      skip("the agent refuses it; protocolOrder.test.ts holds the rules to that");
      return;
    }
    const view = viewOf(new TextEncoder().encode(body), input);
    expect(withoutMintedIds(view.messages)).toEqual(withoutMintedIds(theirs.messages));
    expect(view.state).toEqual(theirs.state);
  });
});

interface Request {
  readonly messages?: Message[];
  readonly state?: unknown;
}

function requestOf(name: string): Request | undefined {
  try {
    const meta = JSON.parse(readFileSync(`${WILD}/${name.replace(/\.sse$/, ".meta.json")}`, "utf8")) as {
      request?: { body?: Request };
    };
    const body = meta.request?.body;
    return typeof body === "object" && Array.isArray(body.messages) ? body : undefined;
  } catch {
    return undefined;
  }
}

function viewOf(bytes: Uint8Array, input: unknown) {
  const framer = new BodyReader({ contentType: "text/event-stream", status: 200 });
  const frames = [...framer.push(bytes).frames, ...framer.end().frames];
  const decoder = new Decoder();
  const decode = (seq: number): AguiEvent | undefined => {
    const frame = frames[seq - 1];
    return frame && decoder.decode(seq, frame.kind, frame.data, () => new Uint8Array()).event;
  };
  const reconstruction = new Reconstruction(decode, () => {});
  reconstruction.beginExchange(1, input);
  frames.forEach((_, index) => reconstruction.apply(index + 1, decode(index + 1)));
  reconstruction.endExchange(frames.length, "complete");
  return reconstruction.viewAt(frames.length);
}

function isAliased(messages: readonly Message[], events: readonly AguiEvent[]): boolean {
  const sharesId = new Set(messages.map(({ id }) => id)).size < messages.length;
  return sharesId && events.some(({ type }) => type === "MESSAGES_SNAPSHOT");
}

/** THINKING_* events carry no ids; each side makes up its own. */
function withoutMintedIds(messages: readonly Message[]): unknown[] {
  return messages.map((message, index) =>
    message.role === "reasoning" ? { ...message, id: `reasoning ${index}` } : message,
  );
}
