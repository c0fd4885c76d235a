import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HttpAgent } from "@ag-ui/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCli } from "#server/cli.ts";
import { RecordingFolder } from "#server/live/recordingFolder.ts";
import { openFile } from "#src/run/openFile.ts";
import { deferred, FINISHED, LiveHarness, message, rawCall, RUN, STARTED, startStream } from "./liveHarness.ts";

let scope: LiveHarness;
let dir: string;
beforeEach(async () => {
  scope = await LiveHarness.start();
  dir = await mkdtemp(join(tmpdir(), "agui-scope-"));
});
afterEach(async () => {
  await scope.stop();
  await rm(dir, { recursive: true });
});

const SAID = message("m", "Grüße");

interface Recording {
  /** Where the app sends to. */
  readonly address: string;
  readonly page: string;
  readonly written: { out: string; err: string };
  /** Ends the command; resolves with its exit code. */
  readonly stop: () => Promise<number>;
}

const commandLine = (args: readonly string[], stop: AbortSignal) => {
  const written = { out: "", err: "" };
  const listeners = new Set<() => void>();
  const io = {
    stdin: (async function* () {})(),
    stdout: (text: string) => {
      written.out += text;
      for (const tell of listeners) tell();
    },
    stderr: (text: string) => void (written.err += text),
  };
  const code = runCli(args, io, { version: "1.2.3", clientDir: "/nowhere", untilStopped: () => stop });
  return { written, code, listeners };
};

/** The command until it says where it records. */
async function startCommand(...args: string[]): Promise<Recording> {
  const stop = new AbortController();
  const { written, code, listeners } = commandLine(["record", "--page-port", "0", "--port", "0", ...args], stop.signal);
  const ready = deferred();
  listeners.add(() => written.out.includes("Live traffic") && ready.resolve());
  await Promise.race([ready.promise, code]);
  return {
    address: /^Recording \S+ at (\S+)$/m.exec(written.out)?.[1] ?? `nowhere: ${written.err}`,
    page: /^AG-UI Scope on (\S+)$/m.exec(written.out)?.[1] ?? "",
    written,
    stop: () => {
      stop.abort();
      return code;
    },
  };
}

async function refused(...args: string[]) {
  const { written, code } = commandLine(["record", ...args], AbortSignal.abort());
  return { code: await code, ...written };
}

async function openRecording(name: string) {
  const opened = await openFile(await readFile(join(dir, name)));
  if (!opened.ok) throw new Error(opened.error);
  expect(opened.value.problems).toEqual([]);
  return opened.value.reading;
}

