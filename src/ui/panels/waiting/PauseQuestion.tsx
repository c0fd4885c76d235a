import type { Pause } from "#src/run/pending/types.ts";
import controls from "#src/ui/components/controls.module.css";
import { EventLink } from "#src/ui/panels/event/EventLink.tsx";
import { PredictedList } from "#src/ui/panels/prediction/PredictedList.tsx";
import { dialectName, otherChannels, subjectText } from "./pauseWords.ts";
import styles from "./WaitingStrip.module.css";

/** What the agent wants, about what, and by which of its events that is known. */
export function PauseQuestion({ pause, isEdited }: { readonly pause: Pause; readonly isEdited: boolean }) {
  const subject = isEdited ? undefined : subjectText(pause);
  const others = otherChannels(pause);
  return (
    <>
      <p className={styles.question}>{pause.question}</p>
      {pause.doubt !== undefined && <p className={styles.hint}>{pause.doubt}</p>}
      {subject !== undefined && (
        // A long text is scrolled with the keys.
        <pre
          className={`${controls.codeBox} ${styles.subject}`}
          tabIndex={0}
          aria-label={pause.toolCall ? "Arguments" : "What it asks about"}
        >
          {subject}
        </pre>
      )}
      {pause.predicted && <PredictedList label="What is predicted of the state" predicted={pause.predicted} />}
      <p className={styles.why} title={pause.shape.why}>
        {dialectName(pause)}
        {pause.evidence.map((seq) => (
          <span key={seq}>
            {" "}
            <EventLink seq={seq} what="asks this" />
          </span>
        ))}
        {others.length > 0 && ` and ${others.join(", ")}`}. {pause.shape.why}
      </p>
    </>
  );
}
