import type { ScopeStore } from "#src/store/store.ts";

/** Reads a file that the user chose or dropped and opens it. A file that cannot be read becomes a notice. */
export async function openDroppedFile(store: ScopeStore, file: File): Promise<void> {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    store.getState().notify({ severity: "error", text: `“${file.name}” could not be read from the disk: ${reason}` });
    return;
  }
  await store.getState().open({ name: file.name, bytes });
}
