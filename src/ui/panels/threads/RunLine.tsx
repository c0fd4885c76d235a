import { memo, useId } from "react";
import type { RunRow } from "#src/run/threads/runRows.ts";
import { selectIsOwnRun } from "#src/store/selectors.ts";
import type { ScopeStore } from "#src/store/store.ts";
import { Button } from "#src/ui/components/Button.tsx";
import type { MenuItem } from "#src/ui/components/Menu.tsx";
import { MenuButton } from "#src/ui/components/MenuButton.tsx";
import { plural } from "#src/ui/panels/event/format.ts";
import { useScopeStore } from "#src/ui/useScope.ts";
import { useComparing, type Comparing } from "./comparing.ts";
import { CAUSE_WORDS, PHASE_WORDS, runName, shortId } from "./threadWords.ts";
import styles from "./threads.module.css";

interface RunLineProps {
  readonly row: RunRow;
  /** The id of its recording. */
  readonly session: string;
  /** What its thread is called in names. */
  readonly thread: string;
}

/** One run: what began it, how it stands, and what can be done with it. */
export const RunLine = memo(function RunLine({ row, session, thread }: RunLineProps) {
  const store = useScopeStore();
  const comparing = useComparing();
  const { words, status, cause, events, more, runId, startedAt, exchange } = row;
  const time = startedAt > 0 ? new Date(startedAt) : undefined;
  const about = useId();
  const name = `request ${exchange + 1} of ${thread}`;
  const said = words || "No message";
  const { first } = comparing;
  const isFirst = first?.session === session && first.exchange === exchange;
  return (
    <div className={styles.run} data-picked={isFirst || undefined}>
      <button
        type="button"
        className={styles.go}
        aria-label={`Go to ${name}`}
        aria-describedby={about}
        title={[said, status.detail, time?.toLocaleString(), runId].filter(Boolean).join("\n")}
        onClick={() => goTo(store, session, row)}
      >
        <span id={about} className={styles.about}>
          <span className={styles.words}>
            <i className={styles.dot} data-phase={status.phase} aria-hidden="true" />
            <span>{said}</span>
            {time && (
              <time dateTime={time.toISOString()} title={time.toLocaleString()}>
                {clock.format(time)}
              </time>
            )}
          </span>
          <span className={styles.facts}>
            <span data-phase={status.phase}>{PHASE_WORDS[status.phase]}</span>
            {CAUSE_WORDS[cause] !== "" && <span className={styles.cause}>{CAUSE_WORDS[cause]}</span>}
            <span>{plural(events, "event")}</span>
            {more > 0 && <span>and {plural(more, "further run")}</span>}
            {runId !== undefined && <code>{shortId(runId)}</code>}
          </span>
        </span>
      </button>
      {first && !isFirst && (
        <Button size="sm" aria-label={`Compare with ${name}`} onClick={() => comparing.compare({ session, exchange })}>
          Compare
        </Button>
      )}
      <MenuButton label={`Actions of ${name}`} items={() => actions(store, session, row, comparing)} />
    </div>
  );
});

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "medium", hourCycle: "h23" });

function actions(store: ScopeStore, session: string, row: RunRow, comparing: Comparing): readonly MenuItem[] {
  const { exchange, firstSeq, events } = row;
  const state = store.getState();
  const { session: recording } = state.threads.find((thread) => thread.session.id === session) ?? {};
  const hasBody = (recording?.reading.log.exchanges[exchange]?.request.body ?? "") !== "";
  const isBusy = state.session.id === session && selectIsOwnRun(state);
  const onScreen = (): ScopeStore["getState"] => {
    store.getState().showThread(session);
    return store.getState;
  };
  return [
    {
      label: "Go to its first event",
      icon: "link",
      disabled: events === 0,
      run: () => goTo(store, session, row),
    },
    {
      label: "Continue from here",
      icon: "fork",
      startsGroup: true,
      disabled: events === 0,
      run: () => void onScreen()().forkFrom({ kind: "event", seq: firstSeq + events - 1 }),
    },
    {
      label: "Resend",
      icon: "run",
      disabled: !hasBody || isBusy,
      run: () => void onScreen()().resend(exchange),
    },
    {
      label: "Edit and re-run",
      icon: "file",
      disabled: !hasBody,
      run: () => void onScreen()().editAndRerun(exchange),
    },
    {
      label: "Compare with…",
      icon: "compare",
      startsGroup: true,
      run: () => comparing.pick({ session, exchange }, runName(row)),
    },
  ];
}

function goTo(store: ScopeStore, session: string, { firstSeq, events }: RunRow): void {
  store.getState().showThread(session);
  if (events > 0) store.getState().goTo(firstSeq);
}
