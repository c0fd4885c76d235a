import { useMemo, useState } from "react";
import type { RunRef } from "#src/store/compareTypes.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { EmptyState } from "#src/ui/components/EmptyState.tsx";
import panel from "#src/ui/components/panel.module.css";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { ComparingContext, type Comparing } from "./comparing.ts";
import { ThreadItem } from "./ThreadItem.tsx";
import styles from "./threads.module.css";

/** The first of two runs to compare, until the second is chosen. */
interface Picked {
  readonly run: RunRef;
  readonly name: string;
}

/** The recordings of this page with their runs. */
export function ThreadsPanel() {
  const store = useScopeStore();
  const threads = useScope((state) => state.threads);
  const shown = useScope((state) => state.session.id);
  const isEmpty = useScope((state) => state.threads.length === 1 && state.session.reading.log.exchanges.length === 0);
  const [picked, setPicked] = useState<Picked>();
  // What was picked may be closed meanwhile.
  const first = picked && threads.some(({ session }) => session.id === picked.run.session) ? picked : undefined;
  const comparing = useMemo(
    (): Comparing => ({
      first: first?.run,
      pick: (run, name) => setPicked({ run, name }),
      compare(run) {
        setPicked(undefined);
        if (first) store.getState().compareRuns([first.run, run]);
      },
    }),
    [first, store],
  );
  return (
    <div className={`${panel.panel} ${styles.panel}`} role="group" aria-label="Threads">
      <div className={styles.line}>
        <Button size="sm" icon="plus" onClick={() => store.getState().newThread()}>
          New thread
        </Button>
      </div>
      {first && (
        <div className={styles.picked} role="status">
          <span>
            Choose the run to compare with <b>{first.name}</b>.
          </span>
          <Button size="sm" variant="ghost" onClick={() => setPicked(undefined)}>
            Cancel
          </Button>
        </div>
      )}
      {isEmpty ? (
        <EmptyState title="No threads yet">
          <p>A conversation stays here with its runs until you close it, whatever is on screen.</p>
        </EmptyState>
      ) : (
        <ComparingContext value={comparing}>
          <ul className={styles.threads} aria-label="Threads of this page">
            {threads.map((thread, index) => (
              <ThreadItem
                key={thread.session.id}
                thread={thread}
                number={index + 1}
                isShown={thread.session.id === shown}
              />
            ))}
          </ul>
        </ComparingContext>
      )}
    </div>
  );
}
