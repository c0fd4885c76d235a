import { lazy, Suspense } from "react";
import styles from "./JsonEditor.module.css";

/** What is compared. */
export interface JsonDiffEditorProps {
  /** JSON texts. */
  readonly original: string;
  readonly modified: string;
  /** Accessible name; the two sides add "before" and "after". */
  readonly label: string;
  /** Long lines are broken, so that a change at their end is in sight; for texts of moderate length. */
  readonly wraps?: true;
}

const LazyDiffEditor = lazy(() => import("./JsonDiffEditor.lazy.tsx"));

/** Two JSON texts side by side, one below the other where there is no room. Fills its container. Monaco comes with the first one that is shown. */
export function JsonDiffEditor(props: JsonDiffEditorProps) {
  return (
    <Suspense fallback={<p className={styles.loading}>Loading the editor…</p>}>
      <LazyDiffEditor {...props} />
    </Suspense>
  );
}
