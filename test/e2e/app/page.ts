import { HttpAgent } from "@ag-ui/client";

/** Somebody's app, reduced to the official client: what a test of live traffic points at a recorder. */
const app = {
  /** The deltas that have reached the app so far. */
  received: [] as string[],

  /** Runs an agent and resolves with the types of the events and how it ended. */
  async run(url: string, text: string): Promise<{ types: string[]; error: string }> {
    app.received = [];
    const types: string[] = [];
    const agent = new HttpAgent({
      url,
      threadId: "app-thread",
      headers: { authorization: "Bearer the-secret-of-the-app" },
      initialMessages: [{ id: "m1", role: "user", content: text }],
    });
    let error = "";
    try {
      await agent.runAgent(
        { runId: "app-run" },
        {
          onEvent({ event }) {
            types.push(event.type);
            if ("delta" in event && typeof event.delta === "string") app.received.push(event.delta);
          },
        },
      );
    } catch (thrown) {
      error = String(thrown);
    }
    return { types, error };
  },
};

export type App = typeof app;

Object.assign(globalThis, { app });
