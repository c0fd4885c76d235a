import { useId } from "react";
import type { EnvironmentVariable } from "#src/run/addressTemplate/types.ts";
import controls from "#src/ui/components/controls.module.css";
import { PrivateInput } from "#src/ui/components/PrivateInput.tsx";
import { RemoveButton } from "#src/ui/components/RemoveButton.tsx";
import { FieldAction } from "#src/ui/panels/input/Field.tsx";
import { CardField } from "#src/ui/panels/input/CardField.tsx";
import fields from "#src/ui/panels/input/fields.module.css";

interface VariableRowProps {
  readonly variable: EnvironmentVariable;
  /** Counted from 1. */
  readonly place: number;
  readonly isNew: boolean;
  /** Whether the value of a secret can be read. */
  readonly isShown: boolean;
  readonly problem: string | undefined;
  readonly onShow: (isShown: boolean) => void;
  readonly onChange: (part: Partial<EnvironmentVariable>) => void;
  readonly onRemove: () => void;
}

/** One variable: its name, its value, and whether that is a secret. */
export function VariableRow({
  variable,
  place,
  isNew,
  isShown,
  problem,
  onShow,
  onChange,
  onRemove,
}: VariableRowProps) {
  const { name, value, secret } = variable;
  const problemId = useId();
  const subject = name || `variable ${place}`;
  return (
    <div className={fields.group} role="group" aria-label={`Variable ${place}`}>
      <div className={fields.row}>
        <CardField
          label="Variable name"
          placeholder="NAME"
          value={name}
          wrong={problem === undefined ? undefined : problemId}
          takesFocus={isNew}
          onText={(text) => onChange({ name: text })}
        />
        <label className={fields.check}>
          <input
            type="checkbox"
            className={controls.tick}
            checked={secret}
            // What was a secret does not become readable, and kept, by a click.
            onChange={({ target }) => onChange({ secret: target.checked, ...(!target.checked && { value: "" }) })}
          />
          secret
        </label>
        <RemoveButton label={`Remove ${subject}`} onRemove={onRemove} />
      </div>
      <div className={fields.row}>
        <PrivateInput
          className={fields.inner}
          type={secret && !isShown ? "password" : "text"}
          aria-label={`Value of ${subject}`}
          placeholder={secret ? "enter it again in each page" : "value"}
          autoComplete={secret ? "new-password" : "off"}
          data-1p-ignore=""
          value={value}
          onText={(text) => onChange({ value: text })}
        />
        {secret && (
          <span className={fields.push}>
            <FieldAction
              label={`${isShown ? "Hide" : "Show"} the value of ${subject}`}
              onClick={() => onShow(!isShown)}
            >
              {isShown ? "Hide" : "Show"}
            </FieldAction>
          </span>
        )}
      </div>
      {problem !== undefined && (
        <p id={problemId} className={`${fields.row} ${fields.error} ${fields.inset}`}>
          {problem}
        </p>
      )}
    </div>
  );
}