describe("agui-scope record", () => {
  it("serves the page, records, and says how to point an app at it", async () => {
    const target = `${await scope.agent((res) => startAndEnd(res))}/agent`;
    const { address, page, written, stop } = await startCommand("--target", target);
    expect(written.out).toContain(`Give your app ${address} in place of ${target}`);
    expect(await (await fetch(address, { method: "POST", body: RUN })).text()).toBe(STARTED + SAID + FINISHED);
    expect(await (await fetch(`${page}live/tap`)).json()).toEqual({ scope: true });
    expect(await stop()).toBe(0);
    await expect(fetch(address)).rejects.toThrow("fetch failed");
  });

  it("writes each run to a recording that holds what was delivered", async () => {
    const url = await scope.agent((res) => startAndEnd(res));
    const { address, stop } = await startCommand("--target", url, "--out", dir);
    const agent = new HttpAgent({ url: address, threadId: "../t 1", headers: { authorization: "Bearer s3cret" } });
    await agent.runAgent({ runId: "r1" });
    await agent.runAgent({ runId: "r2" });
    await fetch(`${address}info`);
    await stop();
    const names = (await readdir(dir)).sort();
    expect(names).toHaveLength(3);
    const runs = names.filter((name) => /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z-.._t_1(-2)?\.agui\.jsonl$/.test(name));
    expect(runs).toHaveLength(2);
    for (const name of runs) {
      const reading = await openRecording(name);
      const texts = Array.from({ length: reading.length }, (_, index) => Buffer.from(reading.log.bytes(index + 1)));
      expect(Buffer.concat(texts).toString()).toBe(STARTED + SAID + FINISHED);
      expect(reading.log.exchanges[0]).toMatchObject({
        request: { method: "POST", url: `${url}/`, via: "recorder" },
        response: { status: 200 },
        end: { reason: "complete" },
      });
      expect(await readFile(join(dir, name), "utf8")).not.toContain("s3cret");
    }
  });

  it("marks injected faults in the recording", async () => {
    const url = await scope.agent((res) => startAndEnd(res));
    const faults = { seed: 1, rules: [{ kind: "drop", where: { eventType: "TEXT_MESSAGE_CONTENT" } }] };
    await writeFile(join(dir, "faults.json"), JSON.stringify(faults));
    const out = join(dir, "runs");
    const { address, stop } = await startCommand("--target", url, "--out", out, "--faults", join(dir, "faults.json"));
    const delivered = await (await fetch(address, { method: "POST", body: RUN })).text();
    expect(delivered).not.toContain("Grüße");
    await stop();
    const [name = ""] = await readdir(out);
    const reading = await openRecording(join("runs", name));
    expect(reading.log.notes.map(({ code }) => code)).toContain("injected");
    expect(reading.findings.map(({ rule }) => rule)).toContain("scope/injected");
    expect(reading.length).toBe(4);
  });

  it("writes what is under way when it is stopped, and says how that ended", async () => {
    const url = await scope.agent((res) => startStream(res));
    const { address, stop } = await startCommand("--target", url, "--out", dir);
    const response = await fetch(address, { method: "POST", body: RUN });
    const reader = response.body?.getReader();
    await reader?.read();
    expect(await stop()).toBe(0);
    const [name = ""] = await readdir(dir);
    const reading = await openRecording(name);
    expect(reading.length).toBe(1);
    expect(reading.log.exchanges[0]?.end).toMatchObject({ reason: "aborted" });
  });

  it("never lets a file that cannot be written disturb the app", async () => {
    const url = await scope.agent((res) => startAndEnd(res));
    const out = join(dir, "runs");
    const { address, written, stop } = await startCommand("--target", url, "--out", out);
    await rm(out, { recursive: true });
    expect(await (await fetch(address, { method: "POST", body: RUN })).text()).toBe(STARTED + SAID + FINISHED);
    expect(await stop()).toBe(0);
    expect(written.err).toMatch(/^The recording \S+-t could not be written to \S+: ENOENT/);
  });

  it("lets a page in whose origin was allowed", async () => {
    const url = await scope.agent((res) => res.end("ok"));
    const { address, stop } = await startCommand("--target", url, "--allow-origin", "https://app.example/");
    const answers = ["https://app.example", "https://other.example"].map((origin) =>
      rawCall(address, { headers: { origin } }),
    );
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 403]);
    await stop();
  });

  it.each([
    [[], "--target is missing"],
    [["--target", "http://x", "--port", "x"], "--port takes a number"],
    [["--target", "http://x", "--page-port", "70000"], "--page-port takes a number"],
    [["--target", "http://x", "--allow-origin", "app"], "--allow-origin takes a URL"],
    [["--target", "http://x", "--nonsense"], "--nonsense"],
  ])("refuses %j in one line with exit code 2", async (args, why) => {
    const { code, out, err } = await refused(...args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(why);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  });

  it.each([
    [["--target", "ftp://x"], "must be a URL that begins with http"],
    [["--target", "http://169.254.169.254"], "never called"],
    [["--target", "http://127.0.0.1:9", "--faults", "/nowhere/f.json"], "--faults /nowhere/f.json cannot be read"],
    [["--target", "http://127.0.0.1:9", "--out", "/dev/null/x"], "--out /dev/null/x cannot be used"],
  ])("says in one line why %j cannot be recorded, with exit code 1", async (args, why) => {
    const { code, out, err } = await refused("--port", "0", "--page-port", "0", ...args);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain(why);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  });

  it("takes no other port than the one it was given, and says which flag chooses", async () => {
    const { port } = new URL(await scope.agent((res) => res.end()));
    const target = "http://127.0.0.1:9";
    const page = await refused("--target", target, "--port", "0", "--page-port", port);
    expect(page).toMatchObject({ code: 1, err: expect.stringContaining(`Port ${port} on`) as string });
    expect(page.err).toContain("--page-port");
    const recorder = await refused("--target", target, "--port", port, "--page-port", "0");
    expect(recorder).toMatchObject({ code: 1, err: expect.stringContaining(`Port ${port} on`) as string });
  });

  it("takes another port where the usual one is taken, and says so", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => {
      taken.once("error", () => resolve());
      taken.listen(4700, "127.0.0.1", resolve);
    });
    const stop = new AbortController();
    const { written, code, listeners } = commandLine(["record", "--target", "http://127.0.0.1:9"], stop.signal);
    listeners.add(() => written.out.includes("Live traffic") && stop.abort());
    expect(await code).toBe(0);
    expect(written.err).toContain("Port 4700 is taken, so another one is used; choose one with --page-port.\n");
    expect(written.out).not.toContain("127.0.0.1:4700/");
    if ((taken.address() as AddressInfo | null) !== null) taken.close();
  });
});

describe("a folder of recordings", () => {
  it.each([true, false])("counts what it cannot hold, of an exchange that has ended: %j", async (hasEnded) => {
    const problems: string[] = [];
    const folder = new RecordingFolder(dir, { limitBytes: 1000, onProblem: (why) => problems.push(why) });
    const request = { method: "POST", url: "http://x/", headers: [], body: RUN, startedAt: 0, via: "tap" } as const;
    const exchange = "e";
    const bytes = Buffer.from(SAID);
    folder.accept({ type: "request", exchange, request, source: { from: "tap", kind: "run", client: "" } });
    const response = { status: 200, statusText: "", headers: [], url: "", redirected: false };
    folder.accept({ type: "response", exchange, time: 1, response });
    for (let chunk = 0; chunk < 10; chunk++) folder.accept({ type: "chunk", exchange, time: 2, bytes });
    // Half a frame: only the end of the body closes it, and it is not kept.
    folder.accept({ type: "chunk", exchange, time: 3, bytes: bytes.subarray(0, 20) });
    if (hasEnded) folder.accept({ type: "end", exchange, time: 4, reason: "reset", message: "gone" });
    await folder.close();
    expect(problems).toEqual([]);
    const reading = await openRecording("1970-01-01T00-00-00-000Z-t.agui.jsonl");
    const whole = Math.floor(1000 / bytes.length);
    expect(reading.length).toBe(3 * whole);
    const dropped = (10 - whole) * bytes.length + 20;
    expect(reading.log.notes).toContainEqual(expect.objectContaining({ code: "recording-full", detail: `${dropped}` }));
    expect(reading.log.exchanges[0]?.end?.message === "gone").toBe(hasEnded);
  });
});

function startAndEnd(res: Parameters<typeof startStream>[0]): void {
  startStream(res);
  res.end(SAID + FINISHED);
}
