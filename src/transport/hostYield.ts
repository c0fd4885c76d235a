/**
 * Resolves in a new macrotask, so that the host can paint and take input in between.
 * A message channel, because timers are held back for at least 4 ms in a page and for a second in a hidden one.
 */
export function yieldToHost(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", () => {
      // An open port would keep Node alive.
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(null);
  });
}
