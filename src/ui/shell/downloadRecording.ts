import { saveFile } from "#src/run/saveFile.ts";
import type { ScopeStore } from "#src/store/store.ts";
import { downloadText } from "#src/ui/components/downloadText.ts";

/** Hands the recording on screen to the browser as a file. */
export async function downloadRecording(store: ScopeStore): Promise<void> {
  const { reading } = store.getState().session;
  const { length } = reading;
  const { revision } = reading.annotations;
  const { name, parts } = await saveFile(reading, new Date());
  downloadText(name, parts, "application/jsonl");
  if (store.getState().session.reading === reading) store.getState().markSaved(length, revision);
}
