import { saveFile } from "#src/run/saveFile.ts";
import type { ScopeStore } from "#src/store/store.ts";

/** Hands the recording on screen to the browser as a file. */
export async function downloadRecording(store: ScopeStore): Promise<void> {
  const { reading } = store.getState().session;
  const { length } = reading;
  const { name, parts } = await saveFile(reading.log, new Date());
  const url = URL.createObjectURL(new Blob([...parts], { type: "application/jsonl" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  if (store.getState().session.reading === reading) store.getState().markSaved(length);
  // The browser has taken the file over when the click returns; the timer is for those that take it a little later.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
