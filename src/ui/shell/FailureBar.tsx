import { Suspense, useState } from "react";
import { Button } from "#src/ui/components/Button.tsx";
import { Icon } from "#src/ui/components/Icon.tsx";
import { useScope } from "#src/ui/useScope.ts";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { diagnosisBody } from "./panels.ts";
import styles from "./FailureBar.module.css";

/** Why a run failed, in one sentence, and what to do about it; or a hint about one that did not fail. */
export function FailureBar() {
  const { phase, detail, sentence = detail } = useScope((state) => state.status);
  const diagnosis = useScope((state) => state.diagnosis);
  const [dismissed, setDismissed] = useState<typeof diagnosis>();
  const isHint = phase !== "failed";
  if (isHint && (!diagnosis || diagnosis === dismissed)) return null;
  return (
    <section
      className={styles.failure}
      data-severity={isHint ? "hint" : "error"}
      aria-label={isHint ? "About this run" : "Why the run failed"}
    >
      <Icon name={isHint ? "info" : "alert"} />
      <div className={styles.content}>
        <p>{diagnosis?.sentence ?? sentence}</p>
        {diagnosis && (
          <ErrorBoundary panel="Diagnosis">
            <Suspense>
              <diagnosisBody.Component key={diagnosis.sentence} diagnosis={diagnosis} />
            </Suspense>
          </ErrorBoundary>
        )}
      </div>
      {isHint && (
        <Button
          variant="ghost"
          size="sm"
          icon="close"
          aria-label="Close this hint"
          onClick={() => setDismissed(diagnosis)}
        />
      )}
    </section>
  );
}
