import { SERVE_USAGE, serve, type ServeHost } from "./commands/serve.ts";
import type { CommandIo } from "./commands/view.ts";

/** What the command line needs to know about the program it belongs to. */
export type CliHost = ServeHost;

const USAGE = 2;

const help = (
  recordUsage: string,
  runUsage: string,
  viewUsage: string,
): string => `AG-UI Scope: a debugger and playground for AG-UI

${SERVE_USAGE}
  Serves the page and the bundled agents.
    --port N     port to listen on (default 4700; 0 lets the system choose)
    --host NAME  address to listen on (default 127.0.0.1, this machine only); with any other, the relay and the live
                 traffic ask for the token in the printed address
    --allow-target URL
                 let the relay reach the origin of this agent; may be given several times. The page adds the
                 addresses that you enter there
    --open       open the page in the browser

${recordUsage}
  Serves the page as well, and passes everything that comes to the port on to your agent: point your own app at it, and its
  runs show in the page while they stream. Pages of this machine may call it, CORS headers are added where the agent sends none.
    --target URL       your agent; the path of a call is appended to its path
    --port N           port for your app (default 4701)
    --page-port N      port for the page (default 4700)
    --out DIR          write each run to a recording in this folder when it ends
    --allow-origin URL let the pages of this site call as well; may be given several times
    --faults FILE      inject the faults of this file, as the page saves them

${runUsage}
  Sends a message to an agent and prints the conversation as it streams. Calls of tools and questions are answered from files, and the runs go on
  until nothing waits. Exits with 0, 1 (RUN_ERROR or a problem of severity error), 2 (usage), 3 (no stream came, or it broke)
  or 4 (something waits for an answer that no file holds).
    --message TEXT       what to say
    --tools FILE         frontend tools to offer: a tool set of the page, or a list for AG-UI, OpenAI, Anthropic or MCP
    --answers FILE       how tools answer and what interrupts are told (JSON, see the README)
    --state FILE         the state to send first (JSON)
    --forwarded-props FILE
                         forwardedProps to send (JSON)
    --header 'Name: value'
                         may be given several times; values are not printed and not written
    --context 'About: text'
                         may be given several times
    --thread ID          the thread id (default: a new one)
    --max-rounds N       how many requests may answer what waits (default 25)
    --out FILE           write the recording, also when the run fails
    --follow             go on with each line of standard input as the next message

${viewUsage}
  Prints what a user would see after event N of a recording, an SSE capture, NDJSON or a JSON array.

agui-scope --help | --version
`;

/** Runs one command; resolves with the exit code. Without a command it serves. */
export async function runCli(args: readonly string[], io: CommandIo, host: CliHost): Promise<number> {
  const [first, ...rest] = args;
  if (args.includes("--help") || args.includes("-h")) {
    const [{ RECORD_USAGE }, { RUN_USAGE }, { VIEW_USAGE }] = await Promise.all([
      import("./commands/record.ts"),
      import("./commands/run/runArguments.ts"),
      import("./commands/view.ts"),
    ]);
    io.stdout(help(RECORD_USAGE, RUN_USAGE, VIEW_USAGE));
    return 0;
  }
  if (first === "--version" || first === "-v") {
    io.stdout(`${host.version}\n`);
    return 0;
  }
  if (first === undefined || first.startsWith("-")) return serve(args, io, host);
  if (first === "serve") return serve(rest, io, host);
  if (first === "record") {
    const { record } = await import("./commands/record.ts");
    return record(rest, io, host);
  }
  if (first === "run") {
    const { run } = await import("./commands/run.ts");
    return run(rest, io, host);
  }
  if (first === "view") {
    // Loaded when wanted: serving needs none of the reading machinery.
    const { view } = await import("./commands/view.ts");
    return view(rest, io);
  }
  io.stderr(`agui-scope: there is no command "${first}". Commands: serve, record, run, view. See agui-scope --help.\n`);
  return USAGE;
}
