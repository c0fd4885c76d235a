import { Button } from "#src/ui/components/Button.tsx";
import { SheetNote, SheetSection } from "#src/ui/panels/connection/SheetSection.tsx";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { useTurnLog } from "./useTurnLog.ts";
import styles from "./loop.module.css";

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });

/** What was done without the user in the recording on screen, the last first. */
export function LogSection() {
  const store = useScopeStore();
  const lines = useTurnLog();
  const gone = useScope((state) => state.turnLogGone);
  return (
    <SheetSection
      title={lines.length === 0 ? "Log" : `Log · ${lines.length}`}
      aside={
        lines.length > 0 && (
          <Button size="sm" variant="ghost" onClick={() => store.getState().clearTurnLog()}>
            Clear the log
          </Button>
        )
      }
    >
      {lines.length === 0 ? (
        <SheetNote>
          Here stands what rules, answers beside the stream and wrong resumes did in this recording.
        </SheetNote>
      ) : (
        <ol className={styles.log} aria-label="What was done in this recording">
          {lines.toReversed().map(({ id, at, kind, sentence, isProblem, sent, answer }) => (
            <li key={id} className={styles.logLine} data-problem={isProblem || undefined}>
              <time dateTime={new Date(at).toISOString()}>{clock.format(at)}</time>
              <div>
                <p>
                  {isProblem && <span className="visuallyHidden">problem: </span>}
                  {kind === "rule" && "Rule: "}
                  {sentence}
                </p>
                {sent !== undefined && <pre tabIndex={0}>{sent}</pre>}
                {answer !== undefined && answer !== "" && <pre tabIndex={0}>{answer}</pre>}
              </div>
            </li>
          ))}
        </ol>
      )}
      {gone > 0 && <SheetNote>{gone} older lines of all recordings are gone.</SheetNote>}
    </SheetSection>
  );
}
