// @ts-check
// `npm run bench -- --load`: many streams at once through a recorder, as its own processes: an agent, `agui-scope record`, and here the
// apps and a page that watches. Whether anything is lost shows in a hash of each stream.
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { createServer, request } from "node:http";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const STREAMS = 50;
const RATE = 2000;
const SECONDS = 10;
/** Milliseconds between the writes of one stream. */
const TICK = 5;
const EVENTS = RATE * SECONDS;
/** What the recorder may keep, its default. */
const LIMIT = 256 * 1024 * 1024;

/**
 * Frames `from` to `to` of a stream. Padded so that a whole run is more than the recorder may keep.
 * @param {string} stream @param {number} from @param {number} to
 */
function frames(stream, from, to) {
  let text = "";
  for (let index = from; index < to; index++) {
    text += `data: {"type":"TEXT_MESSAGE_CHUNK","messageId":"${stream}","role":"assistant","delta":"${String(index).padEnd(200, ".")}"}\n\n`;
  }
  return Buffer.from(text);
}

/** The agent: every stream gets `RATE` events a second, by the clock, however long a write takes. */
function runAgent() {
  const server = createServer((req, res) => {
    req.resume();
    res.writeHead(200, { "content-type": "text/event-stream" });
    const began = performance.now();
    let sent = 0;
    let isFull = false;
    res.on("drain", () => (isFull = false));
    const timer = setInterval(() => {
      if (isFull) return;
      const due = Math.min(EVENTS, Math.floor(((performance.now() - began) * RATE) / 1000));
      if (due > sent) isFull = !res.write(frames(req.url ?? "", sent, due));
      sent = due;
      if (sent < EVENTS) return;
      clearInterval(timer);
      res.end();
    }, TICK);
    res.on("close", () => clearInterval(timer));
  });
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    console.log(`http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`);
  });
}

/**
 * A program of ours, once it has said what `pattern` finds.
 * @param {readonly string[]} args @param {RegExp} pattern
 */
async function start(args, pattern) {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  /** @type {string} */
  const said = await new Promise((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (piece) => {
      text += String(piece);
      if (pattern.test(text)) resolve(text);
    });
    child.once("exit", (code) => reject(new Error(`${args.join(" ")} ended with ${code}; is it built?`)));
  });
  return { child, said };
}

/**
 * The hash and size of one answer, read as an app would.
 * @param {string} url @returns {Promise<{ hash: string, bytes: number, ms: number }>}
 */
function readStream(url) {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const call = request(url, { method: "POST", agent: false }, (response) => {
      const hash = createHash("sha1");
      let bytes = 0;
      response.on("data", (piece) => {
        hash.update(piece);
        bytes += piece.length;
      });
      response.on("error", reject);
      response.on("end", () => resolve({ hash: hash.digest("hex"), bytes, ms: performance.now() - began }));
    });
    call.on("error", reject);
    call.end("{}");
  });
}

/**
 * The page's side: the hash of each exchange by its path, from `GET /live/stream`. Resolves when all of them have ended.
 * @param {string} base @returns {Promise<{ done: Promise<Map<string, string>>, close: () => void, progress: () => string }>}
 */
