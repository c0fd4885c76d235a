import { useId } from "react";
import { jsonSyntaxError } from "#src/run/jsonSyntax.ts";
import styles from "./fields.module.css";

interface JsonTextProps {
  readonly id: string;
  /** Accessible name, where no label is for it. */
  readonly label?: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly placeholder?: string;
}

/** A small JSON text, kept as typed; says where it is no JSON. Blank stands for an empty object. */
export function JsonText({ id, label, value, onChange, placeholder }: JsonTextProps) {
  const errorId = useId();
  const wrong = value.trim() === "" ? undefined : jsonSyntaxError(value);
  return (
    <>
      <textarea
        id={id}
        aria-label={label}
        className={`${styles.box} ${styles.code}`}
        rows={value.includes("\n") ? 4 : 1}
        spellCheck={false}
        autoCapitalize="off"
        value={value}
        placeholder={placeholder}
        aria-invalid={wrong !== undefined}
        aria-describedby={wrong ? errorId : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {wrong && (
        <p id={errorId} className={styles.error}>
          No valid JSON: {wrong.message} at line {wrong.line}, column {wrong.column}.
        </p>
      )}
    </>
  );
}
