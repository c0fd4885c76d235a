import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { transformWithOxc } from "vite";
import { codeFor, type CodeKind } from "#src/run/codegen/codeFor.ts";
import { codeRequest, type CodeSource } from "#src/run/codegen/codeRequest.ts";
import { agent, onClose, RunningScope } from "./relayServer.ts";

/** The folder of this project. */
export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** What a program came to. */
interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder that is gone after the test, from which the packages of this project can be imported. */
export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "scope-code-"));
  symlinkSync(join(ROOT, "node_modules"), join(made, "node_modules"));
  onClose(() => rmSync(made, { recursive: true }));
  return made;
}

/** Runs a program to its end. */
export const call = (program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Run> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: { ...process.env, ...env } });
    const read = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const)
      child[name].setEncoding("utf8").on("data", (text: string) => (read[name] += text));
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, ...read }));
  });

/** Generated code; a request that there is none for fails the test. */
export function codeOf(kind: CodeKind, source: CodeSource): string {
  const request = codeRequest(source);
  if (!request.ok) throw new Error(request.error);
  const code = codeFor(kind, request.value);
  if (!code.ok) throw new Error(code.error);
  return code.value;
}

/** Writes the code down and runs it as a user would. */
export async function runCode(kind: CodeKind, source: CodeSource, env: NodeJS.ProcessEnv = {}): Promise<Run> {
  const code = codeOf(kind, source);
  const at = folder();
  const file = (name: string, text: string): string => {
    writeFileSync(join(at, name), text);
    return join(at, name);
  };
  switch (kind) {
    case "curl":
      return call("sh", [file("run.sh", code)], env);
    case "fetch":
      return call(process.execPath, [file("run.mjs", code)], env);
    case "client": {
      const { code: javascript } = await transformWithOxc(code, "run.ts");
      return call(process.execPath, [file("run.mjs", javascript)], { ...env, NODE_ENV: "production" });
    }
    default:
      return call("python3", [file("run.py", code)], env);
  }
}

/** A request as it arrived. */
interface Sent {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A server of its own in front of a bundled agent, which keeps what it was sent. */
export async function inFront(path: string): Promise<{ readonly origin: string; readonly sent: Sent[] }> {
  const { origin: scope } = await RunningScope.start();
  const sent: Sent[] = [];
  const origin = await agent((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method, url, headers } = request;
      const body = Buffer.concat(chunks);
      sent.push({ method, url, headers, body });
      const answer = async (): Promise<void> => {
        const answered = await fetch(scope + path, {
          method: "POST",
          headers: { "content-type": "application/json", accept: String(headers.accept) },
          body,
        });
        response.writeHead(answered.status, { "content-type": answered.headers.get("content-type") ?? "" });
        response.end(Buffer.from(await answered.arrayBuffer()));
      };
      void answer();
    });
  });
  return { origin, sent };
}

/** One that answers so, whatever it is asked. */
export const answering = (status: number, body: string): Promise<string> =>
  agent((request, response) => {
    request.resume().on("end", () => response.writeHead(status, { "content-type": "application/json" }).end(body));
  });
