import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A program of a test's own, where what it prints matters or where it is started in another way. */
export interface OwnServer {
  /** The address that it printed, with the token where it printed one. */
  readonly url: string;
  /** Everything that it has written to stdout and stderr. */
  readonly output: () => string;
  readonly stop: () => Promise<void>;
}

/** Starts the built program on a free port and waits until it has printed its address. */
export async function startOwnServer(...args: readonly string[]): Promise<OwnServer> {
  const child = spawn(process.execPath, ["dist/server/main.js", "--port", "0", ...args], {
    cwd: fileURLToPath(new URL("../../..", import.meta.url)),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const ended = new Promise<void>((resolve) => void child.once("close", () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    const listen = (piece: Buffer): void => {
      output += piece.toString();
      const printed = /AG-UI Scope on (\S+)\n/.exec(output)?.[1];
      if (printed !== undefined) resolve(printed);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    void ended.then(() => reject(new Error(`The server ended before it printed its address:\n${output}`)));
  });
  return {
    url,
    output: () => output,
    stop: () => {
      child.kill();
      return ended;
    },
  };
}
