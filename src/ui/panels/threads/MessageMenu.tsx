import type { AgentView, MessageEntry } from "#src/reconstruction/types.ts";
import { selectView } from "#src/store/selectors.ts";
import type { MenuItem } from "#src/ui/components/Menu.tsx";
import { MenuButton } from "#src/ui/components/MenuButton.tsx";
import { useScopeStore } from "#src/ui/useScope.ts";
import styles from "./MessageMenu.module.css";

interface MessageMenuProps {
  /** What it is, for the name of the button. */
  readonly what: string;
  /** The message; undefined where only its id is known. */
  readonly entry?: MessageEntry;
  readonly id?: string | undefined;
}

/** What can be done with a message of the conversation, as it is as of the cursor. */
export function MessageMenu({ what, entry, id = entry?.message.id }: MessageMenuProps) {
  const store = useScopeStore();
  const indexIn = ({ entries }: AgentView): number =>
    entry ? entries.indexOf(entry) : entries.findLastIndex(({ message }) => message.id === id);
  const fork = (isEdited?: true): void => {
    const view = selectView(store.getState());
    const index = indexIn(view);
    if (index < 0) return;
    void store.getState().forkFrom({ kind: "message", at: view.at, index, ...(isEdited && { isEdited }) });
  };
  const items = (): readonly MenuItem[] => {
    const found = entry ?? selectView(store.getState()).entries.find(({ message }) => message.id === id);
    const forking: MenuItem = {
      label: "Fork from here",
      icon: "fork",
      disabled: found?.open !== false,
      run: () => fork(),
    };
    const editing: MenuItem = { label: "Edit and re-run", icon: "file", run: () => fork(true) };
    return found?.message.role === "user" ? [forking, editing] : [forking];
  };
  return <MenuButton label={`Actions of this ${what}`} items={items} className={styles.menu} />;
}
