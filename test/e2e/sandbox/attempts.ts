/**
 * Ways out of a worker, each a piece of JavaScript that resolves if it got through and throws if it did not. `target` is the address of
 * a server that counts.
 */
export const ATTEMPTS: Readonly<Record<string, string>> = {
  fetch: `await fetch(target + "fetch", { mode: "no-cors" })`,
  xhr: `const x = new XMLHttpRequest(); x.open("GET", target + "xhr", false); x.send()`,
  webSocket: `await new Promise((resolve, reject) => {
    const socket = new WebSocket(target.replace("http", "ws") + "webSocket");
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error("refused"));
  })`,
  eventSource: `await new Promise((resolve, reject) => {
    const source = new EventSource(target + "eventSource");
    source.onopen = resolve;
    source.onerror = () => reject(new Error("refused"));
  })`,
  importScripts: `importScripts(target + "importScripts")`,
  dynamicImport: `await import(target + "dynamicImport")`,
  nestedWorker: `await new Promise((resolve, reject) => {
    const code = "onmessage = async ({ data }) => { try { await fetch(data); postMessage('through') } catch { postMessage('refused') } }";
    const worker = new Worker(URL.createObjectURL(new Blob([code])));
    worker.onmessage = ({ data }) => (data === "through" ? resolve() : reject(new Error(data)));
    worker.onerror = () => reject(new Error("refused"));
    worker.postMessage(target + "nestedWorker");
  })`,
  indexedDB: `await new Promise((resolve, reject) => {
    const request = indexedDB.open("stolen");
    request.onsuccess = resolve;
    request.onerror = () => reject(request.error);
  })`,
  caches: `await caches.open("stolen")`,
  files: `await navigator.storage.getDirectory()`,
  locks: `await navigator.locks.request("stolen", () => 1)`,
  eval: `(0, eval)("1")`,
};

/** The program of a worker that tries everything and says what came of each: "through", or why not. */
export const attemptsProgram = `onmessage = async ({ data: target, ports: [port] }) => {
  const came = {};
  const attempts = { ${Object.entries(ATTEMPTS)
    .map(([name, code]) => `${name}: async () => { ${code} }`)
    .join(",\n")} };
  for (const [name, attempt] of Object.entries(attempts)) {
    try {
      await attempt();
      came[name] = "through";
    } catch (error) {
      came[name] = String(error);
    }
  }
  (port ?? self).postMessage(came);
};`;
