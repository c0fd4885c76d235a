import { useId, useState } from "react";
import { readBasicValue } from "#src/run/basicCredentials.ts";
import { holdsNamesOnly } from "#src/run/addressTemplate/holdsNamesOnly.ts";
import { headerProblem } from "#src/run/checkTarget.ts";
import { forbiddenHeader } from "#src/run/forbiddenHeader.ts";
import type { HeaderField } from "#src/run/types.ts";
import { filledHeaders } from "#src/store/address.ts";
import { connectionOf, type ConnectionInUse } from "#src/store/connection.ts";
import controls from "#src/ui/components/controls.module.css";
import { RemoveButton } from "#src/ui/components/RemoveButton.tsx";
import { PrivateInput } from "#src/ui/components/PrivateInput.tsx";
import { useScope } from "#src/ui/useScope.ts";
import { CardField } from "./CardField.tsx";
import { BasicFields } from "./BasicFields.tsx";
import { FieldAction } from "./Field.tsx";
import styles from "./fields.module.css";

interface HeaderRowProps {
  readonly header: HeaderField;
  readonly onChange: (part: Partial<HeaderField>) => void;
  readonly onRemove: () => void;
}

/** One header. Its value is masked until the user asks to see it. */
export function HeaderRow({ header, onChange, onRemove }: HeaderRowProps) {
  const [isShown, setShown] = useState(false);
  const problemId = useId();
  const unfilled = useScope((state) => {
    const filled = filledHeaders([header], state);
    return filled.ok ? undefined : filled.error;
  });
  const problem = headerProblem(header) ?? unfilled;
  const forbidden = forbiddenHeader(header.name);
  const note = useScope((state) => agentNote(header.name, connectionOf(state)));
  // A value that only names variables is no secret, and is there to be read.
  const isReadable = isShown || holdsNamesOnly(header.value);
  const subject = header.name || "the header";
  // A new row takes the focus where the user goes next: the name, or the value of a preset.
  const isNew = header.id.startsWith("row-") && /^(Bearer |Basic )?$/.test(header.value);
  // Decided once: a value that is typed by hand must not turn into other fields under the hands.
  const [isBasic] = useState(() => isBasicHeader(header));
  return (
    <li>
      <div className={styles.card}>
        <div className={styles.row}>
          <CardField
            label="Header name"
            placeholder="name"
            value={header.name}
            wrong={problem === undefined ? undefined : problemId}
            takesFocus={isNew && header.name === ""}
            onText={(name) => onChange({ name })}
          />
          <RemoveButton label={`Remove ${subject}`} onRemove={onRemove} />
        </div>
        {isBasic ? (
          <BasicFields value={header.value} isShown={isShown} isNew={isNew} onChange={(value) => onChange({ value })} />
        ) : (
          <div className={styles.row}>
            <PrivateInput
              className={styles.inner}
              type={isReadable ? "text" : "password"}
              aria-label={`Value of ${subject}`}
              placeholder="value"
              // Not "off": password managers take that as an invitation to offer logins.
              autoComplete="new-password"
              data-1p-ignore=""
              value={header.value}
              // oxlint-disable-next-line jsx-a11y/no-autofocus
              autoFocus={isNew && header.name !== ""}
              onText={(value) => onChange({ value })}
            />
          </div>
        )}
        <div className={styles.row}>
          <label className={styles.check}>
            <input
              type="checkbox"
              className={controls.tick}
              checked={header.remember}
              onChange={(event) => onChange({ remember: event.target.checked })}
            />
            remember in this browser
          </label>
          <span className={styles.push}>
            <FieldAction
              label={`${isShown ? "Hide" : "Show"} the value of ${subject}`}
              onClick={() => setShown(!isShown)}
            >
              {isShown ? "Hide" : "Show"}
            </FieldAction>
          </span>
        </div>
      </div>
      {problem !== undefined && (
        <p id={problemId} className={styles.error}>
          {forbidden ? `${header.name} is not sent from here.` : problem}
        </p>
      )}
      {forbidden && (
        <p className={styles.note} role="note">
          {forbidden.why} {forbidden.instead}
        </p>
      )}
      {note !== "" && (
        <p className={styles.note} role="note">
          {note}
        </p>
      )}
    </li>
  );
}

/** The Fetch standard lets a page set it, and not every browser does. */
const agentNote = (name: string, { via }: ConnectionInUse): string =>
  name.toLowerCase() === "user-agent" && via === "direct"
    ? "Some browsers send their own User-Agent all the same. The relay sends this one: choose it under Connection."
    : "";

const isBasicHeader = ({ name, value }: HeaderField): boolean =>
  name.toLowerCase() === "authorization" && readBasicValue(value) !== undefined;
