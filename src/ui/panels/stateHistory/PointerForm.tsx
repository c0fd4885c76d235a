import { useId, useState } from "react";
import { Button } from "#src/ui/components/Button.tsx";
import controls from "#src/ui/components/controls.module.css";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { pointerProblem } from "./pointerProblem.ts";
import panel from "#src/ui/components/panel.module.css";
import styles from "./StateHistoryPanel.module.css";

/** Chooses the value whose history is shown, and pins it. */
export function PointerForm({ pointer }: { readonly pointer: string | undefined }) {
  const store = useScopeStore();
  const problemId = useId();
  const [text, setText] = useState(pointer ?? "");
  const pinned = useScope((state) => (state.watches[state.session.id] ?? []).includes(text));
  const problem = pointerProblem(text);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (problem === undefined) store.getState().showHistory(text);
      }}
    >
      <div className={`${panel.bar} ${styles.bar}`}>
        <input
          className={`${controls.field} ${controls.code} ${styles.field}`}
          aria-label="JSON pointer"
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : problemId}
          placeholder="/path/to/value"
          spellCheck={false}
          autoComplete="off"
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <Button size="sm" type="submit" disabled={problem !== undefined}>
          Show history
        </Button>
        <Button
          size="sm"
          variant="ghost"
          aria-label="Pin as watch"
          aria-pressed={pinned}
          disabled={problem !== undefined}
          onClick={() => store.getState().toggleWatch(text)}
        >
          Pin
        </Button>
      </div>
      {problem !== undefined && (
        <p id={problemId} className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
