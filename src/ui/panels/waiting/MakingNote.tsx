import { useEffect, useState } from "react";
import type { Pause } from "#src/run/pending/types.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { useScopeStore } from "#src/ui/useScope.ts";
import { pauseName } from "./pauseWords.ts";
import styles from "./WaitingStrip.module.css";

/** Milliseconds before it is said that something takes its time: most answers are quicker, and would only flash. */
const PATIENCE_MS = 400;

/** Says which calls mock tools are answering, each of which the user can answer in their place. */
export function MakingNote({ pauses }: { readonly pauses: readonly Pause[] }) {
  const store = useScopeStore();
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isLate) return null;
  return (
    <section className={styles.strip} aria-label="Mock tools at work">
      {pauses.map((pause, at) => (
        <div key={pause.id} className={styles.head}>
          <p className={styles.title}>
            A mock tool answers <b>{pauseName(pause)}</b>
          </p>
          <Button
            size="sm"
            aria-label={pauses.length === 1 ? undefined : `Answer myself: ${pauseName(pause)}`}
            onClick={() => {
              store.getState().takeOver(pause.id);
              // The question is there after the next paint.
              requestAnimationFrame(() => document.querySelector<HTMLElement>("[data-waiting]")?.focus());
            }}
          >
            Answer myself
          </Button>
          {at === pauses.length - 1 && (
            <Button size="sm" variant="ghost" onClick={() => store.getState().giveUp()}>
              Give up
            </Button>
          )}
        </div>
      ))}
    </section>
  );
}
