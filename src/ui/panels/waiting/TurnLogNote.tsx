import { Button } from "#src/ui/components/Button.tsx";
import { Icon } from "#src/ui/components/Icon.tsx";
import { useTurnLog } from "#src/ui/panels/loop/useTurnLog.ts";
import { useScopeStore } from "#src/ui/useScope.ts";
import styles from "./WaitingStrip.module.css";

/** What was done without the user: how much, and the last of it. Nothing while there is nothing. */
export function TurnLogNote() {
  const store = useScopeStore();
  const lines = useTurnLog();
  const last = lines.at(-1);
  if (!last) return null;
  const byRule = lines.filter(({ kind, isProblem }) => kind === "rule" && !isProblem).length;
  return (
    <section className={styles.logNote} aria-label="Done without asking">
      <Icon name={last.isProblem ? "alert" : "bolt"} size={12} />
      <p title={last.sentence}>
        {byRule > 0 && <b>{byRule === 1 ? "1 answer by rules" : `${byRule} answers by rules`} · </b>}
        {last.isProblem && <span className="visuallyHidden">problem: </span>}
        {last.sentence}
      </p>
      <Button size="sm" variant="ghost" onClick={() => store.getState().showLoop("log")}>
        Log
      </Button>
      <Button
        size="sm"
        variant="ghost"
        icon="close"
        aria-label="Clear the log of this recording"
        onClick={() => store.getState().clearTurnLog()}
      />
    </section>
  );
}
