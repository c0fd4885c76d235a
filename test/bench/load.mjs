// @ts-check
// `npm run bench -- --load`: many streams at once through a recorder and then through the relay, as its own processes: an agent,
// `agui-scope record`, and here the apps and a page. Whether anything is lost shows in a hash of each stream.
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { createServer, request } from "node:http";
import { fileURLToPath } from "node:url";
import { recordReader } from "./relayRecords.mjs";

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
 * @param {string} base @param {string} token @returns {Promise<{ done: Promise<Map<string, string>>, close: () => void }>}
 */
async function watchLive(base, token) {
  /** @type {Map<string, { path: string, hash: import("node:crypto").Hash }>} */
  const open = new Map();
  /** @type {Map<string, string>} */
  const ended = new Map();
  const call = request(`${base}live/stream`, { headers: { "x-agui-scope-token": token }, agent: false });
  /** @type {Promise<Map<string, string>>} */
  const done = new Promise((resolve, reject) => {
    call.once("response", (response) => {
      const read = recordReader((record, bytes) => {
        if (record.type === "request") {
          open.set(record.exchange, { path: new URL(record.request.url).pathname, hash: createHash("sha1") });
        }
        const exchange = open.get(record.exchange);
        if (record.type === "chunk") exchange?.hash.update(bytes);
        if (record.type === "end" && exchange) ended.set(exchange.path, exchange.hash.digest("hex"));
      });
      response.on("data", (/** @type {Buffer} */ piece) => {
        read(piece);
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
  return { done, close: () => call.destroy() };
}

/** What the page sends with each call. @param {string} base @returns {Promise<Record<string, string>>} */
async function pageHeaders(base) {
  const { origin } = new URL(base);
  const session = await fetch(`${base}relay/session`, { method: "POST", headers: { origin } });
  const { token } = await session.json();
  return { origin, "x-agui-scope-token": token, "content-type": "application/json" };
}

/**
 * The hash of one answer that came through the relay.
 * @param {string} base @param {Record<string, string>} headers @param {string} url @returns {Promise<{ hash: string, ms: number }>}
 */
function readThroughRelay(base, headers, url) {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const call = request(`${base}relay`, { method: "POST", headers, agent: false }, (response) => {
      const hash = createHash("sha1");
      let reason = `status ${response.statusCode}`;
      response.on(
        "data",
        recordReader((record, bytes) => {
          if (record.type === "chunk") hash.update(bytes);
          if (record.type === "end") reason = record.reason;
        }),
      );
      response.on("error", reject);
      response.on("end", () => {
        if (reason === "complete") resolve({ hash: hash.digest("hex"), ms: performance.now() - began });
        else reject(new Error(`A call of the relay ended with ${reason}.`));
      });
    });
    call.on("error", reject);
    call.end(JSON.stringify({ url, method: "POST", headers: [], body: "{}" }));
  });
}

/** The hash of the whole stream `name`. @param {string} name */
function expectedHash(name) {
  const hash = createHash("sha1");
  for (let from = 0; from < EVENTS; from += 1000) hash.update(frames(`/${name}`, from, from + 1000));
  return hash.digest("hex");
}

/** Resident memory of a process in bytes. @param {number | undefined} pid */
const residentBytes = (pid) => Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)]).toString()) * 1024;

/**
 * What `work` gives, and by how many bytes the memory of a process grew meanwhile.
 * @template T @param {number | undefined} pid @param {() => Promise<T>} work @returns {Promise<{ value: T, growth: number }>}
 */
async function growthDuring(pid, work) {
  const before = residentBytes(pid);
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, residentBytes(pid))), 500);
  try {
    return { value: await work(), growth: peak - before };
  } finally {
    clearInterval(watch);
  }
}

/** Seconds. @param {readonly { ms: number }[]} answers */
const slowest = (answers) => Math.max(...answers.map(({ ms }) => ms)) / 1000;

/** @param {readonly { hash: string | undefined }[]} answers @param {readonly string[]} expected */
const countOther = (answers, expected) => answers.filter(({ hash }, index) => hash !== expected[index]).length;

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
    const headers = await pageHeaders(base);
    const page = await watchLive(base, headers["x-agui-scope-token"] ?? "");
    const names = Array.from({ length: STREAMS }, (_, index) => String(index));
    const hashes = names.map(expectedHash);
    const { pid } = recorder.child;
    const allowed = await fetch(`${base}relay/targets`, {
      method: "POST",
      headers,
      body: JSON.stringify({ url: target }),
    });
    if (!allowed.ok) throw new Error(`The relay refuses ${target}: ${await allowed.text()}`);
    const relayed = await growthDuring(pid, () =>
      Promise.all(names.map((name) => readThroughRelay(base, headers, `${target}/${name}`))),
    );
    const title = `${STREAMS} streams of ${EVENTS.toLocaleString("en")} events`;
    figure(`${title} through the relay: the slowest`, slowest(relayed.value), "s");
    figure("not whole and in order", countOther(relayed.value, hashes), "streams", 0);
    figure("growth of the server's memory", relayed.growth / 1e6, "MB", LIMIT / 1e6);

    const recorded = await growthDuring(pid, async () => {
      const answers = await Promise.all(names.map((name) => readStream(`${address}${name}`)));
      return { answers, inPage: await page.done };
    });
    page.close();
    const { answers, inPage } = recorded.value;
    const seen = names.map((name) => ({ hash: inPage.get(`/${name}`) }));
    figure(`${title} through a recorder`, answers.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6, "MB");
    figure("the slowest", slowest(answers), "s");
    figure("not whole and in order in the app", countOther(answers, hashes), "streams", 0);
    figure("not whole and in order in the page", countOther(seen, hashes), "streams", 0);
    // What is kept, and as much again for the program and what its collector has not come to.
    figure("growth of the server's memory", recorded.growth / 1e6, "MB", (2 * LIMIT) / 1e6);
  } finally {
    agent.child.kill();
    recorder.child.kill();
  }
}

if (process.argv.includes("--agent")) runAgent();
