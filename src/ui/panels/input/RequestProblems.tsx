import { holdsRunBack } from "#src/run/runInput.ts";
import type { InputProblem } from "#src/run/types.ts";
import { selectIsOwnRun } from "#src/store/selectors.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { Icon } from "#src/ui/components/Icon.tsx";
import { useToolWarnings } from "#src/ui/panels/tools/useToolWarnings.ts";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { useAgentIssues } from "./useAgentIssues.ts";
import styles from "./RequestProblems.module.css";

/** What is wrong with the request as it stands, and the way to send it all the same. */
export function RequestProblems({ problems: found }: { readonly problems: readonly InputProblem[] }) {
  const store = useScopeStore();
  const isRunning = useScope(selectIsOwnRun);
  const said = useAgentIssues();
  const ofTools = useToolWarnings();
  const problems = [...found, ...ofTools];
  if (problems.length === 0 && said.length === 0) return null;
  const held = holdsRunBack(problems);
  return (
    <section className={styles.problems} aria-label="Problems of the request" aria-live="polite">
      <ul className={styles.list}>
        {said.map(({ place, message }) => (
          <li key={`${place} ${message}`} className={styles.error}>
            <Icon name="cross" size={12} />
            <span>
              <span className="visuallyHidden">error: </span>
              The agent says: {place === "" ? message : `${place}: ${message}`}
            </span>
          </li>
        ))}
        {problems.map(({ severity, pointer, message }) => (
          <li key={`${pointer} ${message}`} className={styles[severity]}>
            <Icon name={severity === "error" ? "cross" : "alert"} size={12} />
            <span>
              <span className="visuallyHidden">{severity}: </span>
              {message}
            </span>
          </li>
        ))}
      </ul>
      {held && (
        <div className={styles.actions}>
          <span className={styles.note}>Run does not send this request.</span>
          <Button size="sm" disabled={isRunning} onClick={() => void store.getState().run({ anyway: true })}>
            Send anyway
          </Button>
        </div>
      )}
    </section>
  );
}
