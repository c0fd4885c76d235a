import { Icon } from "#src/ui/components/Icon.tsx";
import { useReading, useScopeStore, useView } from "#src/ui/useScope.ts";
import { useFailedPatch } from "./useFailedPatch.ts";
import controls from "#src/ui/components/controls.module.css";
import styles from "./patchFailure.module.css";

/** Says in an activity that the event at the cursor was to patch it and failed. Absent for any other event. */
export function ActivityPatchNote({ messageId }: { readonly messageId: string }) {
  const reading = useReading();
  const store = useScopeStore();
  const failed = useFailedPatch(reading, useView().at);
  if (failed?.target.kind !== "activity" || failed.target.messageId !== messageId) return null;
  const { operations, failedAt } = failed.explanation;
  const details = operations[failedAt]?.details;
  return (
    <p className={styles.activity} role="note" aria-label="Failed patch of the activity">
      <Icon name="cross" size={12} /> The patch of #{failed.seq} failed
      {details && `: ${details.words} (${details.pointer}). ${details.hints[0] ?? ""}`}{" "}
      <button type="button" className={controls.textLink} onClick={() => store.getState().showMeaning("event")}>
        Explain the patch
      </button>
    </p>
  );
}
