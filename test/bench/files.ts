import { openFile } from "#src/run/openFile.ts";
import { saveFile } from "#src/run/saveFile.ts";
import { sseChunks, type StreamOptions } from "./stream.ts";

/** The stream as `curl` would have saved it. */
export function captureFile(options: StreamOptions): Uint8Array {
  const { chunks, bytes } = sseChunks(options);
  const file = new Uint8Array(bytes);
  let at = 0;
  for (const chunk of chunks) {
    file.set(chunk, at);
    at += chunk.length;
  }
  return file;
}

/** The stream as AG-UI Scope saves it. */
export async function recordingFile(options: StreamOptions): Promise<string> {
  const opened = await openFile(captureFile(options));
  if (!opened.ok) throw new Error(opened.error);
  const { parts } = await saveFile(opened.value.reading, new Date(0));
  return parts.join("");
}
