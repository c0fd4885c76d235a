import { useId, useState } from "react";
import { EVENT_TYPES } from "#src/protocol/eventTable.ts";
import type { BreakCondition } from "#src/run/breakpoints/types.ts";
import styles from "./RunBreakpoints.module.css";

interface ConditionFieldProps {
  /** What the field is about, for example "breakpoint 1". */
  readonly name: string;
  readonly condition: BreakCondition;
  readonly onChange: (condition: BreakCondition) => void;
  readonly invalid: boolean;
  /** The id of the sentence that says why it can never match. */
  readonly describedBy: string | undefined;
  readonly takesFocus: boolean;
}

/** What a breakpoint waits for; nothing for one that has no more to say. */
export function ConditionField({ name, condition, onChange, ...rest }: ConditionFieldProps) {
  switch (condition.kind) {
    case "type":
      return <TypesField name={name} types={condition.types} onChange={onChange} {...rest} />;
    case "filter":
      return (
        <TextField
          label={`Filter of ${name}`}
          placeholder="family:tool hotel"
          value={condition.text}
          onText={(text) => onChange({ kind: "filter", text })}
          {...rest}
        />
      );
    case "path":
      return (
        <TextField
          label={`State path of ${name}`}
          placeholder="any; /trip/hotel and below"
          value={condition.pointer}
          onText={(pointer) => onChange({ kind: "path", pointer: pointer.trim() })}
          {...rest}
        />
      );
    case "problem":
      return (
        <select
          className={styles.inner}
          aria-label={`Problems of ${name}`}
          value={condition.atLeast}
          onChange={({ target }) =>
            onChange({ kind: "problem", atLeast: target.value === "warning" ? "warning" : "error" })
          }
        >
          <option value="error">errors</option>
          <option value="warning">errors and warnings</option>
        </select>
      );
    default:
      return null;
  }
}

interface TextFieldProps extends Pick<ConditionFieldProps, "invalid" | "describedBy" | "takesFocus"> {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onText: (text: string) => void;
  /** The id of a list to choose from. */
  readonly list?: string;
}

function TextField({ label, placeholder, value, onText, list, invalid, describedBy, takesFocus }: TextFieldProps) {
  return (
    <input
      className={styles.inner}
      aria-label={label}
      placeholder={placeholder}
      list={list}
      spellCheck={false}
      autoComplete="off"
      autoCapitalize="off"
      value={value}
      aria-invalid={invalid}
      aria-describedby={describedBy}
      // A new breakpoint takes the focus where the user goes next.
      // oxlint-disable-next-line jsx-a11y/no-autofocus
      autoFocus={takesFocus}
      onChange={({ target }) => onText(target.value)}
    />
  );
}

interface TypesFieldProps extends Omit<ConditionFieldProps, "condition"> {
  readonly types: readonly string[];
}

/** One or more types. The list offers each of them behind what is typed already. */
function TypesField({ name, types, onChange, ...rest }: TypesFieldProps) {
  const list = useId();
  const [text, setText] = useState(types.join(", "));
  const before = text.slice(0, text.lastIndexOf(",") + 1);
  return (
    <>
      <TextField
        label={`Event types of ${name}`}
        placeholder="RUN_ERROR, TOOL_CALL_START"
        value={text}
        list={list}
        onText={(typed) => {
          setText(typed);
          onChange({ kind: "type", types: typed.split(/[\s,|]+/).filter((type) => type !== "") });
        }}
        {...rest}
      />
      <datalist id={list}>
        {EVENT_TYPES.map((type) => (
          <option key={type}>{before === "" ? type : `${before} ${type}`}</option>
        ))}
      </datalist>
    </>
  );
}
