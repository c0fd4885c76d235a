import { FaultInjector } from "#src/transport/faults/injector.ts";
import { replacePayload } from "#src/transport/faults/replacePayload.ts";
import type { FaultPlan, Injection } from "#src/transport/faults/types.ts";
import { headerOf } from "#src/transport/headerOf.ts";
import { wantsFaults } from "#src/transport/requestHeaders.ts";
import type { WireFrame, WireResponse } from "#src/transport/types.ts";
import { ChunkReader, type ChunkRead } from "./chunkReader.ts";
import { execute } from "./execute.ts";
import { eventTypeOf, payloadText } from "./frameEvent.ts";
import { FrameSource, type SourceItem } from "./frameSource.ts";
import type { Gate, Release } from "./gate.ts";
import type { Delivered } from "./types.ts";

/** An answer whose body has not been read. */
export interface Answer {
  readonly response: WireResponse;
  readonly body: AsyncIterable<Uint8Array>;
}

/** What is done to an answer on its way. */
export interface DeliveryControls {
  readonly plan?: FaultPlan | undefined;
  readonly gate?: Gate | undefined;
  /** Aborts the delivery: it ends at once, without an `end`. */
  readonly signal: AbortSignal;
}

type FrameItem = Extract<SourceItem, { type: "frame" }>;

/** Frames that arrive behind a held one are read ahead up to so many bytes (64 MiB); what is beyond waits at the upstream. */
const READ_AHEAD = 64 * 1024 * 1024;

/**
 * Delivers an answer: head, bytes and marks, end. Without faults and gate the pieces pass as they come. It reads only as far as it is asked,
 * so that whoever delivers slowly slows the upstream down, and lets go of the upstream when it returns or `signal` aborts.
 * While a gate has nothing to hold, the pieces pass as they come as well; breakpoints that are set later act from the next frame on.
 * Frames are held at the gate first, as the agent sent them; faults strike what the gate lets pass.
 */
export async function* deliver(answer: Answer, { plan, gate, signal }: DeliveryControls): AsyncGenerator<Delivered> {
  const injector = plan !== undefined && wantsFaults(plan) ? new FaultInjector(plan, eventTypeOf) : undefined;
  const chunks = new ChunkReader(answer.body, signal);
  try {
    const head = injector?.head(answer.response) ?? { response: answer.response, injections: [] };
    const strikes = injector?.strikesFrames === true;
    // A length that was promised in the head would be broken by an edit, so a gate that is open then stays open.
    const holds = gate !== undefined && (strikes || !gate.isOpen || !hasLength(head.response));
    const onFrames = strikes || holds;
    const changesLength = onFrames || head.body !== undefined;
    yield { type: "head", response: changesLength ? withoutLength(head.response) : head.response };
    for (const injection of head.injections) yield { type: "injected", injection };
    if (head.body !== undefined) {
      chunks.close();
      if (head.body.length > 0) yield { type: "bytes", bytes: head.body };
      yield { type: "end", reason: "complete", message: "" };
    } else if (onFrames)
      yield* deliverFrames(new FrameSource(chunks, answer.response), injector, holds ? gate : undefined, signal);
    else yield* passOn(chunks);
  } finally {
    chunks.close();
  }
}

async function* passOn(chunks: ChunkReader): AsyncGenerator<Delivered> {
  for (;;) {
    const read = await chunks.read();
    if (read.type !== "chunk") return yield* endOf(read);
    yield { type: "bytes", bytes: read.bytes };
  }
}

