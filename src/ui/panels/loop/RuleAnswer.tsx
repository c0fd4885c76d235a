import { useId, useState } from "react";
import { parseJson, type JsonValue } from "#src/lib/json.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import type { PauseAnswer } from "#src/run/pending/types.ts";
import controls from "#src/ui/components/controls.module.css";
import styles from "./loop.module.css";

type Choice = PauseAnswer["kind"] | "edit";

const CHOICES: readonly { readonly choice: Choice; readonly title: string }[] = [
  { choice: "approve", title: "approve" },
  { choice: "edit", title: "approve with other arguments" },
  { choice: "reject", title: "reject" },
  { choice: "result", title: "send a result" },
  { choice: "fail", title: "fail with an error" },
  { choice: "cancel", title: "cancel" },
];

interface RuleAnswerProps {
  readonly answer: PauseAnswer;
  /** The rule's name at the end of accessible names. */
  readonly of: string;
  readonly onChange: (answer: PauseAnswer) => void;
}

/** What a rule answers. */
export function RuleAnswer({ answer, of, onChange }: RuleAnswerProps) {
  const choice: Choice = answer.kind === "approve" && answer.editedArgs !== undefined ? "edit" : answer.kind;
  return (
    <div className={styles.line}>
      <select
        className={controls.field}
        aria-label={`Answer of ${of}`}
        value={choice}
        onChange={({ target }) => onChange(newAnswer(target.value as Choice))}
      >
        {CHOICES.map(({ choice: each, title }) => (
          <option key={each} value={each}>
            {title}
          </option>
        ))}
      </select>
      {answer.kind === "reject" && (
        <input
          className={`${controls.field} ${styles.grow}`}
          aria-label={`Reason of ${of}`}
          placeholder="Reason, may be empty"
          value={answer.reason ?? ""}
          onChange={({ target: { value } }) =>
            onChange(value === "" ? { kind: "reject" } : { kind: "reject", reason: value })
          }
        />
      )}
      {answer.kind === "fail" && (
        <input
          className={`${controls.field} ${styles.grow}`}
          aria-label={`Error message of ${of}`}
          value={answer.message}
          onChange={({ target: { value } }) => onChange({ kind: "fail", message: value })}
        />
      )}
      {answer.kind === "approve" && answer.editedArgs !== undefined && (
        <JsonInput
          key="args"
          label={`Arguments of ${of}`}
          value={answer.editedArgs}
          onChange={(editedArgs) => onChange({ kind: "approve", editedArgs })}
        />
      )}
      {answer.kind === "result" && (
        <JsonInput
          key="result"
          label={`Result of ${of}`}
          mayBeText
          value={answer.value}
          onChange={(value) => onChange({ kind: "result", value })}
        />
      )}
    </div>
  );
}

function newAnswer(choice: Choice): PauseAnswer {
  switch (choice) {
    case "edit":
      return { kind: "approve", editedArgs: {} };
    case "result":
      return { kind: "result", value: { ok: true } };
    case "fail":
      return { kind: "fail", message: "The tool failed." };
    default:
      return { kind: choice };
  }
}

interface JsonInputProps {
  readonly label: string;
  readonly value: JsonValue;
  /** What is no JSON is a text; otherwise it changes nothing, and that is said. */
  readonly mayBeText?: true;
  readonly onChange: (value: JsonValue) => void;
}

function JsonInput({ label, value, mayBeText, onChange }: JsonInputProps) {
  // As typed: what is typed is no JSON most of the time.
  const [typed, setTyped] = useState(() =>
    typeof value === "string" && parseJson(value) === undefined ? value : stringifyJson(value),
  );
  const noteId = useId();
  const isJson = parseJson(typed) !== undefined;
  return (
    <>
      <input
        className={`${controls.field} ${controls.code} ${styles.grow}`}
        aria-label={label}
        aria-invalid={!isJson && !mayBeText}
        aria-describedby={isJson ? undefined : noteId}
        spellCheck={false}
        autoComplete="off"
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          const json = parseJson(target.value);
          if (json !== undefined) onChange(json);
          else if (mayBeText) onChange(target.value);
        }}
      />
      {!isJson && (
        <span id={noteId} className={styles.note}>
          {mayBeText ? "no JSON: sent as a text" : "no valid JSON: the rule keeps what it had"}
        </span>
      )}
    </>
  );
}
