import { FAULT_WORDS } from "#src/run/pending/resumeFaultWords.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import styles from "./WaitingStrip.module.css";

/** Says that the next resume is wrong on purpose, and what a correct agent does about it. Nothing while it is not. */
export function FaultBand() {
  const store = useScopeStore();
  const fault = useScope((state) => state.resumeFault);
  if (fault === undefined) return null;
  const { title, does, wanted } = FAULT_WORDS[fault];
  return (
    <div className={styles.fault} role="status" aria-label="Wrong on purpose">
      <p>
        <b>On purpose: {title}.</b> {does} {wanted}
      </p>
      <Button size="sm" onClick={() => store.getState().setResumeFault(undefined)}>
        Answer rightly
      </Button>
    </div>
  );
}
