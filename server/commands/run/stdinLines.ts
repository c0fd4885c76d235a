/** The lines of standard input that are not blank, as they come, until its end or the signal. */
export async function* stdinLines(
  stdin: AsyncIterable<Uint8Array>,
  stopped: AbortSignal,
): AsyncGenerator<string, void> {
  const pieces = stdin[Symbol.asyncIterator]();
  const decoder = new TextDecoder();
  const stop = new Promise<undefined>((resolve) => {
    if (stopped.aborted) resolve(undefined);
    stopped.addEventListener("abort", () => resolve(undefined), { once: true });
  });
  let rest = "";
  while (!stopped.aborted) {
    // oxlint-disable-next-line no-await-in-loop -- input comes one piece after the other
    const read = await Promise.race([pieces.next(), stop]);
    if (read === undefined) return;
    rest += read.done ? decoder.decode() : decoder.decode(read.value, { stream: true });
    const lines = rest.split(/\r?\n/);
    rest = read.done ? "" : (lines.pop() ?? "");
    for (const line of lines) if (line.trim() !== "") yield line;
    if (read.done) return;
  }
}