async function* deliverFrames(
  source: FrameSource,
  injector: FaultInjector | undefined,
  gate: Gate | undefined,
  signal: AbortSignal,
): AsyncGenerator<Delivered> {
  if (source.encoding !== "") {
    const why = `the answer is encoded with ${source.encoding}, so that its frames cannot be told apart`;
    if (!(yield* execute(injector?.giveUp(why) ?? [], signal))) return;
    if (gate?.isOpen === false) {
      yield { type: "injected", injection: { kind: "held", says: `Breakpoints did nothing here: ${why}.` } };
    }
  }
  for (;;) {
    if (injector === undefined && gate?.isOpen === true) {
      // Nothing is to be done to the next bytes, so they need not wait for the end of their frame.
      if (source.waitingBytes > 0) yield { type: "bytes", bytes: source.takeAll() };
      else if (source.end === undefined) await source.readMore();
      else break;
      continue;
    }
    const item = await source.next();
    if (item === undefined) break;
    if (item.type === "rest") {
      yield { type: "bytes", bytes: item.bytes };
      continue;
    }
    let passing: FrameItem = item;
    const release = gate === undefined ? undefined : await holdAt(gate, item, source, signal);
    if (signal.aborted) return;
    if (release !== undefined) {
      const { injections, frame, bytes } = afterHold(item, release);
      for (const injection of injections) yield { type: "injected", injection };
      passing = { ...item, frame, bytes };
    }
    if (injector === undefined) yield { type: "bytes", bytes: passing.bytes };
    else if (!(yield* execute(injector.frame(passing.bytes, passing.frame, passing.format), signal))) return;
  }
  if (injector !== undefined && !(yield* execute(injector.end(), signal))) return;
  yield* endOf(source.end);
}

async function* endOf(read: Exclude<ChunkRead, { type: "chunk" }> | undefined): AsyncGenerator<Delivered> {
  if (read?.type === "failed") yield { type: "end", reason: "reset", message: read.message };
  else if (read?.type === "end") yield { type: "end", reason: "complete", message: "" };
}

/** Holds the frame if the gate says so, and reads ahead meanwhile. */
async function holdAt(
  gate: Gate,
  { frame, bytes }: FrameItem,
  source: FrameSource,
  signal: AbortSignal,
): Promise<Release | undefined> {
  if (frame.kind === "comment" || frame.kind === "field") return undefined;
  const text = payloadText(frame, bytes);
  const cause = gate.catches({ text, eventType: eventTypeOf(frame, bytes) });
  if (cause === undefined) return undefined;
  const passed = gate.hold(text, cause, signal);
  gate.arrived(source.waiting);
  const hold = { isOver: false };
  const readAhead = async (): Promise<void> => {
    while (!hold.isOver && source.end === undefined && source.waitingBytes < READ_AHEAD) {
      await source.readMore();
      gate.arrived(source.waiting);
    }
  };
  void readAhead();
  const release = await passed;
  hold.isOver = true;
  return release;
}

/** What passes after a hold, and what to say about it. */
function afterHold(
  { frame, bytes, format }: FrameItem,
  { ms, breakpoint, edited }: Release,
): { readonly injections: readonly Injection[]; readonly frame: WireFrame; readonly bytes: Uint8Array } {
  const where = breakpoint === undefined ? "after a step" : "at a breakpoint";
  const held: Injection = { kind: "held", says: `Held for ${seconds(ms)} ${where}.` };
  if (edited === undefined) return { injections: [held], frame, bytes };
  const original = payloadText(frame, bytes);
  const replaced = replacePayload(frame, bytes, format, edited);
  if (replaced === undefined) {
    const says =
      "Not done: the user edited this frame, but a protobuf message cannot be edited as text. It passed as it was.";
    return { injections: [held, { kind: "edit", says }], frame, bytes };
  }
  const edit: Injection = { kind: "edit", says: "Edited by the user before it was passed on.", original };
  return { injections: [held, edit], frame: { ...frame, data: edited }, bytes: replaced };
}

const seconds = (ms: number): string => (ms < 100 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

const hasLength = ({ headers }: WireResponse): boolean => headerOf(headers, "content-length") !== undefined;

/** Bytes may be added or left out, so nobody knows how many there will be. */
function withoutLength(response: WireResponse): WireResponse {
  return { ...response, headers: response.headers.filter(({ name }) => name.toLowerCase() !== "content-length") };
}
