import { holdsRunBack } from "#src/run/runInput.ts";
import type { InputProblem } from "#src/run/types.ts";
import { selectIsOwnRun } from "#src/store/selectors.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { ProblemList } from "#src/ui/components/ProblemList.tsx";
import { useToolWarnings } from "#src/ui/panels/tools/useToolWarnings.ts";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { useAgentIssues } from "./useAgentIssues.ts";
import styles from "./RequestProblems.module.css";

/** What is wrong with the request as it stands, and the way to send it all the same. */
export function RequestProblems({ problems: found }: { readonly problems: readonly InputProblem[] }) {
  const store = useScopeStore();
  const isRunning = useScope(selectIsOwnRun);
  const said = useAgentIssues().map(({ place, message }) => ({
    severity: "error" as const,
    message: `The agent says: ${place === "" ? message : `${place}: ${message}`}`,
  }));
  const ofTools = useToolWarnings();
  const problems = [...found, ...ofTools];
  if (problems.length === 0 && said.length === 0) return null;
  const held = holdsRunBack(problems);
  return (
    <section className={styles.problems} aria-label="Problems of the request" aria-live="polite">
      <ProblemList label="What is wrong with the request" problems={[...said, ...problems]} />
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
