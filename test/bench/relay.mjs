// @ts-check
// What the relay costs: the page's own transports in Node, direct and through the built server, in one run. Agent, relay and reader
// are three processes, as they are for a user.
import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { build } from "vite";

/** @typedef {(what: string, value: number, unit: string, goal?: number, sense?: "at most" | "at least") => void} Figure */

const EVENTS = 100_000;
const root = fileURLToPath(new URL("../..", import.meta.url));
const out = fileURLToPath(new URL("../../test-results/benchRelay", import.meta.url));

/** @param {Figure} figure @param {boolean} small */
export async function benchRelay(figure, small) {
  const input = {
    relayTransport: `${root}src/transport/relayTransport.ts`,
    relayClient: `${root}src/transport/relayClient.ts`,
    httpTransport: `${root}src/transport/httpTransport.ts`,
    reading: `${root}src/reconstruction/reading.ts`,
    stream: `${root}test/bench/stream.ts`,
  };
  await build({
    configFile: false,
    root,
    logLevel: "error",
    build: { outDir: out, emptyOutDir: true, copyPublicDir: false, ssr: true, rolldownOptions: { input } },
  });
  const events = small ? EVENTS / 10 : EVENTS;
  const agent = fork(fileURLToPath(new URL("relayAgent.mjs", import.meta.url)), [`${out}/stream.js`, String(events)]);
  const server = spawn(process.execPath, ["dist/server/main.js", "--port", "0"], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [port] = await once(agent, "message");
    const [said] = await once(server.stdout, "data");
    const base = new URL(/http:\S+/.exec(String(said))?.[0] ?? "").origin;
    const { relay, direct } = await transports(base);
    console.log(`Relay, Node ${process.version}, transports of the page, ${events} events`);
    await measureFirstByte(figure, { relay, direct }, `http://127.0.0.1:${port}/one`, small ? 50 : 300);
    await measureThroughput(figure, { relay, direct }, `http://127.0.0.1:${port}/stream`, small ? 3 : 9);
  } finally {
    server.kill();
    agent.kill();
  }
}

/** @typedef {import("#src/transport/runTransport.ts").RunTransport} Transport */
/** @typedef {{ readonly relay: Transport, readonly direct: Transport }} Pair */

/** @param {string} base @returns {Promise<Pair>} */
async function transports(base) {
  const { RelayClient } = await import(`${out}/relayClient.js`);
  const { createRelayTransport } = await import(`${out}/relayTransport.js`);
  const { createHttpTransport } = await import(`${out}/httpTransport.js`);
  /** A browser says by itself where a request comes from. @type {typeof fetch} */
  const asPage = (url, init) => {
    const headers = new Headers(init?.headers);
    headers.set("origin", base);
    return fetch(url, { ...init, headers });
  };
  return { relay: createRelayTransport(new RelayClient({ base, fetch: asPage })), direct: createHttpTransport() };
}

/**
 * One run: milliseconds to the first bytes, to the end of the answer, and to the last view of it. With `keep` the answer is read as the page
 * reads it: kept, decoded, checked and reconstructed while it comes.
 * @param {Transport} transport @param {string} url @param {boolean} keep
 */
async function run(transport, url, keep) {
  const { Reading } = await import(`${out}/reading.js`);
  const reading = new Reading();
  const started = performance.now();
  let first = NaN;
  let frames = 0;
  let reason = "";
  await transport.run(
    { url, headers: [], body: "{}" },
    (signal) => {
      if (keep) reading.receive(signal);
      if (signal.type === "chunk") {
        if (Number.isNaN(first)) first = performance.now() - started;
        frames += signal.frames.length;
      } else if (signal.type === "end") reason = signal.reason + signal.message;
    },
    new AbortController().signal,
  );
  if (reason !== "complete") throw new Error(`The run ended as ${reason}.`);
  if (keep) reading.viewAt(reading.length);
  return { first, total: performance.now() - started, frames };
}

/** @param {readonly number[]} values @param {number} share */
const quantile = (values, share) => [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? NaN;

/** @param {Figure} figure @param {Pair} pair @param {string} url @param {number} times */
async function measureFirstByte(figure, { relay, direct }, url, times) {
  /** @type {number[]} */
  const through = [];
  /** @type {number[]} */
  const straight = [];
  for (let turn = -20; turn < times; turn++) {
    const pair = [(await run(direct, url, false)).first, (await run(relay, url, false)).first];
    if (turn < 0) continue;
    straight.push(pair[0] ?? NaN);
    through.push(pair[1] ?? NaN);
  }
  const more = (/** @type {number} */ share) => quantile(through, share) - quantile(straight, share);
  figure("first byte, direct: median", quantile(straight, 0.5), "ms");
  figure("first byte, through the relay: later by, median", more(0.5), "ms", 5);
  figure("first byte, through the relay: later by, p95", more(0.95), "ms", 5);
}

/** @param {Figure} figure @param {Pair} pair @param {string} url @param {number} times */
async function measureThroughput(figure, { relay, direct }, url, times) {
  for (const keep of [false, true]) {
    /** @type {number[]} */
    const through = [];
    /** @type {number[]} */
    const straight = [];
    for (let turn = -2; turn < times; turn++) {
      const pair = [await run(direct, url, keep), await run(relay, url, keep)];
      if (pair[0]?.frames !== pair[1]?.frames) throw new Error(`${pair[0]?.frames} and ${pair[1]?.frames} frames.`);
      if (turn < 0) continue;
      straight.push(pair[0]?.total ?? NaN);
      through.push(pair[1]?.total ?? NaN);
    }
    const how = keep ? "read as the page reads" : "only framed";
    const [before, after] = [quantile(straight, 0.5), quantile(through, 0.5)];
    figure(`the stream, ${how}: direct`, before, "ms");
    figure(`the stream, ${how}: through the relay`, after, "ms");
    // Framing alone is faster than two hops through loopback on a machine of two cores, so the goal is for what a user sees.
    const share = (100 * before) / after;
    if (keep) figure(`the stream, ${how}: throughput against direct`, share, "%", 80, "at least");
    else figure(`the stream, ${how}: throughput against direct`, share, "%");
  }
}
