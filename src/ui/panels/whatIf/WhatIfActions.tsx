import { isChangeable } from "#src/analysis/whatIf/changes.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { useScopeStore } from "#src/ui/useScope.ts";
import { useChanges } from "./useChanges.ts";
import styles from "./WhatIfActions.module.css";
import { wordOf } from "./wordOf.ts";

/** Asks what would be if one event had not come or had said something else. */
export function WhatIfActions({ reading, seq }: { readonly reading: Reading; readonly seq: number }) {
  const store = useScopeStore();
  const change = useChanges()?.get(seq);
  if (!isChangeable(reading, seq)) return null;
  const { changeEvent, editEvent } = store.getState();
  return (
    <div className={change ? `${styles.actions} ${styles.changed}` : styles.actions} role="group" aria-label="What if">
      <span className={styles.label}>{change ? `What if: ${wordOf(change)}` : "What if"}</span>
      {change && <span className={styles.note}>below is what was received</span>}
      <Button
        size="sm"
        variant="ghost"
        aria-pressed={change?.kind === "off"}
        title="What if this event had not come?"
        onClick={() => changeEvent(seq, change?.kind === "off" ? undefined : { kind: "off" })}
      >
        Switch off
      </Button>
      <Button
        size="sm"
        variant="ghost"
        aria-pressed={change?.kind === "edit"}
        title="What if this event had said something else?"
        onClick={() => editEvent(seq)}
      >
        Edit
      </Button>
      {change?.kind === "edit" && (
        <Button size="sm" variant="ghost" onClick={() => changeEvent(seq, undefined)}>
          Take back
        </Button>
      )}
    </div>
  );
}
