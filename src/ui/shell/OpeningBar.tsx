import { Button } from "#src/ui/components/Button.tsx";
import { useScope } from "#src/ui/useScope.ts";
import styles from "./OpeningBar.module.css";

/** How far the reading of a large file is, with a way out. A small one is read before this becomes visible. */
export function OpeningBar() {
  const opening = useScope((state) => state.opening);
  const cancel = useScope((state) => state.cancelOpening);
  if (!opening) return null;
  const percent = Math.round(opening.part * 100);
  return (
    <div className={styles.bar} role="group" aria-label="Reading a file">
      <span className={styles.name}>Reading “{opening.name}”</span>
      <progress aria-label={`Reading “${opening.name}”`} max={100} value={percent} />
      <span className={styles.percent}>{percent} %</span>
      <Button size="sm" onClick={cancel}>
        Cancel
      </Button>
    </div>
  );
}
