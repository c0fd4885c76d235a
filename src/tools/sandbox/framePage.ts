/** Where the server has the frame that scripts are kept in. */
export const SANDBOX_PATH = "/sandbox";

/** What the page sends to the frame, with two ports: one to be told that the worker broke, one for the worker itself. */
export interface FrameStart {
  /** The whole program of the worker. */
  readonly code: string;
  /** What the worker gets as its one message, with its port. */
  readonly job: unknown;
}

/**
 * The only script of the frame, as text because the policy of the frame names it by its hash. It hears its parent once, starts one worker
 * and hands over the port; nothing else goes through it.
 */
export const FRAME_SCRIPT = `addEventListener("message", function start({ source, origin, data, ports: [control, port] }) {
  if (source !== parent || origin !== location.origin) return;
  removeEventListener("message", start);
  try {
    const worker = new Worker(URL.createObjectURL(new Blob([data.code], { type: "text/javascript" })));
    worker.onerror = ({ message }) => control.postMessage(message || "the browser refused to start the worker");
    worker.postMessage(data.job, [port]);
  } catch (error) {
    control.postMessage(String(error));
  }
});`;

/**
 * The policy of the frame, which its worker inherits: one script, one engine in WebAssembly, a worker from a blob. No network of any
 * kind, nothing from any host (this one included), and an origin of its own, even where the frame is opened as a page.
 */
export const framePolicy = (scriptHash: string): string =>
  [
    "default-src 'none'",
    `script-src '${scriptHash}' 'wasm-unsafe-eval'`,
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    "sandbox allow-scripts",
  ].join("; ");
