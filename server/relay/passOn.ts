import { deliver } from "#server/delivery/deliver.ts";
import type { FaultPlan } from "#src/transport/faults/types.ts";
import { isWebSocketUrl } from "#src/transport/requestHeaders.ts";
import type { RecordWriter } from "./recordWriter.ts";
import type { RelayCall } from "./relayCall.ts";
import type { UpstreamAnswer } from "./types.ts";
import { openUpstream, type UpstreamPolicy } from "./upstream.ts";
import { type OpenSocket, openWebSocket } from "./webSocketUpstream.ts";

/** Passes one call on and writes what comes back, to its end. Ends early, without a last record, when `signal` aborts. */
export async function passOn(
  call: RelayCall,
  policy: UpstreamPolicy,
  writer: RecordWriter,
  signal: AbortSignal,
): Promise<void> {
  const request = { ...call, body: Buffer.from(call.body), signal };
  const answer = await (isWebSocketUrl(call.url.href) ? openWebSocket(request, policy) : openUpstream(request, policy));
  if (!answer.ok) return writer.end({ type: "end", reason: "unreachable", ...answer.error });
  if ("messages" in answer.value) await passMessages(answer.value, writer, signal);
  else await passBody(answer.value, call.faults, writer, signal);
}

async function passBody(
  answer: UpstreamAnswer,
  plan: FaultPlan | undefined,
  writer: RecordWriter,
  signal: AbortSignal,
): Promise<void> {
  for await (const delivered of deliver(answer, { plan, signal })) {
    switch (delivered.type) {
      case "head":
        await writer.write({ type: "response", response: delivered.response });
        break;
      case "bytes":
        await writer.write({ type: "chunk", bytes: delivered.bytes });
        break;
      case "injected":
        await writer.write(delivered);
        break;
      case "end":
        await writer.end(delivered);
        break;
    }
  }
}

async function passMessages(
  { response, messages }: OpenSocket,
  writer: RecordWriter,
  signal: AbortSignal,
): Promise<void> {
  await writer.write({ type: "response", response });
  let next = await messages.next();
  for (; next.done !== true && !signal.aborted; next = await messages.next()) {
    await writer.write({ type: "chunk", bytes: next.value.bytes, message: next.value.type });
  }
  if (next.done !== true) return void (await messages.return({ code: 1006, reason: "" }));
  const { code, reason } = next.value;
  // 1005: closed without saying why, which is how most agents say that they are done.
  if (code === 1000 || code === 1005) await writer.end({ type: "end", reason: "complete", message: "" });
  else await writer.end({ type: "end", reason: "reset", message: closeWords(code, reason) });
}

function closeWords(code: number, reason: string): string {
  const how =
    code === 1006 ? "The WebSocket broke off without a close (1006)" : `The WebSocket was closed with ${code}`;
  return reason === "" ? `${how}.` : `${how}: ${reason}`;
}
