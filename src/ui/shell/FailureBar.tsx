import { Icon } from "#src/ui/components/Icon.tsx";
import { useScope } from "#src/ui/useScope.ts";
import styles from "./FailureBar.module.css";

/** Why a run failed, in full: the status bar has room for its beginning only. */
export function FailureBar() {
  const status = useScope((state) => state.status);
  if (status.phase !== "failed") return null;
  return (
    <div className={styles.failure}>
      <Icon name="alert" />
      <p>{status.diagnosis?.sentence ?? status.detail}</p>
    </div>
  );
}
