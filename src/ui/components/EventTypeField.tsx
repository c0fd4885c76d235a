import { useId } from "react";
import { EVENT_TYPES } from "#src/protocol/eventTable.ts";
import controls from "./controls.module.css";
import styles from "./EventTypeField.module.css";

interface EventTypeFieldProps {
  /** Accessible name. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** The type of an event, with those of AG-UI to choose from; any other can be typed. */
export function EventTypeField({ label, value, onChange }: EventTypeFieldProps) {
  const list = useId();
  return (
    <>
      <input
        className={`${controls.field} ${controls.code} ${styles.field}`}
        aria-label={label}
        list={list}
        placeholder="any event"
        spellCheck={false}
        autoComplete="off"
        value={value}
        onChange={({ target }) => onChange(target.value.trim())}
      />
      <datalist id={list}>
        {EVENT_TYPES.map((type) => (
          <option key={type}>{type}</option>
        ))}
      </datalist>
    </>
  );
}
