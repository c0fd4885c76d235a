/** One way to bring an app's calls through a recorder, or past it. */
export interface Pointer {
  readonly id: string;
  readonly title: string;
  readonly code: string;
  /** What to know about it: one sentence. */
  readonly note: string;
}

/** How to point an app at a recorder's address. `scopeUrl` is that of the page's server. */
export function howToPoint(address: string, scopeUrl: string): readonly Pointer[] {
  const scope = new URL(scopeUrl).origin;
  // The tap's own default needs no word.
  const options = scope === "http://127.0.0.1:4700" ? "" : `{ scope: "${scope}" }`;
  return [
    {
      id: "http-agent",
      title: "HttpAgent",
      code: `const agent = new HttpAgent({ url: "${address}" });`,
      note: "From @ag-ui/client. Everything else stays as it is.",
    },
    {
      id: "copilotkit",
      title: "CopilotKit",
      code: `<CopilotKit runtimeUrl="${address}">`,
      note: "The target above is then the address of the CopilotKit runtime, for example http://localhost:3000/api/copilotkit.",
    },
    {
      id: "curl",
      title: "curl",
      code: `curl -N ${address} \\\n  -H "content-type: application/json" \\\n  -d '{"threadId":"t1","runId":"r1","state":{},"messages":[],"tools":[],"context":[],"forwardedProps":{}}'`,
      note: "Any other client works the same: only the address changes.",
    },
    {
      id: "tap",
      title: "Tap",
      code: `import { tapFetch, tapMiddleware } from "agui-scope/tap";\nglobalThis.fetch = tapFetch(${options});\n// or for one agent: agent.use(tapMiddleware(${options}));`,
      note: "For an app that cannot be pointed elsewhere: it mirrors what it sees, needs no recorder, and can hold or change nothing.",
    },
  ];
}
