import { useState } from "react";
import controls from "#src/ui/components/controls.module.css";
import styles from "./faults.module.css";

interface NumberFieldProps {
  /** The words before the field; with `of` its accessible name, unless it is empty and `name` stands for it. */
  readonly label: string;
  readonly name?: string;
  /** What it belongs to, for example "rule 2". */
  readonly of: string;
  readonly value: number | undefined;
  readonly least: number;
  readonly most?: number;
  readonly unit?: string;
  readonly placeholder?: string;
  /** Absent where the field must not be empty. */
  readonly mayBeEmpty?: true;
  readonly onChange: (value: number | undefined) => void;
}

/** A whole number, or none. What is no such number stays as typed, is marked, and changes nothing. */
export function NumberField(props: NumberFieldProps) {
  const {
    label,
    name = label,
    of,
    value,
    least,
    most = Number.MAX_SAFE_INTEGER,
    unit,
    placeholder,
    mayBeEmpty,
    onChange,
  } = props;
  const [typed, setTyped] = useState<string>();
  const shown = typed ?? (value === undefined ? "" : String(value));
  const accepts = (text: string): boolean =>
    text === "" ? mayBeEmpty === true : /^\d{1,15}$/.test(text) && Number(text) >= least && Number(text) <= most;
  return (
    <label className={styles.part}>
      {label !== "" && <span>{label}</span>}
      <input
        className={`${controls.field} ${styles.number}`}
        inputMode="numeric"
        aria-label={`${name} of ${of}`}
        aria-invalid={!accepts(shown)}
        placeholder={placeholder}
        autoComplete="off"
        value={shown}
        onChange={({ target }) => {
          const text = target.value.trim();
          setTyped(text);
          if (accepts(text)) onChange(text === "" ? undefined : Number(text));
        }}
        onBlur={() => {
          // What was no number goes back to the last one that was.
          setTyped(undefined);
        }}
      />
      {unit !== undefined && <span>{unit}</span>}
    </label>
  );
}
