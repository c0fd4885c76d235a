import { partNotLoaded } from "#src/store/partNotLoaded.ts";
import type { ScopeStore } from "#src/store/store.ts";
import { plural } from "#src/ui/panels/event/format.ts";
import { downloadText } from "#src/ui/components/downloadText.ts";

const loadSaving = async () => import("#src/run/saveFile.ts");

/** Fetches what writes files ahead of its first use, so that a recording can be saved after its server is gone. */
export const preloadSaving = (): Promise<unknown> => loadSaving().catch(() => undefined);

/** Hands the recording on screen to the browser as a file. What is held at a breakpoint is delivered into it first. */
export async function downloadRecording(store: ScopeStore): Promise<void> {
  const { reading } = store.getState().session;
  const saving = await loadSaving().catch((error: unknown) => {
    store.getState().notify({ severity: "error", text: `Nothing was saved. ${partNotLoaded(error)}` });
  });
  if (!saving) return;
  const delivered = await store.getState().deliverHeld();
  if (delivered > 0) {
    const text = `${plural(delivered, "held event")} ${delivered === 1 ? "was" : "were"} delivered first, so that the file has ${delivered === 1 ? "it" : "them"} too.`;
    store.getState().notify({ severity: "info", text });
  }
  const { length } = reading;
  const { revision } = reading.annotations;
  const { name, parts } = await saving.saveFile(reading, new Date());
  downloadText(name, parts, "application/jsonl");
  if (store.getState().session.reading === reading) store.getState().markSaved(length, revision);
}
