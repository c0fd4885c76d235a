import { Suspense, useDeferredValue, useMemo, useRef, useState } from "react";
import { holdsRunBack, prettyBody } from "#src/run/runInput.ts";
import type { Turn, RequestReview } from "#src/store/turnTypes.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { preloaded } from "#src/ui/components/preloaded.ts";
import { preloadJsonEditor } from "#src/ui/editor/JsonEditor.tsx";
import { useScopeStore } from "#src/ui/useScope.ts";
import { LoopButton } from "./LoopButton.tsx";
import { bodyChanges, reviewProblems } from "./reviewedBody.ts";
import { ReviewChanges } from "./ReviewChanges.tsx";
import { ReviewProblems } from "./ReviewProblems.tsx";
import { Strip } from "./Strip.tsx";
import styles from "./WaitingStrip.module.css";

const sheet = preloaded(async () => (await import("./ReviewSheet.tsx")).ReviewSheet);

function preloadSheet(): void {
  preloadJsonEditor();
  void sheet.preload();
}

/** Characters of the body that stand in the strip; all of it is in the editor. */
const MOST_SHOWN = 20_000;

interface ReviewStripProps {
  readonly turn: Turn;
  readonly review: RequestReview;
}

/** The next request before it is sent: it can be looked at, edited, sent or turned down. */
export function ReviewStrip({ turn, review }: ReviewStripProps) {
  const store = useScopeStore();
  const built = useMemo(() => prettyBody(review.body), [review]);
  const [text, setText] = useState(built);
  const [isOpen, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const isEdited = text !== built;
  const read = useDeferredValue(text);
  const problems = useMemo(
    () => (read === built ? review.problems : reviewProblems(read, store.getState())),
    [read, built, review, store],
  );
  const changes = useMemo(() => (read === built ? [] : bodyChanges(built, read)), [read, built]);
  const send = (): void => store.getState().endReview(isEdited ? text : review.body);
  const sendButton = (
    <Button size="sm" variant="primary" onClick={send}>
      {holdsRunBack(problems) ? "Send anyway" : "Send request"}
    </Button>
  );
  return (
    <Strip
      label="Waiting for you"
      title="The next request waits for your review"
      aside={<span className={styles.count}>round {turn.round + 1}</span>}
      problem={turn.problem}
    >
      <div className={styles.body}>
        <ReviewProblems problems={problems} />
        <ReviewChanges changes={changes} isEdited={isEdited} />
        <pre className={styles.request} tabIndex={0} aria-label="Next request">
          {text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text}
        </pre>
      </div>
      <div className={styles.actions}>
        {sendButton}
        <Button
          ref={opener}
          size="sm"
          aria-expanded={isOpen}
          onPointerEnter={preloadSheet}
          onFocus={preloadSheet}
          onClick={() => setOpen(!isOpen)}
        >
          Edit request
        </Button>
        <Button size="sm" variant="ghost" onClick={() => store.getState().endReview(undefined)}>
          Cancel
        </Button>
        <LoopButton />
      </div>
      {isOpen && (
        <Suspense>
          <sheet.Component
            {...{ built, text, problems, changes, sendButton }}
            opener={opener}
            onChange={setText}
            onSend={send}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </Strip>
  );
}
