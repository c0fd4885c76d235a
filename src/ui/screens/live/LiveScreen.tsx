import { useEffect } from "react";
import { Icon } from "#src/ui/components/Icon.tsx";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { LiveRuns } from "./LiveRuns.tsx";
import { RecordForm } from "./RecordForm.tsx";
import { RecorderCard } from "./RecorderCard.tsx";
import styles from "./LiveScreen.module.css";

/** Runs of the user's own app: how they get here on the left, what came on the right. */
export function LiveScreen() {
  const store = useScopeStore();
  const recorders = useScope((state) => state.recorders);
  const connection = useScope((state) => state.liveConnection);
  const problem = useScope((state) => state.liveProblem);
  useEffect(() => store.getState().followLive(), [store]);
  return (
    <div className={styles.screen}>
      <aside className={styles.side} aria-label="Recorders">
        {connection === "lost" && (
          <p className={styles.lost} role="alert">
            <Icon name="alert" />
            <span>{problem}</span>
          </p>
        )}
        <RecordForm />
        {recorders.length > 0 && (
          <ul className={styles.cards} aria-label="Recorders">
            {recorders.map((recorder) => (
              <RecorderCard key={recorder.id} recorder={recorder} />
            ))}
          </ul>
        )}
      </aside>
      <section className={styles.runs} aria-label="Runs">
        <LiveRuns />
      </section>
    </div>
  );
}
