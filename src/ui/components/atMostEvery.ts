/** `call`, but for calls that come less than so many milliseconds after the last that counted, or after now: those do nothing. */
export function atMostEvery(ms: number, call: () => void): () => void {
  let last = performance.now();
  return () => {
    const now = performance.now();
    if (now - last < ms) return;
    last = now;
    call();
  };
}
