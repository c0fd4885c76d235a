import { useId } from "react";
import { isJson } from "#src/lib/json.ts";
import controls from "#src/ui/components/controls.module.css";
import styles from "./WaitingStrip.module.css";

interface AnswerTextProps {
  readonly label: string;
  /** What is said beside the label of a value that is no JSON; left out for a text. */
  readonly unlessJson?: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** A part of an answer as a text of several lines. */
export function AnswerText({ label, unlessJson, value, onChange }: AnswerTextProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {unlessJson !== undefined && !isJson(value) && <span className={styles.hint}>{unlessJson}</span>}
      <textarea
        id={id}
        className={`${controls.field} ${controls.code}`}
        spellCheck={false}
        rows={Math.min(8, Math.max(2, value.split("\n").length))}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </div>
  );
}
