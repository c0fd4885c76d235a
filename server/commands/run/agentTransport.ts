import { WebSocket as NodeWebSocket } from "ws";
import type { OutgoingHeader } from "#src/run/checkTarget.ts";
import { createHttpTransport } from "#src/transport/httpTransport.ts";
import { isWebSocketUrl } from "#src/transport/requestHeaders.ts";
import type { RunTransport } from "#src/transport/runTransport.ts";
import { createWebSocketTransport } from "#src/transport/webSocketTransport.ts";

const MOST_REDIRECTS = 5;

/** The way to an agent at this address, from Node. */
export const agentTransport = (url: string): RunTransport =>
  isWebSocketUrl(url) ? webSocketTransport : createHttpTransport({ fetch: fetchWithinOrigin });

/** Follows 307 and 308 within the origin. Any other redirect is the answer: headers may hold a secret, and that is for one server. */
const fetchWithinOrigin: typeof fetch = async (input, init) => {
  let url = input instanceof Request ? input.url : String(input);
  for (let hops = 0; ; hops++) {
    // oxlint-disable-next-line no-await-in-loop -- each address comes from the answer before
    const response = await fetch(url, { ...init, redirect: "manual" });
    const location = response.headers.get("location") ?? "";
    const isRepeated = response.status === 307 || response.status === 308;
    if (!isRepeated || hops === MOST_REDIRECTS || !URL.canParse(location, url)) return response;
    const next = new URL(location, url);
    if (next.origin !== new URL(url).origin) return response;
    // oxlint-disable-next-line no-await-in-loop
    await response.body?.cancel();
    url = next.href;
  }
};

/** Node 20 has no WebSocket of its own; this one can send headers, too, and says why a connection was not made. */
const webSocketTransport: RunTransport = {
  run(request, sink, signal) {
    const { headers } = request;
    let failure: string | undefined;
    class AgentSocket extends NodeWebSocket {
      constructor(address: string) {
        super(address, { headers: grouped(headers) });
        this.on("error", ({ message }) => (failure = message));
      }
    }
    const transport = createWebSocketTransport({ WebSocket: AgentSocket as unknown as typeof WebSocket });
    return transport.run(
      { ...request, headers: [] },
      (told) => {
        if (told.type === "request") return sink({ ...told, request: { ...told.request, headers } });
        if (told.type === "end" && told.reason === "unreachable") {
          return sink({ ...told, message: failure ?? told.message });
        }
        return sink(told);
      },
      signal,
    );
  },
};

/** Headers as Node takes them: all values of a name together. */
function grouped(headers: readonly OutgoingHeader[]): Record<string, string[]> {
  const groups: Record<string, string[]> = {};
  for (const { name, value } of headers) (groups[name] ??= []).push(value);
  return groups;
}
