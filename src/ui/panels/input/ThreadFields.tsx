import { useId } from "react";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { Field, FieldAction } from "./Field.tsx";
import styles from "./fields.module.css";

/** The ids of the thread and of its next run. `run` is that run's number in this recording; undefined where it starts another. */
export function ThreadFields({ run }: { readonly run: number | undefined }) {
  const store = useScopeStore();
  const threadInput = useId();
  const runInput = useId();
  const threadId = useScope((state) => state.draft.threadId);
  const runId = useScope((state) => state.draft.runId);
  return (
    <>
      <Field
        label="Thread"
        htmlFor={threadInput}
        aside={<FieldAction onClick={() => store.getState().newThread()}>New thread</FieldAction>}
      >
        <input
          id={threadInput}
          className={`${styles.box} ${styles.code}`}
          spellCheck={false}
          autoComplete="off"
          value={threadId}
          onChange={(event) => store.getState().editDraft({ threadId: event.target.value })}
        />
      </Field>
      <Field
        label="Run"
        htmlFor={runInput}
        aside={run === undefined ? "starts a new recording" : `run ${run} of this recording`}
      >
        <input
          id={runInput}
          className={`${styles.box} ${styles.code}`}
          spellCheck={false}
          autoComplete="off"
          value={runId}
          placeholder="a new id for each run"
          onChange={(event) => store.getState().editDraft({ runId: event.target.value })}
        />
      </Field>
    </>
  );
}
