import type { Turn } from "#src/store/turnTypes.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { useScopeStore } from "#src/ui/useScope.ts";
import { LoopButton } from "./LoopButton.tsx";
import { Strip } from "./Strip.tsx";
import styles from "./WaitingStrip.module.css";

/** What the agent made of a resume that was wrong on purpose, and the way back to the right one. */
export function VerdictStrip({ verdict }: { readonly verdict: NonNullable<Turn["verdict"]> }) {
  const store = useScopeStore();
  return (
    <Strip
      label="Waiting for you"
      title={verdict.isRight ? "The agent refused it, as it should" : "The agent did not do what AG-UI 1.0 wants"}
      problem=""
    >
      <div className={styles.body}>
        <p className={styles.question}>{verdict.sentence}</p>
      </div>
      <div className={styles.actions}>
        {verdict.canSendRight && (
          <Button size="sm" variant="primary" onClick={() => store.getState().sendRight()}>
            Send the right resume
          </Button>
        )}
        <Button size="sm" variant="ghost" onClick={() => store.getState().endTurn()}>
          Leave it
        </Button>
        <LoopButton />
      </div>
    </Strip>
  );
}
