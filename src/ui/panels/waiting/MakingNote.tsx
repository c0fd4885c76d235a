import { useEffect, useState } from "react";
import type { Turn } from "#src/store/turnTypes.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { useScope } from "#src/ui/useScope.ts";
import { pauseName } from "./pauseWords.ts";
import styles from "./WaitingStrip.module.css";

/** Milliseconds before it is said that something takes its time: most answers are quicker, and would only flash. */
const PATIENCE_MS = 400;

/** Says which calls mock tools are answering. */
export function MakingNote({ turn }: { readonly turn: Turn }) {
  const stop = useScope((state) => state.stop);
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isLate) return null;
  const names = turn.pauses.filter(({ id }) => turn.open.includes(id)).map(pauseName);
  return (
    <section className={styles.strip} aria-label="Mock tools at work">
      <div className={styles.head}>
        <p className={styles.title}>
          A mock tool answers <b>{[...new Set(names)].join(", ")}</b>
        </p>
        <Button size="sm" onClick={stop}>
          Give up
        </Button>
      </div>
    </section>
  );
}
