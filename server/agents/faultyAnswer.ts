import { deliver } from "#server/delivery/deliver.ts";
import type { Delivered } from "#server/delivery/types.ts";
import { parseJson } from "#src/lib/json.ts";
import { err, type Result } from "#src/lib/result.ts";
import { injectionComment } from "#src/transport/faults/injectionComment.ts";
import { readFaultPlan } from "#src/transport/faults/readFaultPlan.ts";
import type { FaultPlan } from "#src/transport/faults/types.ts";

/** What injecting faults into an answer needs beside them. */
interface FaultyAnswerOptions {
  /** Aborted when the client leaves. */
  readonly abort: AbortController;
  /** Breaks the connection under the answer; without a socket the body errors instead. */
  readonly cut: (() => void) | undefined;
}

/** The plan in the query parameter `faults`. The error says what is wrong with it. */
export function readFaultsParameter(text: string): Result<FaultPlan> {
  const value = parseJson(text);
  const plan = value === undefined ? err("it is not JSON.") : readFaultPlan(value);
  return plan.ok ? plan : err(`The query parameter "faults" is no plan of faults: ${plan.error}`);
}

/**
 * An agent's own answer with faults in it, so that any client can be tried against a faulty agent. What was done stands in an event stream as
 * comments before the place that was struck; other bodies have no room for it.
 */
export async function faultyAnswer(
  answer: Response,
  plan: FaultPlan,
  { abort, cut }: FaultyAnswerOptions,
): Promise<Response> {
  const { status, statusText, body } = answer;
  const headers = Array.from(answer.headers, ([name, value]) => ({ name, value }));
  const response = { status, statusText, headers, url: "", redirected: false };
  const delivery = deliver({ response, body: body ?? noBody() }, { plan, signal: abort.signal });
  const first = await delivery.next();
  const head = first.done !== true && first.value.type === "head" ? first.value.response : response;
  const hasComments =
    answer.headers.get("content-type")?.startsWith("text/event-stream") === true && head.status === status;
  const lineEnd = plan.rules.some(({ kind, enabled }) => enabled && kind === "crlf") ? "\r\n" : "\n";
  const bytesOf = (delivered: Delivered): Uint8Array | undefined => {
    if (delivered.type === "bytes") return delivered.bytes;
    if (delivered.type !== "injected" || !hasComments) return undefined;
    return new TextEncoder().encode(injectionComment(delivered.injection, lineEnd));
  };

  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        // A pull that enqueues nothing is not repeated.
        for (;;) {
          const { done, value } = await delivery.next();
          if (done === true) return;
          const bytes = bytesOf(value);
          if (bytes !== undefined) return controller.enqueue(bytes);
          if (value.type !== "end") continue;
          if (value.reason === "complete") return controller.close();
          abort.abort();
          if (cut === undefined) return controller.error(new Error(value.message));
          return cut();
        }
      },
      cancel: () => abort.abort(),
    },
    { highWaterMark: 0 },
  );
  const isEmpty = head.status === 204 || head.status === 205 || head.status === 304;
  return new Response(isEmpty ? null : stream, {
    status: head.status,
    headers: head.headers.map(({ name, value = "" }): [string, string] => [name, value]),
  });
}

async function* noBody(): AsyncGenerator<Uint8Array> {
  // An answer without a body has no bytes.
}
