import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runCli } from "./cli.ts";

/** The program: ties the command line to this process. Paths are those of the build, `dist/server/main.js`. */
const packageFile = new URL("../../package.json", import.meta.url);
const { version } = JSON.parse(readFileSync(packageFile, "utf8")) as { version: string };

/** Watches for the end only while serving: any other command ends on Ctrl-C as every program does. */
function untilStopped(): AbortSignal {
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  process.once("SIGTERM", () => stop.abort());
  // npm passes SIGTERM to its shell only, so a server started by npm would outlive it.
  if (process.env["npm_lifecycle_event"] !== undefined) {
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) stop.abort();
    }, 500).unref();
  }
  return stop.signal;
}

// Whoever reads our output may have seen enough, as in `agui-scope view FILE | head`: that ends us, and is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

process.exitCode = await runCli(
  process.argv.slice(2),
  {
    stdin: process.stdin,
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    // https://no-color.org
    colour: process.stdout.isTTY && !process.env["NO_COLOR"] && process.env["TERM"] !== "dumb",
  },
  { version, clientDir: fileURLToPath(new URL("../client", import.meta.url)), untilStopped },
);
// A command that listened to its input and is done must not wait for the rest.
process.stdin.destroy();
