import { openSandbox } from "#src/tools/sandbox/openSandbox.ts";
import { runScript } from "#src/tools/sandbox/runScript.ts";
import type { ScriptLog } from "#src/tools/sandbox/types.ts";
import type { CallContext } from "#src/tools/types.ts";

const context: CallContext = {
  callId: "c1",
  name: "weather",
  argumentsText: '{"city":"Oslo"}',
  args: { city: "Oslo" },
  state: { seen: [] },
  messages: [],
  callIndex: 0,
};

/** The sandbox as the page uses it, for a test to call. */
const sandbox = {
  /** Runs a script, and tells what it wrote beside what came of it. */
  async run(source: string, timeoutMs = 30_000) {
    let log: ScriptLog = { lines: [], dropped: 0 };
    const result = await runScript(source, context, { timeoutMs, onLog: (told) => (log = told) });
    return { result, log };
  },

  /** Runs a script that is given up as soon as its frame is there. */
  async giveUp(source: string) {
    const abort = new AbortController();
    const answer = runScript(source, context, { signal: abort.signal });
    while (document.querySelector("iframe") === null) await new Promise((resolve) => setTimeout(resolve, 10));
    abort.abort();
    return answer;
  },

  /** Puts any program where the engine's is: what could be done by a script that had got out of the engine. Resolves with its first word. */
  raw(code: string, job: unknown): Promise<unknown> {
    return new Promise((resolve) => {
      const close = openSandbox(
        { code, job },
        {
          said(data) {
            close();
            resolve(data);
          },
          broke(why) {
            close();
            resolve(`broke: ${why}`);
          },
        },
      );
    });
  },
};

export type SandboxDriver = typeof sandbox;

Object.assign(globalThis, { sandbox });
