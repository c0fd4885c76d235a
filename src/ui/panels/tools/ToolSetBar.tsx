import { useRef, useState } from "react";
import { exportTools } from "#src/tools/exportTools.ts";
import type { ToolSet } from "#src/tools/types.ts";
import controls from "#src/ui/components/controls.module.css";
import { downloadText } from "#src/ui/components/downloadText.ts";
import { MenuButton } from "#src/ui/components/MenuButton.tsx";
import { NameField } from "#src/ui/components/NameField.tsx";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import styles from "./tools.module.css";

interface ToolSetBarProps {
  readonly set: ToolSet;
  readonly onImport: () => void;
}

/** Which set of tools is in use, and what can be done with it. */
export function ToolSetBar({ set, onImport }: ToolSetBarProps) {
  const store = useScopeStore();
  const sets = useScope((state) => state.toolSets);
  const [isNaming, setNaming] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <div className={styles.line}>
      {isNaming ? (
        <NameField
          label="Name of the tool set"
          className={styles.grow}
          name={set.name}
          onEnd={(name, byKey) => {
            setNaming(false);
            if (name !== "") store.getState().renameToolSet(set.id, name);
            if (byKey) requestAnimationFrame(() => opener.current?.focus());
          }}
        />
      ) : (
        <select
          className={`${controls.field} ${styles.grow}`}
          aria-label="Tool set"
          value={set.id}
          onChange={({ target }) => store.getState().chooseToolSet(target.value)}
        >
          {sets.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
      <MenuButton
        ref={opener}
        label="Actions for the tool set"
        items={() => [
          {
            label: "New set",
            icon: "plus",
            run: () => {
              store.getState().addToolSet("New set", []);
              setNaming(true);
            },
          },
          { label: "Rename", icon: "file", run: () => setNaming(true) },
          {
            label: "Duplicate",
            icon: "copy",
            run: () => {
              const tools = set.tools.map((tool) => ({ ...tool, id: crypto.randomUUID() }));
              store.getState().addToolSet(`${set.name}, copy`, tools);
            },
          },
          { label: "Import", icon: "open", startsGroup: true, run: onImport },
          {
            label: "Export as a file",
            icon: "save",
            disabled: set.tools.length === 0,
            run: () =>
              downloadText(`${fileName(set.name)}.json`, [exportTools(set.name, set.tools)], "application/json"),
          },
          { label: "Delete", icon: "trash", startsGroup: true, run: () => store.getState().removeToolSet() },
        ]}
      />
    </div>
  );
}

const fileName = (name: string): string => name.replaceAll(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "") || "tools";
