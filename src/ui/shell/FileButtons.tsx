import { useRef } from "react";
import { Button } from "#src/ui/components/Button.tsx";
import { FileInput } from "#src/ui/components/FileInput.tsx";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { downloadRecording } from "./downloadRecording.ts";
import { openDroppedFile } from "./openDroppedFile.ts";

/** Opens a recording from a file and saves the one on screen. */
export function FileButtons() {
  const store = useScopeStore();
  const empty = useScope((state) => state.revision === 0 && state.length === 0);
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        variant="ghost"
        title="Open a recording: .agui.jsonl, an SSE capture, NDJSON or a JSON array"
        onClick={() => picker.current?.click()}
      >
        Open
      </Button>
      <Button
        variant="ghost"
        title="Save the recording as .agui.jsonl, without header values"
        disabled={empty}
        onClick={() => void downloadRecording(store)}
      >
        Save
      </Button>
      <FileInput ref={picker} data-open-file onFile={(file) => void openDroppedFile(store, file)} />
    </>
  );
}
