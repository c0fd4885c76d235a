import { messageOf } from "./errorWords.ts";
import { headersToSend } from "./requestHeaders.ts";
import type { RunTransport } from "./runTransport.ts";

/** A transport whose code is fetched at its first run. Where it cannot be fetched, the run ends as unreachable and says so. */
export function deferTransport(load: () => Promise<RunTransport>, wallClock = (): number => Date.now()): RunTransport {
  return {
    async run(request, sink, signal) {
      let transport: RunTransport;
      try {
        transport = await load();
      } catch (error) {
        const { url, body } = request;
        const headers = headersToSend(request);
        void sink({
          type: "request",
          request: { method: "POST", url, headers, body, startedAt: wallClock(), via: "direct" },
        });
        const message = `A part of AG-UI Scope could not be loaded from its own server (${messageOf(error)}). Start it again and reload this page; nothing was sent.`;
        void sink({ type: "end", time: 0, reason: "unreachable", message, frames: [], notes: [] });
        return;
      }
      return transport.run(request, sink, signal);
    },
  };
}
