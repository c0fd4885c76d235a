import { parseArgs } from "node:util";
import { bracketed, isLoopback, isWildcard } from "#server/hostCheck.ts";
import { closeNow, listen } from "#server/listen.ts";
import { createScopeServer, httpServerOf } from "#server/scopeServer.ts";
import type { Result } from "#src/lib/result.ts";
import { err, ok } from "#src/lib/result.ts";
import { firstSentence } from "./firstSentence.ts";
import { openBrowser } from "./openBrowser.ts";
import { readPort } from "./readPort.ts";
import { tellFailure } from "./tellFailure.ts";
import { untilAborted } from "./untilAborted.ts";
import type { CommandIo } from "./view.ts";

/** Where the page and the agents are served. */
export interface ServeOptions {
  /** 0 lets the system choose. */
  readonly port: number;
  readonly host: string;
  /** Open the page in the default browser. */
  readonly open: boolean;
  /** URLs whose origins the relay may reach from the start. */
  readonly allowTargets: readonly string[];
}

/** What `serve` needs from the process that runs it. */
export interface ServeHost {
  readonly version: string;
  /** Absolute path of the built page. */
  readonly clientDir: string;
  /** Asked for once the server is up: a signal that is aborted when it should close. */
  readonly untilStopped: () => AbortSignal;
}

export const SERVE_USAGE =
  "Usage: agui-scope [serve] [--port 4700] [--host 127.0.0.1] [--allow-target URL]... [--open]";

/** Exit codes of `serve`. */
const CLOSED = 0;
const CANNOT_LISTEN = 1;
const USAGE = 2;

/** `agui-scope serve`: serves the page and the bundled agents until the signal; resolves with the exit code. */
export async function serve(
  args: readonly string[],
  io: CommandIo,
  { version, clientDir, untilStopped }: ServeHost,
): Promise<number> {
  const wanted = readServeArguments(args);
  if (!wanted.ok) {
    io.stderr(`agui-scope: ${wanted.error} ${SERVE_USAGE}\n`);
    return USAGE;
  }
  const { port, host, open, allowTargets } = wanted.value;
  const scope = createScopeServer({
    host,
    clientDir,
    version,
    onFailure: (error) => tellFailure(error, io),
  });
  for (const target of allowTargets) {
    const allowed = await scope.targets.allow(target);
    if (allowed.ok) continue;
    io.stderr(`agui-scope: --allow-target ${target}: ${allowed.error}\n`);
    return USAGE;
  }
  const server = httpServerOf(scope);
  const listening = await listen(server, { port, host, portFlag: "--port" });
  if (!listening.ok) {
    io.stderr(`agui-scope: ${listening.error.message}\n`);
    return CANNOT_LISTEN;
  }
  scope.listensOn(listening.value);
  const url = `http://${isWildcard(host) ? "127.0.0.1" : bracketed(host)}:${listening.value}/`;
  const isExposed = !isLoopback(host);
  // A fragment stays in the browser: no request and no log of a proxy holds it.
  const page = isExposed ? `${url}#token=${scope.token}` : url;
  if (isExposed) {
    io.stderr(
      `Warning: --host ${host} lets other machines reach this server. The bundled agents answer anyone; the relay only who has the token in the address below.\n`,
    );
  }
  io.stdout(`AG-UI Scope on ${page}\n`);
  if (open) openBrowser(page, () => io.stderr(`No browser could be started; open ${url} yourself.\n`));
  await untilAborted(untilStopped());
  await Promise.all([scope.close(), closeNow(server)]);
  return CLOSED;
}

/** Flags of `serve`; the error is one sentence. */
export function readServeArguments(args: readonly string[]): Result<ServeOptions> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: "string", default: "4700" },
        host: { type: "string", default: "127.0.0.1" },
        open: { type: "boolean", default: false },
        "allow-target": { type: "string", multiple: true, default: [] },
      },
    });
    const port = readPort("--port", values.port);
    if (!port.ok) return port;
    if (values.host === "") return err("--host takes an address or a name.");
    return ok({ port: port.value, host: values.host, open: values.open, allowTargets: values["allow-target"] });
  } catch (error) {
    return err(firstSentence(error));
  }
}
