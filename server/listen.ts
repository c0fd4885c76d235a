import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { err, ok, type Result } from "#src/lib/result.ts";

/** Where to listen. */
export interface ListenOptions {
  /** 0 lets the system choose. */
  readonly port: number;
  readonly host: string;
  /** The flag that the user would choose another port with, for the message. */
  readonly portFlag?: string;
}

/** Why a port cannot be had: `taken` where another one would do. */
export interface ListenFailure {
  readonly taken: boolean;
  /** One sentence. */
  readonly message: string;
}

/** Opens a server and resolves with the port that it got. */
export function listen(
  server: Server,
  { port, host, portFlag }: ListenOptions,
): Promise<Result<number, ListenFailure>> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException): void =>
      resolve(err({ taken: error.code === "EADDRINUSE", message: explain(error, host, port, portFlag) }));
    server.once("error", failed);
    server.listen(port, host, () => {
      server.off("error", failed);
      resolve(ok((server.address() as AddressInfo).port));
    });
  });
}

/** Stops listening and breaks what is open: streams go on for minutes, and whoever stops a server does not want to wait for them. */
export const closeNow = (server: Server): Promise<void> =>
  new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });

function explain(error: NodeJS.ErrnoException, host: string, port: number, flag: string | undefined): string {
  const withFlag = flag === undefined ? "" : ` with ${flag}`;
  if (error.code === "EADDRINUSE") {
    const example = flag === undefined ? "" : `, e.g. ${flag} ${port < 65_535 ? port + 1 : 0}`;
    return `Port ${port} on ${host} is taken; choose another${withFlag}${example}.`;
  }
  if (error.code === "EACCES") return `Port ${port} may not be used by this user; choose one above 1023${withFlag}.`;
  if (error.code === "ENOTFOUND" || error.code === "EADDRNOTAVAIL") {
    return `"${host}" is no address of this machine; give another with --host.`;
  }
  return `Cannot listen on ${host}:${port}: ${error.message}`;
}
