import { useEffect } from "react";
import type { Fork } from "#src/store/forkTypes.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { Icon } from "#src/ui/components/Icon.tsx";
import { plural } from "#src/ui/panels/event/format.ts";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { shortId } from "./threadWords.ts";
import styles from "./threads.module.css";

/** Says what the next request goes on from, where that is not the end of the recording, and what an agent may not like about it. */
export function ForkBar({ fork }: { readonly fork: Fork }) {
  const store = useScopeStore();
  const isEditorOpen = useScope((state) => state.isRequestEditorOpen);
  useEffect(() => {
    // The next thing is what to say.
    if (!isEditorOpen) focusMessage();
    // Only another fork takes the focus, not that the editor was closed.
    // oxlint-disable-next-line react/exhaustive-deps, react/exhaustive-effect-dependencies
  }, [fork]);
  const { point, conversation, parentRunId, warnings } = fork;
  const { length } = conversation.messages;
  return (
    <div className={styles.fork} role="region" aria-label="Fork">
      <p className={styles.forkSaid}>
        <Icon name="fork" size={12} />
        <span>
          {parentRunId === undefined ? (
            "Begins"
          ) : (
            <>
              Continues run <code title={parentRunId}>{shortId(parentRunId)}</code>
            </>
          )}{" "}
          {placeOf(point)}; {length === 0 ? "no history" : `${plural(length, "message")} of history`}
        </span>
        <Button
          size="sm"
          variant="ghost"
          aria-label="Cancel the fork"
          onClick={() => {
            store.getState().cancelFork();
            focusMessage();
          }}
        >
          Cancel
        </Button>
      </p>
      {parentRunId === undefined && (
        <p className={styles.warning}>No run of this recording comes before it, so no parentRunId is sent.</p>
      )}
      {warnings.map((warning) => (
        <p key={warning} className={styles.warning}>
          {warning}
        </p>
      ))}
    </div>
  );
}

function placeOf(point: Fork["point"]): string {
  if (point.kind === "event") return `from event ${point.seq}`;
  return point.isEdited === true ? `before message ${point.index + 1}` : `from message ${point.index + 1}`;
}

const focusMessage = (): void => document.querySelector<HTMLElement>("[data-message]")?.focus();
