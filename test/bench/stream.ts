/**
 * The stream that the benchmarks use: of each 500 events 400 are text content, 50 tool arguments, 40 state deltas and 10 open and
 * close things, about 107 bytes an event. Deterministic, so that two runs measure the same bytes.
 */
export interface StreamOptions {
  readonly events: number;
  /** Rough size of the state document that the snapshot sets, in bytes. */
  readonly stateBytes: number;
}

const WORDS = ["trip", "hotel", "castle", "tram", "river", "museum", "ticket", "plan", "night", "guest"];

/** A state document of about `bytes` bytes: items with nested fields, as a planner app has them. */
function stateDocument(bytes: number): { items: Record<string, unknown>[]; counters: Record<string, number> } {
  const items: Record<string, unknown>[] = [];
  const one = {
    name: "Casa do Alecrim",
    nights: 3,
    tags: ["quiet", "central"],
    address: { street: "Rua 1", city: "Lisbon" },
  };
  const count = Math.max(1, Math.floor(bytes / (JSON.stringify(one).length + 8)));
  for (let index = 0; index < count; index++) items.push({ ...one, id: index, address: { ...one.address } });
  return { items, counters: { a: 0, b: 0, c: 0 } };
}

/** The events, one JSON text each, RUN_STARTED first and RUN_FINISHED last. */
function* eventTexts({ events, stateBytes }: StreamOptions): Generator<string, void> {
  const state = stateDocument(stateBytes);
  const items = state.items.length;
  yield '{"type":"RUN_STARTED","threadId":"thread_bench","runId":"run_bench"}';
  yield `{"type":"STATE_SNAPSHOT","snapshot":${JSON.stringify(state)}}`;
  let made = 2;
  for (let cycle = 0; made < events - 1; cycle++) {
    // Three messages and two calls a cycle, deltas of state between them: interleaved as agents interleave them.
    for (let message = 0; message < 3; message++) {
      const id = `msg_${cycle}_${message}`;
      yield `{"type":"TEXT_MESSAGE_START","messageId":"${id}","role":"assistant"}`;
      const contents = message === 0 ? 134 : 133;
      for (let index = 0; index < contents; index++) {
        yield `{"type":"TEXT_MESSAGE_CONTENT","messageId":"${id}","delta":" ${WORDS[index % 10]} ${index} of the long answer"}`;
        if (index % 10 === 9) yield delta(cycle, message * 13 + Math.floor(index / 10), items);
      }
      yield `{"type":"TEXT_MESSAGE_END","messageId":"${id}"}`;
    }
    for (let call = 0; call < 2; call++) {
      const id = `call_${cycle}_${call}`;
      yield `{"type":"TOOL_CALL_START","toolCallId":"${id}","toolCallName":"search","parentMessageId":"msg_${cycle}_2"}`;
      for (let index = 0; index < 25; index++) {
        const text = index === 0 ? '{\\"query\\":\\"a' : index === 24 ? 'z\\"}' : ` ${WORDS[index % 10]}`;
        yield `{"type":"TOOL_CALL_ARGS","toolCallId":"${id}","delta":"${text}"}`;
      }
      yield `{"type":"TOOL_CALL_END","toolCallId":"${id}"}`;
    }
    made += 3 * 2 + 400 + 39 + 2 * 27;
  }
  yield '{"type":"RUN_FINISHED","threadId":"thread_bench","runId":"run_bench"}';
}

function delta(cycle: number, index: number, items: number): string {
  const at = (cycle * 41 + index * 7) % items;
  if (index % 3 === 0)
    return `{"type":"STATE_DELTA","delta":[{"op":"replace","path":"/counters/a","value":${cycle * 40 + index}}]}`;
  return `{"type":"STATE_DELTA","delta":[{"op":"replace","path":"/items/${at}/nights","value":${(cycle + index) % 9}}]}`;
}

/** The whole stream as SSE in chunks of 64 KiB, and how many events it has. */
export function sseChunks(options: StreamOptions): {
  readonly chunks: Uint8Array[];
  readonly events: number;
  readonly bytes: number;
} {
  const encoder = new TextEncoder();
  const chunks: Uint8Array[] = [];
  const size = 64 * 1024;
  let text: string[] = [];
  let length = 0;
  let events = 0;
  let bytes = 0;
  let rest = new Uint8Array(0);
  const flush = (all: boolean): void => {
    const fresh = encoder.encode(text.join(""));
    const joined = new Uint8Array(rest.length + fresh.length);
    joined.set(rest);
    joined.set(fresh, rest.length);
    let at = 0;
    for (; at + size <= joined.length; at += size) chunks.push(joined.slice(at, at + size));
    rest = joined.slice(at);
    if (all && rest.length > 0) chunks.push(rest);
    text = [];
    length = 0;
  };
  for (const event of eventTexts(options)) {
    const frame = `data: ${event}\n\n`;
    text.push(frame);
    length += frame.length;
    bytes += frame.length;
    events++;
    if (length > 1 << 20) flush(false);
  }
  flush(true);
  return { chunks, events, bytes };
}
