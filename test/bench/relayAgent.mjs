// @ts-check
// The agent of the relay's benchmark, in a process of its own: streams of `stream.ts`, and single events for the time to a first byte.
import { createServer } from "node:http";

const { sseChunks } = await import(process.argv[2] ?? "");
/** @type {{ chunks: Uint8Array[] }} */
const { chunks } = sseChunks({ events: Number(process.argv[3]), stateBytes: 20_000 });

const server = createServer((request, response) => void answer(request, response));

/** @param {import("node:http").IncomingMessage} request @param {import("node:http").ServerResponse} response */
async function answer(request, response) {
  request.resume();
  response.setHeader("access-control-allow-origin", "*");
  response.writeHead(200, { "content-type": "text/event-stream" });
  if (request.url === "/one") return response.end('data: {"type":"CUSTOM","name":"one","value":1}\n\n');
  for (const chunk of chunks)
    if (!response.write(chunk)) await new Promise((resolve) => response.once("drain", resolve));
  return response.end();
}

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address === "object") process.send?.(address.port);
});
process.once("disconnect", () => process.exit());
