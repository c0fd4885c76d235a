import { useState, type ClipboardEvent, type DragEvent } from "react";
import { partNotLoaded } from "#src/store/partNotLoaded.ts";
import { useScopeStore } from "#src/ui/useScope.ts";

/** What a text field needs to take files that are pasted or dropped on it as attachments of the message. */
export function useTakesFiles() {
  const store = useScopeStore();
  const [over, setOver] = useState(false);
  const take = async (list: FileList): Promise<void> => {
    // A list is emptied when its event is over.
    const files = [...list];
    try {
      const { attachFiles } = await import("./attachFiles.ts");
      await attachFiles(store, files);
    } catch (error) {
      store.getState().notify({ severity: "error", text: `Nothing was attached. ${partNotLoaded(error)}` });
    }
  };
  return {
    "data-takes-files": over ? "now" : "",
    onPaste(event: ClipboardEvent) {
      const { files, types } = event.clipboardData;
      // Office programs put a picture of the text beside the text.
      if (files.length === 0 || types.includes("text/plain")) return;
      event.preventDefault();
      void take(files);
    },
    onDragOver(event: DragEvent) {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      setOver(true);
    },
    onDragLeave() {
      setOver(false);
    },
    onDrop(event: DragEvent) {
      setOver(false);
      if (event.dataTransfer.files.length === 0) return;
      event.preventDefault();
      void take(event.dataTransfer.files);
    },
  };
}
