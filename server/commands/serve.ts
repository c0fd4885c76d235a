import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { parseArgs } from "node:util";
import { getRequestListener } from "@hono/node-server";
import { createApp } from "#server/app.ts";
import { bracketed, isLoopback, isWildcard } from "#server/hostCheck.ts";
import type { Result } from "#src/lib/result.ts";
import { err, ok } from "#src/lib/result.ts";
import { firstSentence } from "./firstSentence.ts";
import { openBrowser } from "./openBrowser.ts";
import type { CommandIo } from "./view.ts";

/** Where the page and the agents are served. */
export interface ServeOptions {
  /** 0 lets the system choose. */
  readonly port: number;
  readonly host: string;
  /** Open the page in the default browser. */
  readonly open: boolean;
}

/** What `serve` needs from the process that runs it. */
export interface ServeHost {
  /** Absolute path of the built page. */
  readonly clientDir: string;
  /** Asked for once the server is up: a signal that is aborted when it should close. */
  readonly untilStopped: () => AbortSignal;
}

export const SERVE_USAGE = "Usage: agui-scope [serve] [--port 4700] [--host 127.0.0.1] [--open]";

/** Exit codes of `serve`. */
const CLOSED = 0;
const CANNOT_LISTEN = 1;
const USAGE = 2;

/** `agui-scope serve`: serves the page and the bundled agents until the signal; resolves with the exit code. */
export async function serve(
  args: readonly string[],
  io: CommandIo,
  { clientDir, untilStopped }: ServeHost,
): Promise<number> {
  const wanted = readServeArguments(args);
  if (!wanted.ok) {
    io.stderr(`agui-scope: ${wanted.error} ${SERVE_USAGE}\n`);
    return USAGE;
  }
  const { port, host, open } = wanted.value;
  const app = createApp({
    host,
    clientDir,
    onFailure: (error) => io.stderr(`A scenario failed: ${error instanceof Error ? error.stack : String(error)}\n`),
  });
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer((req, res) => void listener(req, res));

  return new Promise((resolve) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      io.stderr(`agui-scope: ${cannotListen(error, host, port)}\n`);
      resolve(CANNOT_LISTEN);
    });
    server.listen(port, host, () => {
      const url = `http://${isWildcard(host) ? "127.0.0.1" : bracketed(host)}:${(server.address() as AddressInfo).port}/`;
      if (!isLoopback(host)) {
        io.stderr(`Warning: --host ${host} lets other machines reach this server, which asks nobody for a password.\n`);
      }
      io.stdout(`AG-UI Scope on ${url}\n`);
      const close = (): void => {
        server.close(() => resolve(CLOSED));
        // Streams may be open for minutes; whoever stops the server does not want to wait for them.
        server.closeAllConnections();
      };
      untilStopped().addEventListener("abort", close, { once: true });
      if (open) openBrowser(url, () => io.stderr(`No browser could be started; open ${url} yourself.\n`));
    });
  });
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
      },
    });
    const port = Number(values.port);
    if (!/^\d{1,5}$/.test(values.port) || port > 65_535) {
      return err(`--port takes a number from 0 to 65535, not "${values.port}".`);
    }
    if (values.host === "") return err("--host takes an address or a name.");
    return ok({ port, host: values.host, open: values.open });
  } catch (error) {
    return err(firstSentence(error));
  }
}

function cannotListen(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === "EADDRINUSE")
    return `Port ${port} on ${host} is taken; choose another with --port, e.g. --port ${port + 1}.`;
  if (error.code === "EACCES") return `Port ${port} may not be used by this user; choose one above 1023 with --port.`;
  if (error.code === "ENOTFOUND" || error.code === "EADDRNOTAVAIL") {
    return `"${host}" is no address of this machine; give another with --host.`;
  }
  return `Cannot listen on ${host}:${port}: ${error.message}`;
}
