import { sizeWords } from "#src/run/multimodal/attachmentWords.ts";
import { fileAttachment } from "#src/run/multimodal/attachmentOf.ts";
import type { Attachment } from "#src/run/multimodal/types.ts";
import type { ScopeStore } from "#src/store/store.ts";

/** A larger file would be held many times over: as bytes, as base64, in the request and in the recording. */
const LARGEST = 100_000_000;

/** Puts files into the message that is being written, in their order. What cannot be attached is told in a notice; the rest still is. */
export async function attachFiles(store: ScopeStore, files: readonly File[]): Promise<void> {
  const refused: string[] = [];
  for (const file of files) {
    const made = await attachmentOf(file);
    if (typeof made === "string") refused.push(made);
    else attach(store, made);
  }
  if (refused.length > 0) store.getState().notify({ severity: "error", text: refused.join(" ") });
}

/** Adds one attachment to the message that is being written. */
export function attach(store: ScopeStore, attachment: Attachment): void {
  const { draft, editDraft } = store.getState();
  editDraft({ attachments: [...(draft.attachments ?? []), attachment] });
}

/** The attachment, or one sentence on why there is none. */
async function attachmentOf(file: File): Promise<Attachment | string> {
  if (file.size > LARGEST) {
    const most = sizeWords(LARGEST);
    return `“${file.name}” was not attached: it has ${sizeWords(file.size)}, and ${most} is the most. Attach an address of it instead.`;
  }
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return await fileAttachment({ name: file.name, type: file.type, bytes });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `“${file.name}” was not attached, because it could not be read from the disk: ${reason}`;
  }
}
