import { useId, useState } from "react";
import { isRounds, ROUNDS_LIMIT } from "#src/run/turn/mostRounds.ts";
import { CheckField } from "#src/ui/components/CheckField.tsx";
import controls from "#src/ui/components/controls.module.css";
import { SheetNote, SheetSection } from "#src/ui/panels/connection/SheetSection.tsx";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import styles from "./loop.module.css";

/** The requests that the loop makes itself: whether they are looked at, and how many there may be. */
export function RequestSection() {
  const store = useScopeStore();
  const { review, mostRounds } = useScope((state) => state.loop);
  const [typed, setTyped] = useState<string>();
  const noteId = useId();
  const shown = typed ?? String(mostRounds);
  const isOdd = !isRounds(Number(shown));
  return (
    <SheetSection title="Requests that answer">
      <CheckField checked={review} onChange={(on) => store.getState().changeLoop({ review: on })}>
        Review before sending
      </CheckField>
      <SheetNote>Each request that answers the agent is shown first. It can be edited, sent or turned down.</SheetNote>
      <label className={styles.part}>
        Most rounds
        <input
          className={`${controls.field} ${styles.number}`}
          inputMode="numeric"
          aria-invalid={isOdd}
          aria-describedby={noteId}
          autoComplete="off"
          value={shown}
          onChange={({ target }) => {
            const text = target.value.trim();
            setTyped(text);
            if (/^\d+$/.test(text)) store.getState().changeLoop({ mostRounds: Number(text) });
          }}
          // What can be no number of rounds goes back to the last one that could.
          onBlur={() => setTyped(undefined)}
        />
      </label>
      <p id={noteId} className={styles.note}>
        {isOdd
          ? `A whole number from 1 to ${ROUNDS_LIMIT}.`
          : "After so many requests of its own the loop stops, says so and offers to continue."}
      </p>
    </SheetSection>
  );
}
