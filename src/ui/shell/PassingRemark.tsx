import { useEffect, useState } from "react";
import { useScope } from "#src/ui/useScope.ts";
import styles from "./PassingRemark.module.css";

/** How long a remark can be read. */
const SHOWN_MS = 5000;

/** Says in passing what needs no answer, for example that a jump found nothing: over the page, so that nothing moves. */
export function PassingRemark() {
  const remark = useScope((state) => state.remark);
  const cursor = useScope((state) => state.cursor);
  const [gone, setGone] = useState<object>();
  const [seen, setSeen] = useState({ remark, cursor });
  // A move of the cursor answers it.
  if (seen.remark !== remark) setSeen({ remark, cursor });
  const isShown = remark !== undefined && remark !== gone && seen.cursor === cursor;
  useEffect(() => {
    if (!remark) return undefined;
    const timer = setTimeout(() => setGone(remark), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [remark]);
  return (
    <div className={styles.place} aria-live="polite">
      {isShown && (
        <p key={remark.times} className={styles.remark}>
          {remark.text}
        </p>
      )}
    </div>
  );
}
