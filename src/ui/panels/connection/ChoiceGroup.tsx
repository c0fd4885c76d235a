import { useId } from "react";
import styles from "./ChoiceGroup.module.css";

/** One of several ways. */
export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** One sentence: what happens then. */
  readonly says: string;
}

interface ChoiceGroupProps<Value extends string> {
  /** Accessible name. */
  readonly label: string;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value;
  readonly disabled?: boolean;
  readonly onChange: (value: Value) => void;
}

/** A choice of which each option explains itself. */
export function ChoiceGroup<Value extends string>({
  label,
  choices,
  value,
  disabled = false,
  onChange,
}: ChoiceGroupProps<Value>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={styles.group}>
      {choices.map((choice) => (
        <label key={choice.value} className={styles.choice}>
          <input
            type="radio"
            name={name}
            aria-label={choice.label}
            aria-describedby={`${name}-${choice.value}`}
            checked={choice.value === value}
            disabled={disabled}
            onChange={() => onChange(choice.value)}
          />
          <span className={styles.label}>{choice.label}</span>
          <span id={`${name}-${choice.value}`} className={styles.says}>
            {choice.says}
          </span>
        </label>
      ))}
    </div>
  );
}
