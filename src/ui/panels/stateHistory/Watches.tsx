import { getPointer } from "#src/lib/jsonPointer.ts";
import { shortJson } from "#src/lib/shortJson.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { useScope, useScopeStore, useView } from "#src/ui/useScope.ts";
import { HistoryLink } from "./HistoryLink.tsx";
import styles from "./StateHistoryPanel.module.css";

const NONE: readonly string[] = [];
const LONGEST = 120;

/** The pinned places with their values as of the cursor. */
export function Watches() {
  const store = useScopeStore();
  const { state } = useView();
  const watches = useScope((scope) => scope.watches[scope.session.id] ?? NONE);
  if (watches.length === 0) return null;
  return (
    <ul className={styles.watches} aria-label="Watches">
      {watches.map((pointer) => {
        const value = getPointer(state, pointer);
        const name = pointer === "" ? "whole state" : pointer;
        return (
          <li key={pointer} className={styles.watch}>
            <HistoryLink pointer={pointer} name={name} className={styles.pointer} />
            <span className={value === undefined ? styles.nothing : styles.value}>
              {value === undefined ? "nothing there" : shortJson(value, LONGEST)}
            </span>
            <Button
              size="sm"
              variant="ghost"
              icon="close"
              aria-label={`Unpin ${name}`}
              onClick={() => store.getState().toggleWatch(pointer)}
            />
          </li>
        );
      })}
    </ul>
  );
}
