import { useRef, useState, type RefObject } from "react";
import { parseTools } from "#src/tools/parseTools.ts";
import type { MockTool } from "#src/tools/types.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { FileInput } from "#src/ui/components/FileInput.tsx";
import { Sheet } from "#src/ui/components/Sheet.tsx";
import { plural } from "#src/ui/panels/event/format.ts";
import { useSheetBounds } from "#src/ui/panels/input/useSheetBounds.ts";
import { useScopeStore } from "#src/ui/useScope.ts";
import { ProblemList } from "#src/ui/components/ProblemList.tsx";
import styles from "./tools.module.css";

interface ImportSheetProps {
  /** What the field holds at first, where it comes from somewhere. */
  readonly text: string;
  readonly beside: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** Tools out of a JSON text: what they would become, and what is left out and why, before they are added. */
export function ImportSheet({ text: given, beside, onClose }: ImportSheetProps) {
  const store = useScopeStore();
  const bounds = useSheetBounds(beside);
  const [text, setText] = useState(given);
  const [unread, setUnread] = useState("");
  const picker = useRef<HTMLInputElement>(null);
  const read = text.trim() === "" ? undefined : parseTools(text, () => crypto.randomUUID());
  const found = read?.ok ? read.value : undefined;
  const count = found?.tools.length ?? 0;
  const finish = (add: (tools: readonly MockTool[]) => void): void => {
    if (found) add(found.tools);
    onClose();
  };
  const takeFile = async (file: File): Promise<void> => {
    try {
      setText(await file.text());
      setUnread("");
    } catch (error) {
      setUnread(`“${file.name}” cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
    }
  };
  return (
    <Sheet
      title="Import tools"
      note="AG-UI, OpenAI, Anthropic or MCP, or a whole request"
      actions={
        <Button size="sm" icon="open" onClick={() => picker.current?.click()}>
          From a file
        </Button>
      }
      closeLabel="Close the import"
      className={`${styles.sheet} ${styles.import}`}
      style={bounds}
      initialFocus="textarea"
      opener={beside}
      onClose={onClose}
    >
      <div className={styles.scrolling}>
        <textarea
          className={`${styles.code} ${styles.paste}`}
          aria-label="Tools as JSON"
          placeholder='Paste a list of tools, such as [{"name": "get_weather", "parameters": {…}}]'
          spellCheck={false}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <ProblemList
          label="Problems of the import"
          problems={[unread, read?.ok === false ? read.error : ""]
            .filter((message) => message !== "")
            .map((message) => ({ severity: "error", message }))}
        />
        {found && (
          <div role="status" aria-label="What was found">
            <p>
              {plural(count, "tool")}
              {found.dialects.length > 0 && ` in the form of ${found.dialects.join(", ")}`}
              {found.tools.length > 0 && `: ${found.tools.map(({ name }) => name).join(", ")}`}.
            </p>
            {found.leftOut.length > 0 && <p className={styles.note}>Left out:</p>}
            <ProblemList
              label="Left out"
              problems={found.leftOut.map(({ what, why }) => ({ severity: "warning", message: `${what}: ${why}` }))}
            />
          </div>
        )}
      </div>
      <div className={styles.foot}>
        <Button size="sm" variant="primary" disabled={count === 0} onClick={() => finish(store.getState().addTools)}>
          Add to this set
        </Button>
        <Button
          size="sm"
          disabled={count === 0}
          onClick={() => finish((tools) => void store.getState().addToolSet(found?.name || "Imported tools", tools))}
        >
          As a new set
        </Button>
      </div>
      <FileInput ref={picker} accept=".json,application/json" onFile={(file) => void takeFile(file)} />
    </Sheet>
  );
}
