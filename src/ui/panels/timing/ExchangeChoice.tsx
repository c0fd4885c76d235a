import type { Exchange } from "#src/recording/types.ts";
import controls from "#src/ui/components/controls.module.css";
import styles from "./timing.module.css";

interface ExchangeChoiceProps {
  readonly exchanges: readonly Exchange[];
  readonly atCursor: number;
  /** Undefined while the view follows the cursor. */
  readonly chosen: number | undefined;
  readonly onChoose: (index: number | undefined) => void;
}

/** Which request's answer is looked at. */
export function ExchangeChoice({ exchanges, atCursor, chosen, onChoose }: ExchangeChoiceProps) {
  return (
    <label className={styles.choice}>
      Answer to
      <select
        className={controls.field}
        value={chosen ?? "cursor"}
        onChange={({ target }) => onChoose(target.value === "cursor" ? undefined : Number(target.value))}
      >
        <option value="cursor">the request at the cursor ({atCursor + 1})</option>
        {exchanges.map(({ index }) => (
          <option key={index} value={index}>
            request {index + 1}
          </option>
        ))}
      </select>
    </label>
  );
}
