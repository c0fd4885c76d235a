import { Suspense, useRef, useState } from "react";
import type { Diagnosis } from "#src/run/diagnosis/types.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { Icon } from "#src/ui/components/Icon.tsx";
import { useLeavesFocusToEvents } from "#src/ui/components/eventList.ts";
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
    <FailureCard
      diagnosis={diagnosis}
      sentence={diagnosis?.sentence ?? sentence}
      onDismiss={isHint ? () => setDismissed(diagnosis) : undefined}
    />
  );
}

interface FailureCardProps {
  readonly diagnosis: Diagnosis | undefined;
  readonly sentence: string;
  /** There for a hint alone: a failure stays until the next run. */
  readonly onDismiss: (() => void) | undefined;
}

function FailureCard({ diagnosis, sentence, onDismiss }: FailureCardProps) {
  const card = useRef<HTMLElement>(null);
  useLeavesFocusToEvents(card);
  return (
    <section
      ref={card}
      className={styles.failure}
      data-severity={onDismiss ? "hint" : "error"}
      aria-label={onDismiss ? "About this run" : "Why the run failed"}
    >
      <Icon name={onDismiss ? "info" : "alert"} />
      <div className={styles.content}>
        <p title={sentence}>{sentence}</p>
        {diagnosis && (
          <ErrorBoundary panel="Diagnosis">
            <Suspense>
              <diagnosisBody.Component key={diagnosis.sentence} diagnosis={diagnosis} />
            </Suspense>
          </ErrorBoundary>
        )}
      </div>
      {onDismiss && <Button variant="ghost" size="sm" icon="close" aria-label="Close this hint" onClick={onDismiss} />}
    </section>
  );
}
