import { useLayoutEffect, useRef, useState } from "react";
import type { Turn } from "#src/store/turnTypes.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { Icon } from "#src/ui/components/Icon.tsx";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { Countdown } from "./Countdown.tsx";
import { newDraft, type PauseDraft } from "./pauseDraft.ts";
import { PauseForm } from "./PauseForm.tsx";
import { pauseName } from "./pauseWords.ts";
import { useResultSchema } from "./useResultSchema.ts";
import styles from "./WaitingStrip.module.css";

/** One question of the agent after the other, in any order: what it wants, and the answers that fit. */
export function WaitingStrip({ turn }: { readonly turn: Turn }) {
  const store = useScopeStore();
  const takeTurn = useScope((state) => state.takeTurn);
  const [chosen, choose] = useState("");
  const [drafts, setDrafts] = useState<Readonly<Record<string, PauseDraft>>>({});
  const [refused, setRefused] = useState("");
  const strip = useRef<HTMLElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    const element = strip.current;
    // The answer ends it: the focus goes where what comes next is to be seen.
    return () => {
      if (!element?.contains(document.activeElement)) return;
      document.querySelector<HTMLElement>('[role="grid"][aria-label="Timeline"]')?.focus({ preventScroll: true });
    };
  }, []);
  const shown = turn.isCapped ? turn.open : turn.asked;
  const pending = turn.pauses.filter(({ id }) => shown.includes(id));
  const at = Math.max(
    0,
    pending.findIndex(({ id }) => id === chosen),
  );
  const pause = pending[at];
  const schema = useResultSchema(pause);
  if (!pause) return null;
  const draft = drafts[pause.id] ?? newDraft(pause, schema);
  const message = refused || turn.problem;
  const turnTo = (index: number): void => {
    setRefused("");
    choose(pending[index]?.id ?? "");
  };
  return (
    <section ref={strip} className={styles.strip} aria-label="Waiting for you">
      <div className={styles.head}>
        <Icon name="alert" />
        <h3 ref={title} tabIndex={-1} data-waiting className={styles.title}>
          <b>{pauseName(pause)}</b> is waiting for you
        </h3>
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
      </div>
      {message !== "" && (
        <p className={styles.problem} role="alert">
          {message}
        </p>
      )}
      {turn.isCapped ? (
        <div className={styles.actions}>
          <Button size="sm" onClick={() => void takeTurn()}>
            Go on
          </Button>
        </div>
      ) : (
        <PauseForm
          key={pause.id}
          pause={pause}
          schema={schema}
          draft={draft}
          others={turn.open.length - 1}
          onChange={(change) => setDrafts({ ...drafts, [pause.id]: { ...draft, ...change } })}
          onAnswer={(answer) => {
            const given = store.getState().answerPause(pause.id, answer);
            setRefused(given.ok ? "" : given.error);
            // What was pressed is gone with its question.
            if (given.ok) title.current?.focus({ preventScroll: true });
          }}
          onRefuse={setRefused}
        />
      )}
    </section>
  );
}
