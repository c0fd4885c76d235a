import { useRef, useState } from "react";
import { exportTools } from "#src/tools/exportTools.ts";
import type { ToolSet } from "#src/tools/types.ts";
import { Button } from "#src/ui/components/Button.tsx";
import controls from "#src/ui/components/controls.module.css";
import { downloadText } from "#src/ui/components/downloadText.ts";
import { Menu, type MenuPlace } from "#src/ui/components/Menu.tsx";
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
  const [menuAt, setMenuAt] = useState<MenuPlace>();
  const [isNaming, setNaming] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const endNaming = (name: string): void => {
    setNaming(false);
    if (name.trim() !== "") store.getState().renameToolSet(set.id, name.trim());
  };
  return (
    <div className={styles.line}>
      {isNaming ? (
        <input
          className={`${controls.field} ${styles.grow}`}
          aria-label="Name of the tool set"
          maxLength={60}
          defaultValue={set.name}
          // It was asked for in the menu.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          onFocus={({ currentTarget }) => currentTarget.select()}
          onBlur={({ currentTarget }) => endNaming(currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") endNaming(event.currentTarget.value);
            else if (event.key === "Escape") setNaming(false);
            else return;
            // Escape also stops a run.
            event.stopPropagation();
            requestAnimationFrame(() => opener.current?.focus());
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
      <Button
        ref={opener}
        size="sm"
        variant="ghost"
        icon="more"
        aria-label="Actions for the tool set"
        aria-haspopup="menu"
        aria-expanded={menuAt !== undefined}
        onClick={({ currentTarget }) => {
          const { left, bottom } = currentTarget.getBoundingClientRect();
          setMenuAt({ x: left, y: bottom + 2 });
        }}
      />
      {menuAt && (
        <Menu
          label="Tool set"
          place={menuAt}
          items={[
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
          onClose={(isDone) => {
            setMenuAt(undefined);
            if (isDone) opener.current?.focus();
          }}
        />
      )}
    </div>
  );
}

const fileName = (name: string): string => name.replaceAll(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "") || "tools";
