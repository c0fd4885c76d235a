import { useRef, useState } from "react";
import type { Pause, PauseAnswer } from "#src/run/pending/types.ts";
import type { Turn } from "#src/store/turnTypes.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { Countdown } from "./Countdown.tsx";
import { FaultBand } from "./FaultBand.tsx";
import { LoopButton } from "./LoopButton.tsx";
import { newDraft, type PauseDraft } from "./pauseDraft.ts";
import { PauseForm } from "./PauseForm.tsx";
import { pauseName } from "./pauseWords.ts";
import { Strip } from "./Strip.tsx";
import { TestMenu } from "./TestMenu.tsx";
import { useResultSchema } from "./useResultSchema.ts";
import styles from "./WaitingStrip.module.css";

/** One question of the agent after the other, in any order: what it wants, and the answers that fit. */
export function WaitingStrip({ turn }: { readonly turn: Turn }) {
  const store = useScopeStore();
  const takeTurn = useScope((state) => state.takeTurn);
  const mostRounds = useScope((state) => state.loop.mostRounds);
  const [chosen, choose] = useState("");
  const [drafts, setDrafts] = useState<Readonly<Record<string, PauseDraft>>>({});
  const [refused, setRefused] = useState("");
  const title = useRef<HTMLHeadingElement>(null);
  const shown = turn.isCapped ? turn.open : turn.asked;
  const pending = turn.pauses.filter(({ id }) => shown.includes(id));
  const at = placeOf(pending, chosen);
  const pause = pending[at];
  const schema = useResultSchema(pause);
  if (!pause) return null;
  const draft = drafts[pause.id] ?? newDraft(pause, schema);
  const turnTo = (index: number): void => {
    setRefused("");
    choose(pending[index]?.id ?? "");
  };
  const answer = (given: PauseAnswer): void => {
    const taken = store.getState().answerPause(pause.id, given);
    setRefused(taken.ok ? "" : taken.error);
    // What was pressed is gone with its question.
    if (taken.ok) title.current?.focus({ preventScroll: true });
  };
  return (
    <Strip
      label="Waiting for you"
      title={
        <>
          <b>{pauseName(pause)}</b> is waiting for you
        </>
      }
      titleRef={title}
      aside={
        <>
          <span className={styles.count}>
            {at + 1} of {pending.length} pending
          </span>
          {pending.length > 1 && (
            <span className={styles.turns}>
              <Button
                size="sm"
                variant="ghost"
                icon="previous"
                aria-label="Question before"
                disabled={at === 0}
                onClick={() => turnTo(at - 1)}
              />
              <Button
                size="sm"
                variant="ghost"
                icon="next"
                aria-label="Question after"
                disabled={at === pending.length - 1}
                onClick={() => turnTo(at + 1)}
              />
            </span>
          )}
          <span className={styles.push} />
          {pause.expiresAt !== undefined && <Countdown key={pause.id} expiresAt={pause.expiresAt} />}
        </>
      }
      problem={refused || turn.problem}
    >
      {turn.isCapped ? (
        <div className={styles.actions}>
          <Button size="sm" variant="primary" onClick={() => void takeTurn()}>
            Continue
          </Button>
          <span className={styles.hint}>
            for up to {mostRounds === 1 ? "1 more round" : `${mostRounds} more rounds`}
          </span>
          <Button size="sm" variant="ghost" onClick={() => void takeTurn(BY_HAND)}>
            Answer by hand
          </Button>
          <span className={styles.push} />
          <LoopButton />
        </div>
      ) : (
        <>
          <FaultBand />
          <PauseForm
            key={pause.id}
            pause={pause}
            schema={schema}
            draft={draft}
            others={turn.open.length - 1}
            onChange={(change) => {
              // What is being written stays in sight, whatever else comes to be asked.
              choose(pause.id);
              setDrafts({ ...drafts, [pause.id]: { ...draft, ...change } });
            }}
            onAnswer={answer}
            onRefuse={setRefused}
          >
            <TestMenu pause={pause} pauses={turn.pauses} onAnswer={answer} />
            <LoopButton />
          </PauseForm>
        </>
      )}
    </Strip>
  );
}

const BY_HAND = "The loop stopped at its most rounds: this answer is yours, and after it the loop goes on.";

/** Which of the questions is shown: the chosen one, else the first that is certainly one. */
function placeOf(pending: readonly Pause[], chosen: string): number {
  const place = pending.findIndex(({ id }) => id === chosen);
  if (place >= 0) return place;
  return Math.max(
    0,
    pending.findIndex(({ doubt }) => doubt === undefined),
  );
}
