import { useState } from "react";
import { eventList } from "#src/ui/components/eventList.ts";
import styles from "./PlayerBar.module.css";

interface EventNumberFieldProps {
  readonly seq: number;
  readonly total: number;
  readonly onGo: (seq: number) => void;
}

/** The cursor's event number, which can be typed over: Enter goes there, Escape leaves it. */
export function EventNumberField({ seq, total, onGo }: EventNumberFieldProps) {
  const [typed, setTyped] = useState<string>();
  return (
    <input
      className={styles.number}
      data-go-to-event
      aria-label="Event number"
      title="Go to an event by its number (g)"
      inputMode="numeric"
      size={Math.max(2, String(total).length)}
      disabled={total === 0}
      value={typed ?? String(seq)}
      onFocus={(event) => event.target.select()}
      onBlur={() => setTyped(undefined)}
      onChange={(event) => setTyped(event.target.value.replace(/\D/g, ""))}
      onKeyDown={(event) => {
        if (event.key === "Enter" && typed !== undefined && typed !== "") onGo(Number(typed));
        // Back to where the keys for the cursor are.
        if (event.key === "Enter" || event.key === "Escape") eventList()?.focus({ preventScroll: true });
      }}
    />
  );
}
