import { useId, useState } from "react";
import { LEAST_STALL_MS } from "#src/analysis/stalls.ts";
import controls from "#src/ui/components/controls.module.css";
import { useScope } from "#src/ui/useScope.ts";
import styles from "./timing.module.css";

/** A day: longer than any answer goes on. */
const MOST_MS = 86_400_000;

/** From how many milliseconds on a gap is a stall, here and in the Timeline. What is no such number is marked and changes nothing. */
export function StallField() {
  const id = useId();
  const stallMs = useScope((state) => state.stallMs);
  const setStallMs = useScope((state) => state.setStallMs);
  const [typed, setTyped] = useState<string>();
  const text = typed ?? String(stallMs);
  const isNumber = (value: string): boolean =>
    /^\d{1,8}$/.test(value) && Number(value) >= LEAST_STALL_MS && Number(value) <= MOST_MS;
  return (
    <div className={styles.stallField}>
      <label htmlFor={id}>A gap is a stall from</label>
      <input
        id={id}
        className={`${controls.field} ${styles.stallMs}`}
        inputMode="numeric"
        autoComplete="off"
        aria-invalid={!isNumber(text)}
        aria-describedby={`${id}-unit`}
        value={text}
        onChange={({ target }) => {
          const value = target.value.trim();
          setTyped(value);
          if (isNumber(value)) setStallMs(Number(value));
        }}
        onBlur={() => setTyped(undefined)}
      />
      <span id={`${id}-unit`}>
        {isNumber(text) ? "ms" : `ms. Enter a whole number from ${LEAST_STALL_MS} to ${MOST_MS}.`}
      </span>
    </div>
  );
}