async function watchLive(base) {
  const origin = new URL(base).origin;
  const session = await fetch(`${base}relay/session`, { method: "POST", headers: { origin } });
  const { token } = await session.json();
  /** @type {Map<string, { path: string, hash: import("node:crypto").Hash }>} */
  const open = new Map();
  /** @type {Map<string, string>} */
  const ended = new Map();
  /** @type {Buffer} */
  let pending = Buffer.alloc(0);
  const call = request(`${base}live/stream`, { headers: { "x-agui-scope-token": token }, agent: false });
  /** @type {Promise<Map<string, string>>} */
  const done = new Promise((resolve, reject) => {
    call.once("response", (response) => {
      response.on("data", (/** @type {Buffer} */ piece) => {
        let all = pending.length === 0 ? piece : Buffer.concat([pending, piece]);
        // Two big-endian lengths, a JSON head, then bytes: see src/transport/relayWire.ts.
        while (all.length >= 8 && all.length >= 8 + all.readUInt32BE(0) + all.readUInt32BE(4)) {
          const head = 8 + all.readUInt32BE(0);
          const end = head + all.readUInt32BE(4);
          const record = JSON.parse(all.toString("utf8", 8, head));
          if (record.type === "request") {
            open.set(record.exchange, { path: new URL(record.request.url).pathname, hash: createHash("sha1") });
          }
          const exchange = open.get(record.exchange);
          if (record.type === "chunk") exchange?.hash.update(all.subarray(head, end));
          if (record.type === "end" && exchange) ended.set(exchange.path, exchange.hash.digest("hex"));
          all = all.subarray(end);
        }
        pending = all;
        if (ended.size === STREAMS) resolve(ended);
      });
      response.on("close", () => reject(new Error(`The page was cut after ${ended.size} of ${STREAMS} ends.`)));
    });
    call.once("error", reject);
  });
  done.catch(() => undefined);
  await new Promise((resolve) => {
    call.once("response", resolve);
    call.end();
  });
  return { done, close: () => call.destroy(), progress: () => `${ended.size} of ${STREAMS}` };
}

/** Resident memory of a process in bytes. @param {number | undefined} pid */
const residentBytes = (pid) => Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)]).toString()) * 1024;

/**
 * Measures, and prints with `figure(what, value, unit, goal, sense)`.
 * @param {(what: string, value: number, unit: string, goal?: number, sense?: "at most" | "at least") => void} figure
 */
export async function benchLoad(figure) {
  const agent = await start([fileURLToPath(import.meta.url), "--agent"], /http:\S+/);
  const target = agent.said.trim();
  const args = ["dist/server/main.js", "record", "--target", target, "--port", "0", "--page-port", "0"];
  const recorder = await start(args, /Live traffic/);
  try {
    const base = /AG-UI Scope on (\S+)/.exec(recorder.said)?.[1] ?? "";
    const address = /Recording \S+ at (\S+)/.exec(recorder.said)?.[1] ?? "";
    const page = await watchLive(base);
    const before = residentBytes(recorder.child.pid);
    let peak = before;
    const watch = setInterval(() => (peak = Math.max(peak, residentBytes(recorder.child.pid))), 500);
    const names = Array.from({ length: STREAMS }, (_, index) => String(index));
    const answers = await Promise.all(names.map((name) => readStream(`${address}${name}`)));
    const pageHashes = await page.done;
    clearInterval(watch);
    page.close();
    let lostByApp = 0;
    let lostByPage = 0;
    for (const [index, name] of names.entries()) {
      const hash = createHash("sha1");
      for (let from = 0; from < EVENTS; from += 1000) hash.update(frames(`/${name}`, from, from + 1000));
      const expected = hash.digest("hex");
      if (answers[index]?.hash !== expected) lostByApp++;
      if (pageHashes.get(`/${name}`) !== expected) lostByPage++;
    }
    const bytes = answers.reduce((sum, answer) => sum + answer.bytes, 0);
    figure(`${STREAMS} streams of ${EVENTS.toLocaleString("en")} events through a recorder`, bytes / 1e6, "MB");
    figure("the slowest stream", Math.max(...answers.map(({ ms }) => ms)) / 1000, "s");
    figure("streams that were not whole and in order in the app", lostByApp, "streams", 0);
    figure("streams that were not whole and in order in the page", lostByPage, "streams", 0);
    // What is kept, and as much again for the program and what its collector has not come to.
    figure("growth of the recorder's memory", (peak - before) / 1e6, "MB", (2 * LIMIT) / 1e6);
  } finally {
    agent.child.kill();
    recorder.child.kill();
  }
}

if (process.argv.includes("--agent")) runAgent();
